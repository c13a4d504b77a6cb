"""What the training phone shows, and what stands of it in the step: straight from the template."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup, Tag

from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_mistake, runs_at_each_step
from sandbox.engine.run import AnyRun
from tests.support.cabinet import cabinet_turn, press
from tests.support.guide import CONTENT, RENDERER, turn, wait


def widget(content: Content, slug: str, run: AnyRun) -> str:
    return RENDERER.widget(content.wording, content.walkthroughs[slug], run, NOW, version=1)


def phone(content: Content, slug: str, run: AnyRun) -> Tag:
    found = BeautifulSoup(widget(content, slug, run), "html.parser").select_one("aside.phone")
    assert found
    return found


def before(content: Content, slug: str, step_id: str) -> AnyRun:
    """The run that stands at the step."""
    steps = runs_at_each_step(turn(content.walkthroughs[slug]))
    return next(run for step, run, _ in steps if step.id == step_id)


def words(part: Tag) -> str:
    return part.get_text().replace("\u00a0", " ")


def test_the_clock_is_open_at_every_step_that_waits_and_at_no_other(content: Content) -> None:
    waiting = 0
    for walkthrough in content.walkthroughs.values():
        for step, run, _ in runs_at_each_step(turn(walkthrough)):
            clock = phone(content, walkthrough.slug, run).select_one("details.phone__clock")
            if clock:  # where there is nothing to wait for, it is a line that doesn't open
                assert clock.has_attr("open") == bool(step.wait), step.id
                waiting += bool(step.wait)
    assert waiting > 10


def test_the_sms_that_a_step_needs_stands_in_it_as_on_the_phone(content: Content) -> None:
    run = wait(before(content, "register-by-phone", "enter-code"), "minute")
    html = BeautifulSoup(widget(content, "register-by-phone", run), "html.parser")
    (here,) = html.select(".step--now .sms > li.message")
    assert here == html.select_one("aside.phone li.message")
    assert "Учебное SMS" in here.get_text()


@pytest.mark.parametrize(
    ("mistake", "why"),
    [("Код устарел", "Устарел"), ("Три неверных кода подряд", "Попытки кончились")],
)
def test_a_code_that_works_no_longer_says_why_and_offers_another(content: Content, mistake: str, why: str) -> None:
    walkthrough = content.walkthroughs["register-by-phone"]
    step = walkthrough.step("enter-code")
    chosen = step and step.mistake(mistake)
    assert chosen
    run = play_mistake(turn(walkthrough), before(content, walkthrough.slug, "enter-code"), chosen)
    message = phone(content, walkthrough.slug, run).select_one("li.message")
    assert message
    assert message.select_one("s mark")
    assert why in message.get_text()
    assert message.select_one("form[data-action=resend_code] button")
    assert not message.select_one("[data-code], [data-copy]")


def test_a_code_that_works_can_be_put_into_the_field_without_scripts(content: Content) -> None:
    shown = phone(content, "register-by-phone", wait(before(content, "register-by-phone", "enter-code"), "minute"))
    assert shown.select_one("li.message form[data-action=show_example] button[data-code]")
    assert not shown.select_one("li.message s")


def test_the_sms_on_its_way_is_named_before_those_that_came(content: Content) -> None:
    secrets = PredictableSecrets()
    run = wait(before(content, "register-by-phone", "enter-code"), "resend")
    again = turn(content.walkthroughs["register-by-phone"], secrets).submit(run, "enter-code", "resend_code", {})
    lines = phone(content, "register-by-phone", again).select("ol.phone__inbox > li")
    assert words(lines[0]).strip().startswith("SMS в пути…")
    assert lines[1].mark


def links_to_look(html: str) -> list[str]:
    return [str(link["href"]) for link in BeautifulSoup(html, "html.parser").select(".phone__empty > noscript > a")]


def test_without_scripts_a_link_shows_whether_the_sms_has_come_as_long_as_it_has_not(content: Content) -> None:
    slug = "register-by-phone"
    run = before(content, slug, "wait-for-sms")
    address = f"/sandbox/walkthroughs/{slug}?at=090000000000#{slug}"
    assert links_to_look(widget(content, slug, run)) == [address] * 2, "above the form, and on the phone"
    assert not links_to_look(widget(content, slug, wait(run, "sms")))
    soon = RENDERER.widget(content.wording, content.walkthroughs[slug], run, NOW + timedelta(milliseconds=1), version=1)
    assert address not in links_to_look(soon), "in the same second, too, it is another page than that it stands on"


def test_in_the_cabinet_the_link_leads_to_the_place_again() -> None:
    turn = cabinet_turn("registered", "password")
    asked = press(turn, turn.begin(), "sign_in_by_sms")
    place = turn.cabinet.places["code"]
    html = RENDERER.cabinet(CONTENT.wording, turn, asked, place, version=1)
    assert links_to_look(html) == ["/sandbox/cabinet/code?at=090000000000#cabinet"] * 2
    picture = RENDERER.place_picture(CONTENT.wording, turn, asked, place, ["place"], trainer_id="show")
    assert "phone__empty" in picture, "the SMS is on its way"
    assert not links_to_look(picture), "a picture leads nowhere"


def test_older_sms_are_folded_and_all_there(content: Content) -> None:
    run = before(content, "keep-codes-secret", "second-call")
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


def test_what_comes_to_a_lost_phone_is_read_by_others() -> None:
    turn = cabinet_turn("registered", "forgotten")
    asked = press(turn, turn.begin(), "request_reset_link", phone="79070000001")
    arrived = turn.wait(asked, asked.step, f"{asked.presses}", "sms")
    lost = press(turn, arrived, "lose_phone")
    for run, place, read in ((arrived, "forgotten", True), (lost, "forgotten", False), (lost, "code", False)):
        html = BeautifulSoup(
            RENDERER.cabinet(CONTENT.wording, turn, run, turn.cabinet.places[place], version=1), "html.parser"
        )
        assert bool(html.select("li.message")) == read
        assert ("SMS читает тот, у кого телефон" in words(html)) != read
