"""A code that is awaited while strangers call, and the lesson of what would follow if it were told."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account.actions import ACTIONS
from sandbox.account.ledger import Entry
from sandbox.account.misfortunes import STOLEN
from sandbox.account.starting_points import NUMBER, PASSWORD, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
SECRETS = PredictableSecrets()
START = STARTING_POINTS["registered"](SECRETS)
NEW_PASSWORD = "Тёплый-валенок-35"


def act(name: str, account: Account, now: datetime = LATER, **given: str) -> Result[Account]:
    return ACTIONS[name].rule(Press(account, given, now, SECRETS))


AWAITING = act("await_code", START, NOW, phone=NUMBER).state
CODE = AWAITING.messages[-1].values["code"]
INSIDE = act("enter_code", AWAITING, code=CODE).state
LOOKED = act("look_what_follows", INSIDE)
HUNG_UP = act("take_call", LOOKED.state, call_answer="hang_up").state


def kinds(account: Account) -> list[str]:
    return [session.kind for session in account.access.sessions]


def test_with_the_code_two_calls_come_one_of_them_genuine_in_any_order() -> None:
    orders = set()
    for seed in range(20):
        press = Press(START, {"phone": NUMBER}, NOW, PredictableSecrets(seed))
        orders.add(tuple(call.kind for call in ACTIONS["await_code"].rule(press).state.visits.calls))
    assert orders == {("security", "salon"), ("salon", "security")}


def test_nobody_calls_whoever_got_no_code() -> None:
    refused = act("await_code", START, NOW, phone="79161234567")
    assert (refused.outcome.name, refused.state) == ("number_not_for_training", START)
    assert act("await_code", AWAITING, NOW, phone=NUMBER).outcome.name == "code_requested_too_soon"


def test_whoever_types_the_code_themselves_is_in_and_alone() -> None:
    kept = act("enter_code", AWAITING, code=CODE)
    assert (kept.outcome, kept.state.access.signed_in, kept.state.one_time.code) == (Outcome("code_kept"), True, None)
    assert kinds(kept.state) == ["this_browser"]
    assert len(kept.state.visits.waiting) == 4, "now SMS come"


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [("", "code_missing"), ("12", "code_too_short"), (f"{(int(CODE) + 1) % 10**6:06}", "code_wrong")],
)
def test_it_is_judged_as_any_code(typed: str, outcome: str) -> None:
    refused = act("enter_code", AWAITING, code=typed)
    assert (refused.outcome.name, refused.outcome.fields) == (outcome, ("code",))
    assert not refused.state.visits.waiting
    assert act("enter_code", AWAITING, NOW + timedelta(minutes=5), code=CODE).outcome.name == "code_expired"


def test_in_the_lesson_a_stranger_is_in_within_a_minute() -> None:
    account = LOOKED.state
    assert (LOOKED.outcome, LOOKED.took) == (Outcome("code_told"), timedelta(minutes=1))
    assert kinds(account) == ["this_browser", "unknown_computer"]
    assert account.money.history[-1].amount == -STOLEN
    assert [message.kind for message in account.inbox(LATER + LOOKED.took)][-3:] == [
        "code",
        "new_sign_in",
        "money_sent",
    ]
    assert all(LATER < session.since < LATER + LOOKED.took for session in account.access.sessions[1:])


def test_nobody_can_take_more_than_there_is() -> None:
    for kopecks in (0, 150_00):
        poor = changed(INSIDE, money={"history": (Entry("opening", kopecks, NOW),)})
        told = act("look_what_follows", poor)
        assert told.state.money.balance == 0
        assert all(entry.amount for entry in told.state.money.history[1:])


def test_a_stranger_whose_session_is_ended_before_the_password_is_changed_comes_back() -> None:
    ended = act("end_other_sessions", HUNG_UP)
    assert ended.outcome == Outcome("stranger_came_back")
    assert [(session.kind, session.since) for session in ended.state.access.sessions[1:]] == [
        ("unknown_computer", LATER)
    ]


def test_first_the_password_then_the_sessions() -> None:
    assert act("change_password", HUNG_UP, new_password=PASSWORD).outcome.name == "password_same_as_before"
    renewed = act("change_password", HUNG_UP, new_password=NEW_PASSWORD).state
    assert kinds(renewed) == kinds(HUNG_UP), "a new password sends nobody away"
    ended = act("end_other_sessions", renewed)
    assert ended.outcome == Outcome("other_sessions_ended", values={"ended": 1})
    assert kinds(ended.state) == ["this_browser"]


def saved() -> Account:
    renewed = act("change_password", HUNG_UP, new_password=NEW_PASSWORD).state
    return act("end_other_sessions", renewed).state


@at_once(
    ("account", "action", "given"),
    [
        (LOOKED.state, "end_lesson", {}),
        (HUNG_UP, "end_lesson", {}),
        (saved(), "end_lesson", {}),
        (saved(), "take_call", {"call_answer": "hang_up"}),
    ],
)
def test_the_lesson_spends_nothing_of_the_run_wherever_it_ends(
    account: Account, action: str, given: dict[str, str]
) -> None:
    ended = act(action, account, LATER + timedelta(minutes=9), **given)
    assert ended.state == changed(INSIDE, visits={"calls": ()})
    assert LATER + timedelta(minutes=9) + ended.took == LATER, "the clock too"


def test_whoever_does_not_look_has_lost_nothing_either() -> None:
    assert act("look_no_further", INSIDE) == Result(INSIDE, Outcome("lesson_ended"))
    assert act("end_lesson", INSIDE) == Result(INSIDE, Outcome("lesson_ended"))
