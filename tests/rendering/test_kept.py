"""Parts of pages that are kept: they are shown again to nobody but whom they would be drawn alike for."""

from dataclasses import replace

import pytest
from jinja2 import DictLoader, UndefinedError
from markupsafe import Markup

from sandbox.account.simulation import SIMULATION
from sandbox.content import Content
from sandbox.content.rehearsal import NOW, play_mistake, rehearsal_of, runs_at_each_step
from sandbox.rendering.environment import MODULES, create_environment
from sandbox.rendering.kept import KeptParts
from sandbox.rendering.renderer import Renderer


class Drawing:
    """Templates of a test's own, with parts that are kept."""

    def __init__(self, most: int = 10, **templates: str) -> None:
        self._jinja = create_environment(DictLoader(templates))
        self.drawn = 0
        self._jinja.globals["kept"] = KeptParts(self._part, most)

    def __call__(self, **values: object) -> str:
        return self._jinja.get_template("page").render(wording=None, **values, **{MODULES: {}})

    def _part(self, template: str, **values: object) -> str:
        self.drawn += 1
        return self._jinja.get_template(template).render(values)


def test_what_is_put_together_of_kept_parts_is_what_would_be_drawn_anew(content: Content) -> None:
    """Learners of all walkthroughs, each at the same steps as another before, with other codes and other names."""
    keeping, anew = Renderer(SIMULATION), Renderer(SIMULATION, reads_again=True)
    for walkthrough in content.walkthroughs.values():
        for seed in range(2):
            turn = rehearsal_of(SIMULATION, walkthrough, seed)
            for step, before, after in runs_at_each_step(turn):
                tried = [play_mistake(turn, before, mistake) for mistake in step.mistakes[:1]]
                for run in (before, *tried, after):
                    pages = [
                        each.widget(content.wording, walkthrough, run, NOW, version=seed) for each in (keeping, anew)
                    ]
                    assert pages[0] == pages[1]


def test_a_part_is_drawn_once_for_the_same_values_and_again_for_others() -> None:
    drawing = Drawing(page='{{ kept("part", name=name) }}', part="<b>{{ name }}</b>")
    assert [drawing(name=name) for name in ("Анна", "Борис", "Анна")] == ["<b>Анна</b>", "<b>Борис</b>", "<b>Анна</b>"]
    assert drawing.drawn == 2


def test_a_part_sees_nothing_but_what_it_is_given() -> None:
    """Else it could be kept with what belongs to one learner alone."""
    drawing = Drawing(page='{{ kept("part", name=name) }}', part="{{ name }}, {{ password }}")
    with pytest.raises(UndefinedError, match="password"):
        drawing(name="Анна", password="secret")


def test_text_is_never_taken_for_html_that_reads_the_same() -> None:
    drawing = Drawing(page='{{ kept("part", text=text) }}', part="{{ text }}")
    assert drawing(text=Markup("<br>")) == "<br>"
    assert drawing(text="<br>") == "&lt;br&gt;"


@pytest.mark.parametrize(("first", "second"), [(1, True), (0, False), ((1,), (True,))])
def test_what_only_counts_as_equal_is_told_apart(first: object, second: object) -> None:
    drawing = Drawing(page='{{ kept("part", value=value) }}', part="{{ value }}")
    assert [drawing(value=first), drawing(value=second)] == [str(first), str(second)]


def test_values_within_a_mapping_are_told_apart() -> None:
    drawing = Drawing(page='{{ kept("part", values=values) }}', part="{{ values.name }}")
    assert [drawing(values={"name": name}) for name in (1, True, "1")] == ["1", "True", "1"]
    assert drawing.drawn == 3


def test_an_object_that_is_gone_gives_its_place_to_no_other(content: Content) -> None:
    """Objects are told apart by their place in memory."""
    drawing = Drawing(most=1000, page='{{ kept("part", step=step) }}', part="{{ step.say }}")
    step = next(iter(content.walkthroughs.values())).steps[0]
    assert [drawing(step=replace(step, say=f"{number}")) for number in range(500)] == [f"{n}" for n in range(500)]


def test_no_more_parts_are_kept_than_are_allowed() -> None:
    drawing = Drawing(most=2, page='{{ kept("part", number=number) }}', part="{{ number }}")
    for number in (1, 2, 3, 4, 5):
        drawing(number=number)
    assert drawing.drawn == 5
    drawing(number=1)
    assert drawing.drawn == 6, "the first had made room"


def test_a_part_that_is_asked_for_stays() -> None:
    drawing = Drawing(most=2, page='{{ kept("part", number=number) }}', part="{{ number }}")
    for number in (1, 2, 1, 3, 1, 4, 1, 5, 1, 6, 1):
        drawing(number=number)
    assert drawing.drawn == 6


def test_macros_of_a_page_are_made_once_and_never_for_the_next_page() -> None:
    drawing = Drawing(
        page='{% from "macros" import hail with context %}{{ hail() }}{% include "inner" %}',
        inner='{% from "macros" import hail with context %}{{ hail() }}',
        macros="{% macro hail() %}{{ name }} {% endmacro %}",
    )
    assert [drawing(name=name) for name in ("Анна", "Борис")] == ["Анна Анна ", "Борис Борис "]
