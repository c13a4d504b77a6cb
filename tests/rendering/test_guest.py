"""Who comes unannounced stands on the training phone with what can be done, and nothing tells whether it is forged."""

from dataclasses import replace
from datetime import timedelta

from bs4 import BeautifulSoup, Tag

from sandbox.account import guests
from sandbox.account.actions import ACTIONS
from sandbox.account.course import settle
from sandbox.account.state import Account
from sandbox.account.visits import Guest
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.action import Press
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, RENDERER, turn

WALKTHROUGH = CONTENT.walkthroughs["check-balance-and-top-up"]
FRESH = turn(WALKTHROUGH).begin()
CLOCK = FRESH.clock(NOW)


def visited(subject: str, *, genuine: bool) -> Account:
    address = "" if genuine else "https://1k.example/vhod"
    return settle(guests.invite(FRESH.state, (Guest(subject, genuine, CLOCK, address, kopecks=300_00),)), CLOCK)


def shown(account: Account) -> Tag:
    html = RENDERER.render(
        "screens/parts/guest.html",
        wording=CONTENT.wording,
        trainer_address="/sandbox/cabinet",
        place=None,
        offered=(),
        takes_code=False,
        run=replace(FRESH, state=account),
        clock=CLOCK + timedelta(seconds=1),
        step=None,
        waits={},
    )
    return BeautifulSoup(html, "html.parser")


def buttons(part: Tag) -> list[str]:
    return [str(form["data-action"]) for form in part.select("form")]


@at_once("genuine", [True, False])
@at_once("subject", guests.SUBJECTS)
def test_a_guest_stands_there_with_its_acts_and_nothing_tells(subject: str, genuine: bool) -> None:
    account = visited(subject, genuine=genuine)
    part = shown(account)
    (event,) = part.select("[data-event]")
    assert event["data-event"] == subject, "the subject's name, never whether it is forged"
    assert buttons(part) == list(guests.acts(account))
    assert not {"genuine", "forged", "false"} & set(part.get_text().split())
    assert part.select_one("blockquote") is None, "who calls is heard only after the call is answered"
    if not guests.ringing(account):
        assert "Учебное SMS" in part.get_text()


def test_the_link_that_is_opened_is_the_one_in_the_sms() -> None:
    part = shown(visited("sim-card", genuine=False))
    (hidden,) = part.select('form[data-action="open_message_link"] input[name="link"]')
    assert hidden["value"] == "https://1k.example/vhod"
    assert hidden["value"] in part.get_text()


def test_what_a_caller_says_is_heard_when_the_call_is_answered() -> None:
    account = visited("call", genuine=True)
    talking = ACTIONS["pick_up"].rule(Press(account, {}, CLOCK, PredictableSecrets())).state
    words = shown(talking).select_one("blockquote")
    assert words
    assert words.get_text() == CONTENT.wording.label("caller_words", "salon")


def test_where_nobody_has_come_nothing_stands() -> None:
    assert shown(FRESH.state).get_text().strip() == ""
