"""Signing in, and the lock after three wrong passwords."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import sign_in
from sandbox.account.actions import OUTCOMES
from sandbox.account.starting_points import NUMBER, PASSWORD, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
SECRETS = PredictableSecrets()
REGISTERED = STARTING_POINTS["registered"](SECRETS)


def enter(account: Account, password: str, now: datetime = NOW) -> Result[Account]:
    return sign_in.enter_password(Press(account, {"password": password}, now, SECRETS))


def after_wrong_ones(times: int, account: Account = REGISTERED, now: datetime = NOW) -> Account:
    for _ in range(times):
        account = enter(account, "не тот пароль", now).state
    return account


def test_the_own_number_is_recognised() -> None:
    result = sign_in.enter_number(Press(REGISTERED, {"phone": "+7 907 000-00-01"}, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("number_recognised"), {"phone": NUMBER})


@pytest.mark.parametrize("phone", ["", "79161234567", "79070000002"])
def test_another_number_is_refused_and_not_kept(phone: str) -> None:
    result = sign_in.enter_number(Press(REGISTERED, {"phone": phone}, NOW, SECRETS))
    assert OUTCOMES[result.outcome.name].refusal
    assert result.kept == {}


def test_the_right_password_lets_in() -> None:
    result = enter(REGISTERED, PASSWORD)
    assert result.outcome == Outcome("signed_in")
    assert result.state.access.signed_in
    assert result.kept == {}


def test_each_wrong_password_costs_an_attempt_and_the_third_locks() -> None:
    account, outcomes = REGISTERED, []
    for _ in range(3):
        result = enter(account, "не тот пароль")
        account = result.state
        outcomes.append(result.outcome)
    assert outcomes == [
        Outcome("password_wrong", ("password",), {"attempts_left": 2}),
        Outcome("password_wrong", ("password",), {"attempts_left": 1}),
        Outcome("sign_in_locked", ("password",), {"retry_in": 300}),
    ]
    assert not account.access.signed_in


def test_while_locked_even_the_right_password_is_refused() -> None:
    result = enter(after_wrong_ones(3), PASSWORD, NOW + MINUTE)
    assert result.outcome == Outcome("sign_in_locked", ("password",), {"retry_in": 240})
    assert not result.state.access.signed_in


def test_the_lock_opens_after_five_minutes() -> None:
    locked = after_wrong_ones(3)
    last_moment = NOW + 5 * MINUTE - SECOND
    assert enter(locked, PASSWORD, last_moment).outcome == Outcome("sign_in_locked", ("password",), {"retry_in": 1})
    assert enter(locked, PASSWORD, NOW + 5 * MINUTE).outcome == Outcome("signed_in")


def test_trying_a_locked_door_does_not_keep_it_shut_longer() -> None:
    locked = after_wrong_ones(3)
    assert after_wrong_ones(5, locked, NOW + 4 * MINUTE) == locked


def test_after_the_lock_there_are_three_attempts_again() -> None:
    result = enter(after_wrong_ones(3), "не тот пароль", NOW + 5 * MINUTE)
    assert result.outcome == Outcome("password_wrong", ("password",), {"attempts_left": 2})


def test_the_right_password_forgives_the_wrong_ones() -> None:
    account = enter(after_wrong_ones(2), PASSWORD).state
    assert (account.password.wrong_entries, account.password.locked_until) == (0, None)
    assert enter(account, "не тот пароль").outcome.values == {"attempts_left": 2}


def test_the_right_password_clears_a_lock_that_has_ended() -> None:
    assert enter(after_wrong_ones(3), PASSWORD, NOW + 5 * MINUTE).state.password.locked_until is None


def test_an_empty_field_costs_no_attempt() -> None:
    result = enter(REGISTERED, "")
    assert result.outcome == Outcome("password_missing", ("password",))
    assert result.state == REGISTERED


@at_once("password", [PASSWORD.lower(), PASSWORD.replace("-", " "), PASSWORD[:-1], f"{PASSWORD}\x00"])
def test_a_password_that_is_only_similar_is_wrong(password: str) -> None:
    assert enter(REGISTERED, password).outcome.name == "password_wrong"


@at_once("blank", [" ", "  ", "\u00a0", "\t", "\u200b", "\ufeff", "\u2009"])
@at_once("typed", ["{password}{blank}", "{blank}{password}", "{blank}{password}{blank}", "неверный{blank}"])
def test_a_blank_at_an_end_is_named_and_costs_no_attempt(typed: str, blank: str) -> None:
    account = after_wrong_ones(2)
    result = enter(account, typed.format(password=PASSWORD, blank=blank))
    assert result.outcome == Outcome("password_has_outer_blank", ("password",))
    assert result.state == account


def test_while_locked_a_blank_is_not_what_is_in_the_way() -> None:
    assert enter(after_wrong_ones(3), f"{PASSWORD} ").outcome.name == "sign_in_locked"


def test_no_password_opens_an_account_without_one() -> None:
    class StrictSecrets(PredictableSecrets):
        def password_matches(self, password: str, password_hash: str) -> bool:
            assert password_hash, "there is nothing to compare with"
            return super().password_matches(password, password_hash)

    new = STARTING_POINTS["new-subscriber"](SECRETS)
    result = sign_in.enter_password(Press(new, {"password": PASSWORD}, NOW, StrictSecrets()))
    assert result.outcome.name == "password_wrong"
