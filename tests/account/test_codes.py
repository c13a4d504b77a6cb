"""A one-time code: three tries, five minutes, one use, and the newest one alone."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import codes
from sandbox.account.actions import OUTCOMES
from sandbox.account.code_reading import READING_REFUSALS
from sandbox.account.starting_points import NUMBER, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
THERE = NOW + 5 * SECOND
"""When the SMS has come that was sent at NOW."""
SECRETS = PredictableSecrets()
NEW = STARTING_POINTS["new-subscriber"](SECRETS)


def sent(account: Account = NEW, now: datetime = NOW) -> Account:
    result = codes.resend_code(Press(account, {}, now, SECRETS))
    assert result.outcome == Outcome("code_resent")
    return result.state


def code_of(account: Account) -> str:
    return account.messages[-1].values["code"]


def wrong(account: Account) -> str:
    return f"{(int(code_of(account)) + 1) % 1_000_000:06}"


def confirm(account: Account, code: str, now: datetime = THERE) -> Result[Account]:
    return codes.confirm_code(Press(account, {"code": code}, now, SECRETS))


def after_wrong_ones(account: Account, times: int) -> Account:
    for _ in range(times):
        account = confirm(account, wrong(account)).state
    return account


def test_the_code_goes_to_the_number_that_was_typed() -> None:
    result = codes.request_code(Press(NEW, {"phone": "8 (907) 000-00-01"}, NOW, SECRETS))
    assert result.outcome == Outcome("code_sent")
    assert result.kept == {"phone": NUMBER}
    (message,) = result.state.messages
    assert (message.kind, message.sent_at) == ("code", NOW)


@at_once("phone", ["", "79161234567", "79070000002", "7907000000O"])
def test_a_refused_number_gets_no_code_and_is_not_kept(phone: str) -> None:
    result = codes.request_code(Press(NEW, {"phone": phone}, NOW, SECRETS))
    assert OUTCOMES[result.outcome.name].refusal
    assert (result.state, result.kept) == (NEW, {})


def test_the_right_code_confirms_the_number() -> None:
    account = sent()
    result = confirm(account, code_of(account))
    assert result.outcome == Outcome("code_accepted")
    assert result.state.one_time.code is None


def test_each_wrong_code_costs_an_attempt_and_the_third_is_the_last() -> None:
    account = sent()
    outcomes = []
    for _ in range(3):
        result = confirm(account, wrong(account))
        account = result.state
        outcomes.append(result.outcome)
    assert outcomes == [
        Outcome("code_wrong", ("code",), {"attempts_left": 2}),
        Outcome("code_wrong", ("code",), {"attempts_left": 1}),
        Outcome("code_attempts_exhausted", ("code",)),
    ]


def test_the_right_code_is_taken_after_two_wrong_ones() -> None:
    account = after_wrong_ones(sent(), 2)
    assert confirm(account, code_of(account)).outcome == Outcome("code_accepted")


def test_three_wrong_codes_kill_the_right_one() -> None:
    account = after_wrong_ones(sent(), 3)
    result = confirm(account, code_of(account))
    assert result.outcome == Outcome("code_attempts_exhausted", ("code",))


@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (5 * MINUTE - SECOND, Outcome("code_accepted")),
        (5 * MINUTE, Outcome("code_expired", ("code",))),
        (60 * MINUTE, Outcome("code_expired", ("code",))),
    ],
)
def test_a_code_lives_for_five_minutes(age: timedelta, outcome: Outcome) -> None:
    account = sent()
    result = confirm(account, code_of(account), NOW + age)
    assert result.outcome == outcome
    assert (result.state.one_time.code is None) == (outcome.name == "code_accepted")


def test_a_code_is_used_up_by_being_right() -> None:
    account = sent()
    code = code_of(account)
    account = confirm(account, code).state
    assert OUTCOMES[confirm(account, code).outcome.name].refusal


def test_without_a_code_none_is_right() -> None:
    assert OUTCOMES[confirm(NEW, "000000").outcome.name].refusal


@at_once("text", ["", " ", "12345", "1234567", "12345б", "код", "123456 и 654321", "1" * 5_000])
def test_what_is_no_code_costs_no_attempt(text: str) -> None:
    account = sent()
    result = confirm(account, text)
    assert result.outcome.fields == ("code",)
    assert result.outcome in [outcome("code", **result.outcome.values) for outcome in READING_REFUSALS]
    assert result.state == account


def test_the_whole_sms_may_be_pasted() -> None:
    account = sent()
    pasted = f"Код подтверждения: {code_of(account)}. Никому не сообщайте этот код."
    assert confirm(account, pasted).outcome == Outcome("code_accepted")


@at_once("spelling", ["{}{}", "{} {}", "{}-{}", " {}{} ", "{}\u00a0{}", "{}\t{}\n"])
def test_a_code_may_be_typed_in_groups(spelling: str) -> None:
    account = sent()
    code = code_of(account)
    assert confirm(account, spelling.format(code[:3], code[3:])).outcome == Outcome("code_accepted")


def test_a_new_code_kills_the_old_one() -> None:
    first = sent()
    second = sent(first, NOW + MINUTE)
    assert code_of(first) != code_of(second)
    assert confirm(second, code_of(first), THERE + MINUTE).outcome.name == "code_wrong"
    assert confirm(second, code_of(second), THERE + MINUTE).outcome == Outcome("code_accepted")


def test_a_new_code_has_three_tries_and_five_minutes_of_its_own() -> None:
    account = sent(after_wrong_ones(sent(), 3), NOW + MINUTE)
    late = NOW + 6 * MINUTE - SECOND
    assert confirm(account, wrong(account), late).outcome == Outcome("code_wrong", ("code",), {"attempts_left": 2})
    assert confirm(account, code_of(account), late).outcome == Outcome("code_accepted")


@pytest.mark.parametrize(("age", "arrives_in"), [(0 * SECOND, 5), (4 * SECOND, 1), (4.5 * SECOND, 1)])
def test_before_its_sms_has_come_another_code_costs_no_attempt(age: timedelta, arrives_in: int) -> None:
    account = sent()
    result = confirm(account, wrong(account), NOW + age)
    assert result.outcome == Outcome("code_on_the_way", ("code",), {"arrives_in": arrives_in})
    assert result.state == account
    assert confirm(account, code_of(account), NOW + age).outcome == Outcome("code_accepted")
    assert confirm(account, wrong(account), THERE).outcome == Outcome("code_wrong", ("code",), {"attempts_left": 2})


def test_while_a_new_sms_is_on_its_way_the_old_code_costs_no_attempt() -> None:
    first = sent()
    second = sent(after_wrong_ones(first, 2), NOW + MINUTE)
    result = confirm(second, code_of(first), NOW + MINUTE)
    assert result.outcome == Outcome("code_on_the_way", ("code",), {"arrives_in": 5})
    assert result.state == second


def test_of_an_sms_that_was_lost_nobody_says_that_it_comes() -> None:
    blocked = changed(NEW, sim={"blocked": True})
    lost = codes.resend_code(Press(blocked, {}, NOW, SECRETS)).state
    assert lost.one_time.code
    other = f"{(int(lost.one_time.code.digits) + 1) % 1_000_000:06}"
    assert confirm(lost, other, NOW).outcome.name == "code_wrong"


def test_a_refused_request_leaves_the_code_alive() -> None:
    account = sent()
    result = codes.resend_code(Press(account, {}, NOW + SECOND, SECRETS))
    assert result.outcome.name == "code_requested_too_soon"
    assert result.state == account


def test_a_number_taken_back_takes_its_code_along() -> None:
    account = sent()
    result = codes.take_back_number(Press(account, {}, NOW, SECRETS))
    assert result.outcome == Outcome("number_taken_back")
    assert OUTCOMES[confirm(result.state, code_of(account)).outcome.name].refusal


@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (0 * SECOND, Outcome("message_on_the_way", values={"arrives_in": 5})),
        (4 * SECOND, Outcome("message_on_the_way", values={"arrives_in": 1})),
        (5 * SECOND, Outcome("message_arrived")),
    ],
)
def test_an_sms_is_on_its_way_for_five_seconds(age: timedelta, outcome: Outcome) -> None:
    account = sent()
    assert codes.read_message(Press(account, {"sender": "operator"}, NOW + age, SECRETS)).outcome == outcome
    assert bool(account.inbox(NOW + age)) == (outcome.name == "message_arrived")


@pytest.mark.parametrize("sender", ["bank", "unknown_number", ""])
def test_whose_sms_it_is_must_be_read_in_it(sender: str) -> None:
    account = sent()
    wrong = codes.read_message(Press(account, {"sender": sender}, NOW + MINUTE, SECRETS))
    assert wrong == Result(account, Outcome("sender_misread"))
    right = codes.read_message(Press(account, {"sender": "operator"}, NOW + MINUTE, SECRETS))
    assert right.kept == {"sender": "operator"}


def test_an_sms_that_was_never_sent_does_not_come() -> None:
    assert codes.read_message(Press(NEW, {"sender": "operator"}, NOW, SECRETS)).outcome == Outcome(
        "message_on_the_way", values={"arrives_in": 5}
    )


def test_the_last_sms_is_the_one_waited_for() -> None:
    account = sent(sent(), NOW + MINUTE)
    waiting = codes.read_message(Press(account, {"sender": "operator"}, NOW + MINUTE, SECRETS))
    assert waiting.outcome.name == "message_on_the_way"
    assert len(account.inbox(NOW + MINUTE)) == 1


def test_the_inbox_keeps_messages_oldest_first() -> None:
    account = sent(sent(), NOW + MINUTE)
    assert [message.sent_at for message in account.inbox(NOW + 2 * MINUTE)] == [NOW, NOW + MINUTE]


def test_a_right_code_changes_nothing_else() -> None:
    account = sent()
    confirmed = confirm(account, code_of(account)).state
    assert confirmed == changed(account, one_time={"code": None, "used": (code_of(account),), "number_confirmed": True})
