"""What stands around the open step: what it takes, the steps done and ahead, and how it is in life."""

from dataclasses import replace
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from sandbox.content import Content
from sandbox.content.rehearsal import NOW
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import InLife, Walkthrough
from tests.support.forms_over_http import plain
from tests.support.guide import RENDERER, turn


@pytest.fixture
def walkthrough(content: Content) -> Walkthrough:
    return content.walkthroughs["sign-in-by-password"]


def shown(content: Content, walkthrough: Walkthrough, run: AnyRun) -> Tag:
    html = RENDERER.widget(content.wording, walkthrough, run, NOW, version=1)
    return BeautifulSoup(html, "html.parser")


def runs(walkthrough: Walkthrough) -> list[AnyRun]:
    """The run before the first step, and after each."""
    found = [turn(walkthrough).begin()]
    for step in walkthrough.steps:
        found.append(turn(walkthrough).follow_example(found[-1], step))
    return found


def words(part: Tag | None) -> str:
    assert part
    return " ".join(plain(part.get_text(" ")).split())


def test_before_the_first_step_is_said_what_it_takes_and_later_no_more(
    content: Content, walkthrough: Walkthrough
) -> None:
    walkthrough = replace(walkthrough, needs=("Свой номер", "Свой пароль"))
    first, *later = (shown(content, walkthrough, run) for run in runs(walkthrough))
    before = first.select_one("details.before:not([open])")
    assert "Примерно" in words(before)
    assert [words(line) for line in first.select(".before li")] == ["Свой номер", "Свой пароль"]
    assert not [each for each in later if each.select(".before")]


def test_the_steps_done_and_those_ahead_are_lines_that_open(content: Content, walkthrough: Walkthrough) -> None:
    lines = [
        [words(line) for line in shown(content, walkthrough, run).select(":is(.steps-done, .steps-ahead) > summary")]
        for run in runs(walkthrough)
    ]
    assert lines == [
        ["Дальше: ещё 2 шага"],
        ["Сделано: 1 шаг", "Дальше: ещё 1 шаг"],
        ["Сделано: 2 шага"],
        ["Сделано: 3 шага"],
    ]


def test_a_step_says_how_it_is_in_life(content: Content, walkthrough: Walkthrough) -> None:
    life = InLife("Адрес тот же.", None, "статья", date(2026, 11, 26))
    step = replace(walkthrough.steps[0], in_life=life)
    told = replace(walkthrough, steps=(step, *walkthrough.steps[1:]))
    first = runs(walkthrough)[0]
    expected = "Как в жизни Так же Адрес тот же. Источник: статья. Проверено 26 ноября 2026."
    assert words(shown(content, told, first).select_one("details.in-life:not([open])")) == expected
    silent = replace(walkthrough, steps=(replace(step, in_life=None), *walkthrough.steps[1:]))
    assert not shown(content, silent, first).select(".in-life")
