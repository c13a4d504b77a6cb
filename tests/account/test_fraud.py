"""Strangers who want a code: what each decision costs, and in which order a told code is undone."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account.actions import ACTIONS
from sandbox.account.fraud import FAKE_TRANSFER, STOLEN_IN_A_MINUTE
from sandbox.account.ledger import Entry
from sandbox.account.starting_points import OPENING_BALANCE, PASSWORD, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
SECRETS = PredictableSecrets()
START = STARTING_POINTS["registered"](SECRETS)
NEW_PASSWORD = "Тёплый-валенок-35"


def submit(name: str, account: Account, given: Mapping[str, str], now: datetime = LATER) -> Result[Account]:
    return ACTIONS[name].rule(Press(account, given, now, SECRETS))


def act(name: str, account: Account, now: datetime = LATER, **given: str) -> Result[Account]:
    return submit(name, account, given, now)


AWAITING = act("await_code", START, NOW).state
TOLD = act("answer_call", AWAITING, call_answer="tell_code")
INSIDE = act("stop_talking", TOLD.state).state


def kinds(account: Account) -> list[str]:
    return [session.kind for session in account.access.sessions]


def test_a_strangers_sms_is_there_before_the_code() -> None:
    assert [message.kind for message in AWAITING.inbox(NOW)] == ["fraud_link"]
    assert [message.kind for message in AWAITING.inbox(LATER)] == ["fraud_link", "code"]
    assert act("await_code", AWAITING, NOW).outcome.name == "code_requested_too_soon"


def test_whatever_comes_last_is_last_in_the_inbox() -> None:
    early = act("judge_link", AWAITING, NOW, link_answer="leave").state
    assert [message.kind for message in early.inbox(LATER)] == ["fraud_link", "fraud_transfer", "code"]
    late = act("judge_link", AWAITING, link_answer="leave").state
    assert [message.kind for message in late.inbox(LATER)] == ["fraud_link", "code", "fraud_transfer"]


def test_no_link_is_drawn_where_a_real_reset_link_would_be() -> None:
    asked = act("judge_link", AWAITING, link_answer="leave").state
    assert all("link" not in message.values for message in asked.messages)


def test_an_open_link_gives_nothing_away_yet() -> None:
    assert act("judge_link", AWAITING, link_answer="open") == Result(AWAITING, Outcome("fake_site_opened"))


@pytest.mark.parametrize("answer", ["", "later"])
@pytest.mark.parametrize("name", ["judge_link", "judge_transfer", "answer_call", "answer_rescuer"])
def test_what_is_not_offered_decides_nothing(name: str, answer: str) -> None:
    field = ACTIONS[name].fields[0].name
    assert submit(name, AWAITING, {field: answer}) == Result(AWAITING, Outcome("nothing_decided"))


def test_what_never_came_is_sent_back_from_ones_own_money() -> None:
    sent = act("judge_transfer", AWAITING, transfer_answer="send_back")
    assert sent.outcome == Outcome("money_sent_to_stranger", values={"sent": FAKE_TRANSFER})
    assert sent.state.money.balance == OPENING_BALANCE - FAKE_TRANSFER
    again = act("judge_transfer", sent.state, transfer_answer="send_back")
    assert again == Result(sent.state, Outcome("nothing_left_to_send"))


def test_a_look_at_the_balance_costs_nothing() -> None:
    looked = act("judge_transfer", AWAITING, transfer_answer="check_balance")
    assert (looked.outcome.name, looked.state) == ("transfer_not_found", AWAITING)


def test_whoever_types_the_code_themselves_is_in_and_alone() -> None:
    kept = act("answer_call", AWAITING, call_answer="enter_code")
    assert (kept.outcome.name, kept.state.access.signed_in, kept.state.one_time.code) == ("code_kept", True, None)
    assert kinds(kept.state) == ["this_browser"]


def test_the_code_is_typed_only_once_it_has_come_and_while_it_is_good() -> None:
    early = act("answer_call", AWAITING, NOW, call_answer="enter_code")
    assert early == Result(AWAITING, Outcome("message_on_the_way", values={"arrives_in": 5}))
    late = act("answer_call", AWAITING, NOW + timedelta(minutes=5), call_answer="enter_code")
    assert late.outcome == Outcome("code_expired")
    assert act("answer_call", START, call_answer="enter_code").outcome == Outcome("code_attempts_exhausted")


@pytest.mark.parametrize("answer", ["enter_code", "tell_code"])
def test_no_code_can_be_told_that_nobody_has_seen(answer: str) -> None:
    early = act("answer_call", AWAITING, NOW, call_answer=answer)
    assert early == Result(AWAITING, Outcome("message_on_the_way", values={"arrives_in": 5}))
    late = act("answer_call", AWAITING, NOW + timedelta(minutes=5), call_answer=answer)
    assert (late.outcome.name, late.state) == ("code_expired", AWAITING)


def test_the_code_that_the_caller_asks_for_next_is_there_before_it_can_be_told() -> None:
    kept = act("answer_call", AWAITING, call_answer="enter_code").state
    before = kept.inbox(LATER)
    assert [message.kind for message in before] == ["fraud_link", "code", "code"]
    assert before[-1].values != before[-2].values
    told = act("tell_code", kept)
    assert [message.kind for message in told.state.inbox(LATER + told.took)][2:] == [
        "code",
        "new_sign_in",
        "money_sent",
    ]


def test_a_told_code_lets_a_stranger_in_within_a_minute() -> None:
    account = TOLD.state
    assert TOLD.outcome == Outcome("code_told")
    assert TOLD.took == timedelta(minutes=1)
    assert kinds(account) == ["unknown_computer"]
    assert account.money.history[-1].amount == -STOLEN_IN_A_MINUTE
    assert account.one_time.code is None, "there is no code left to type"
    said = [message.kind for message in account.inbox(LATER + TOLD.took)]
    assert said[-3:] == ["code", "new_sign_in", "money_sent"]
    assert all(LATER < session.since < LATER + TOLD.took for session in account.access.sessions)


def test_nobody_can_take_more_than_there_is() -> None:
    for kopecks in (0, 150_00):
        poor = changed(AWAITING, money={"history": (Entry("opening", kopecks, NOW),)})
        told = act("tell_code", poor)
        assert told.state.money.balance == 0
        assert all(entry.amount for entry in told.state.money.history[1:])


def test_after_the_call_one_is_signed_in_beside_the_stranger() -> None:
    assert INSIDE.access.signed_in
    assert kinds(INSIDE) == ["this_browser", "unknown_computer"]
    assert kinds(act("stop_talking", INSIDE).state) == kinds(INSIDE), "nobody is signed in twice in one browser"


def test_a_stranger_whose_session_is_ended_before_the_password_is_changed_comes_back() -> None:
    ended = act("end_other_sessions", INSIDE)
    assert ended.outcome == Outcome("stranger_came_back")
    assert [(session.kind, session.since) for session in ended.state.access.sessions[1:]] == [
        ("unknown_computer", LATER)
    ]


def test_first_the_password_then_the_sessions() -> None:
    assert act("change_password", INSIDE, new_password=PASSWORD).outcome.name == "password_same_as_before"
    changed = act("change_password", INSIDE, new_password=NEW_PASSWORD).state
    assert kinds(changed) == kinds(INSIDE), "a new password sends nobody away"
    ended = act("end_other_sessions", changed)
    assert ended.outcome == Outcome("other_sessions_ended", values={"ended": 1})
    assert kinds(ended.state) == ["this_browser"]


@pytest.mark.parametrize(
    ("name", "given", "outcome"),
    [
        ("answer_call", {"call_answer": "keep_listening"}, "caller_hurries"),
        ("keep_talking", {}, "caller_hurries"),
        ("answer_rescuer", {"rescuer_answer": "trust"}, "rescuer_believed"),
    ],
)
def test_listening_alone_changes_nothing(name: str, given: dict[str, str], outcome: str) -> None:
    assert submit(name, INSIDE, given) == Result(INSIDE, Outcome(outcome))
