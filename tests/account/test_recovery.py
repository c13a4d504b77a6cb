"""A reset link: it must have arrived, be the newest, be fresh, and it opens once."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import recovery
from sandbox.account.actions import OUTCOMES
from sandbox.account.starting_points import NUMBER, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.visitors import FALSE_ADDRESSES
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once
from tests.support.guide import CONTENT

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
ARRIVED = NOW + 5 * SECOND
SECRETS = PredictableSecrets()
REGISTERED = STARTING_POINTS["registered"](SECRETS)


def sent(account: Account = REGISTERED, now: datetime = NOW) -> Account:
    result = recovery.resend_reset_link(Press(account, {}, now, SECRETS))
    assert result.outcome == Outcome("reset_link_resent")
    return result.state


def link_of(account: Account) -> str:
    return [each for each in account.messages if each.kind == "reset_link"][-1].values["link"]


def follow(account: Account, link: str, now: datetime = ARRIVED) -> Result[Account]:
    return recovery.open_reset_link(Press(account, {"link": link}, now, SECRETS))


def test_recovery_begins_with_a_button() -> None:
    result = recovery.start_reset(Press(REGISTERED, {"sign_in_button": "forgotten"}, NOW, SECRETS))
    assert result == Result(REGISTERED, Outcome("reset_started"), {"sign_in_button": "forgotten"})


def test_the_link_goes_to_the_number_that_was_typed() -> None:
    result = recovery.request_reset_link(Press(REGISTERED, {"phone": "907 000-00-01"}, NOW, SECRETS))
    assert result.outcome == Outcome("reset_link_sent")
    assert result.kept == {"phone": NUMBER}
    assert sorted(each.kind for each in result.state.messages) == ["false_reset_link", "reset_link"]
    assert {each.sent_at for each in result.state.messages} == {NOW}


@pytest.mark.parametrize("phone", ["", "79161234567", "79070000002"])
def test_a_refused_number_gets_no_link_and_is_not_kept(phone: str) -> None:
    result = recovery.request_reset_link(Press(REGISTERED, {"phone": phone}, NOW, SECRETS))
    assert OUTCOMES[result.outcome.name].refusal
    assert (result.state, result.kept) == (REGISTERED, {})


def test_the_link_opens_as_soon_as_its_sms_has_come() -> None:
    account = sent()
    assert follow(account, link_of(account), ARRIVED - SECOND).outcome == Outcome("reset_link_unknown")
    assert follow(account, link_of(account), ARRIVED).outcome == Outcome("reset_link_opened")


@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (15 * MINUTE - SECOND, "reset_link_opened"),
        (15 * MINUTE, "reset_link_expired"),
        (60 * MINUTE, "reset_link_expired"),
    ],
)
def test_a_link_lives_for_fifteen_minutes(age: timedelta, outcome: str) -> None:
    account = sent()
    assert follow(account, link_of(account), NOW + age).outcome == Outcome(outcome)


def test_a_link_opens_once() -> None:
    account = sent()
    opened = follow(account, link_of(account)).state
    assert follow(opened, link_of(account)).outcome == Outcome("reset_link_used")
    assert follow(opened, link_of(account), NOW + 60 * MINUTE).outcome == Outcome("reset_link_used")


@at_once("link", ["", "token", "token-", "TOKEN-1", "ссылка-из-чужого-SMS", "\x00", "a" * 5_000])
def test_a_link_from_elsewhere_is_unknown_and_harms_nothing(link: str) -> None:
    account = sent()
    result = follow(account, link)
    assert result.outcome == Outcome("reset_link_unknown")
    assert (result.state, result.kept) == (account, {})


@pytest.mark.parametrize("link", ["", "token-1"])
def test_a_link_nobody_asked_for_is_unknown(link: str) -> None:
    assert follow(REGISTERED, link).outcome == Outcome("reset_link_unknown")


def test_a_new_link_kills_the_old_one() -> None:
    first = sent()
    second = sent(first, NOW + MINUTE)
    assert link_of(first) != link_of(second)
    assert follow(second, link_of(first), ARRIVED + MINUTE).outcome == Outcome("reset_link_unknown")
    assert follow(second, link_of(second), ARRIVED + MINUTE).outcome == Outcome("reset_link_opened")


def test_a_new_link_may_follow_a_used_one() -> None:
    account = sent()
    account = sent(follow(account, link_of(account)).state, NOW + MINUTE)
    assert follow(account, link_of(account), ARRIVED + MINUTE).outcome == Outcome("reset_link_opened")


def test_a_link_is_not_kept_for_the_screen() -> None:
    account = sent()
    assert follow(account, link_of(account)).kept == {}


def false_link_of(account: Account) -> str:
    return next(each.values["false_link"] for each in account.messages if each.kind == "false_reset_link")


def test_the_forged_link_costs_nothing_and_the_genuine_one_still_opens() -> None:
    account = sent()
    pressed = follow(account, false_link_of(account))
    assert (pressed.outcome, pressed.state, pressed.kept) == (Outcome("reset_link_forged"), account, {})
    assert follow(account, link_of(account)).outcome == Outcome("reset_link_opened")
    assert follow(account, false_link_of(account), ARRIVED - SECOND).outcome == Outcome("reset_link_unknown")


def test_the_forged_sms_differs_by_its_address_alone_and_comes_at_any_place() -> None:
    first, addresses = set(), set()
    for seed in range(40):
        secrets = PredictableSecrets(seed)
        account = recovery.resend_reset_link(Press(REGISTERED, {}, NOW, secrets)).state
        first.add(account.messages[0].kind)
        addresses.add(false_link_of(account))
    assert first == {"reset_link", "false_reset_link"}
    assert addresses == set(FALSE_ADDRESSES)
    words = {kind: CONTENT.wording.messages[kind] for kind in first}
    genuine, forged = words["reset_link"], words["false_reset_link"]
    assert (forged.sender, forged.text) == (genuine.sender, genuine.text.replace("{link}", "{false_link}"))
