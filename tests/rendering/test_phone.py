"""What the training phone shows, and when it lies above the page: straight from the template."""

import pytest
from bs4 import BeautifulSoup, Tag

from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, runs_at_each_step
from sandbox.engine.run import AnyRun
from tests.support.guide import RENDERER, turn, wait

IN_USE = "phone--in-use"


def phone(content: Content, slug: str, run: AnyRun) -> Tag:
    html = RENDERER.widget(content.wording, content.walkthroughs[slug], run, NOW, version=1)
    found = BeautifulSoup(html, "html.parser").select_one("aside.phone")
    assert found
    return found


def before(content: Content, slug: str, step_id: str) -> AnyRun:
    """The run that stands at the step."""
    steps = runs_at_each_step(turn(content.walkthroughs[slug]))
    return next(run for step, run, _ in steps if step.id == step_id)


def words(part: Tag) -> str:
    return part.get_text().replace("\u00a0", " ")


def test_it_is_in_use_at_every_step_that_waits(content: Content) -> None:
    waiting = 0
    for walkthrough in content.walkthroughs.values():
        for step, run, _ in runs_at_each_step(turn(walkthrough)):
            assert (IN_USE in phone(content, walkthrough.slug, run)["class"]) == bool(step.wait), step.id
            waiting += bool(step.wait)
    assert waiting > 10


def test_a_clock_just_moved_stays_in_sight(content: Content) -> None:
    run = before(content, "turn-options-on-and-off", "see-options")
    assert IN_USE not in phone(content, "turn-options-on-and-off", run)["class"]
    moved = wait(run, "minute")
    assert IN_USE in phone(content, "turn-options-on-and-off", moved)["class"]


def test_the_sms_on_its_way_is_named_before_those_that_came(content: Content) -> None:
    secrets = PredictableSecrets()
    run = wait(before(content, "register-by-phone", "enter-code"), "resend")
    again = turn(content.walkthroughs["register-by-phone"], secrets).submit(run, "enter-code", "resend_code", {})
    lines = phone(content, "register-by-phone", again).select("ol.phone__inbox > li")
    assert words(lines[0]).strip() == "SMS в пути…"
    assert lines[1].mark


def test_older_sms_are_folded_and_all_there(content: Content) -> None:
    run = wait(before(content, "keep-codes-secret", "answer-call"), "sms")
    shown = phone(content, "keep-codes-secret", run)
    assert len(shown.select("ol.phone__inbox > li.message")) == 1
    older = shown.select_one("details.phone__older")
    assert older
    assert older.summary
    folded = older.select("ol > li.message")
    assert words(older.summary) == f"Ещё {len(folded)} SMS"
    assert len(folded) + 1 == len(run.state.inbox(run.clock(NOW))) > 2


@pytest.mark.parametrize(("until", "said"), [("minute", "12:00"), ("next_fee", "14.07.2025, 12:00")])
def test_an_sms_of_another_day_says_which(content: Content, until: str, said: str) -> None:
    slug = "turn-options-on-and-off"
    arrived = wait(before(content, slug, "check-options"), "sms")
    time = phone(content, slug, wait(arrived, until)).select(".message time")[-1]
    assert time.get_text() == said


def test_the_lever_that_the_step_waits_for_comes_first(content: Content) -> None:
    run = before(content, "turn-options-on-and-off", "see-charges")
    levers = phone(content, "turn-options-on-and-off", run).select(".phone__levers button")
    assert [lever["value"] for lever in levers] == ["next_fee", "minute"]
