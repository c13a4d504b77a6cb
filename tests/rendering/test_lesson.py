"""What is said of a mistake that was made on purpose: its values in words that stand on the page."""

from bs4 import BeautifulSoup

from sandbox.content import Content
from sandbox.content.rehearsal import NOW, play_mistake, runs_at_each_step
from sandbox.engine.walkthrough import Mistake, Walkthrough
from tests.support.at_once import at_once
from tests.support.forms_over_http import plain
from tests.support.guide import CONTENT, RENDERER, SIMULATION, turn


def tried(content: Content, walkthrough: Walkthrough) -> dict[str, tuple[Mistake, list[str]]]:
    """What the page says of each mistake of the walkthrough: the values that it names."""
    said = {}
    for step, before, _ in runs_at_each_step(turn(walkthrough)):
        for mistake in step.mistakes:
            run = play_mistake(turn(walkthrough), before, mistake)
            page = BeautifulSoup(RENDERER.widget(content.wording, walkthrough, run, NOW, version=1), "html.parser")
            values = [plain(each.text) for each in page.select(".lesson__value")]
            said[f"{step.id}: {plain(mistake.name)}"] = mistake, values
    return said


@at_once("slug", CONTENT.walkthroughs)
def test_no_mistake_is_told_by_what_only_the_form_knows(content: Content, slug: str) -> None:
    """Of a checkbox or a choice the form sends a name: on, vk."""
    for mistake, values in tried(content, content.walkthroughs[slug]).values():
        names = {sent for name, sent in mistake.input.items() if SIMULATION.fields[name].kind in ("choice", "switch")}
        assert not names & set(values), mistake.name


def test_the_checkboxes_of_a_mistake_are_named_by_their_labels(content: Content) -> None:
    said = tried(content, content.walkthroughs["change-password"])
    assert [values for name, (_, values) in said.items() if "Завершить и свой сеанс" in name] == [
        ["Старый телефон", "Компьютер", "Этот браузер"]
    ]
