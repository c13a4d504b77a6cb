"""Changing the password: the current one is asked for, and the new one must be new and good."""

from datetime import UTC, datetime, timedelta

from sandbox.account import password_change, sign_in
from sandbox.account.moments import add_month
from sandbox.account.starting_points import NUMBER, STARTING_POINTS, WEAK_PASSWORD
from sandbox.account.state import Account
from sandbox.account.waits import waits
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
WEAK = STARTING_POINTS["weak-password"](SECRETS)
STRONG = "Тёплый-валенок-35"


def enter(password: str, account: Account = WEAK, now: datetime = NOW) -> Result[Account]:
    return password_change.enter_current_password(Press(account, {"current_password": password}, now, SECRETS))


PROVEN = changed(WEAK, access={"stale": False})
"""Who has just entered the current password."""


def change(password: str, account: Account = PROVEN) -> Result[Account]:
    return password_change.change_password(Press(account, {"new_password": password}, NOW, SECRETS))


def sign_in_with(password: str, account: Account, now: datetime = NOW) -> str:
    return sign_in.enter_password(Press(account, {"password": password}, now, SECRETS)).outcome.name


def test_the_current_password_opens_the_change() -> None:
    result = enter(WEAK_PASSWORD)
    assert (result.outcome, result.kept) == (Outcome("current_password_accepted"), {})


def test_who_has_been_signed_in_for_long_changes_nothing_without_the_current_one() -> None:
    refused = change(STRONG, WEAK)
    assert (refused.outcome, refused.state) == (Outcome("current_password_not_entered"), WEAK)
    assert change(STRONG, enter(WEAK_PASSWORD).state).outcome == Outcome("password_changed")


def test_three_wrong_ones_lock_the_change_and_the_sign_in_together() -> None:
    account, outcomes = WEAK, []
    for _ in range(3):
        result = enter("не тот пароль", account)
        account = result.state
        outcomes.append(result.outcome)
    assert outcomes == [
        Outcome("password_wrong", ("current_password",), {"attempts_left": 2}),
        Outcome("password_wrong", ("current_password",), {"attempts_left": 1}),
        Outcome("password_change_locked", ("current_password",), {"retry_in": 300}),
    ]
    assert enter(WEAK_PASSWORD, account).outcome.name == "password_change_locked"
    assert sign_in_with(WEAK_PASSWORD, account) == "sign_in_locked"
    assert enter(WEAK_PASSWORD, account, NOW + timedelta(minutes=5)).outcome.name == "current_password_accepted"


def test_an_empty_field_costs_no_attempt() -> None:
    result = enter("")
    assert (result.outcome, result.state) == (Outcome("password_missing", ("current_password",)), WEAK)


def test_the_new_password_works_and_the_old_one_no_more() -> None:
    result = change(STRONG)
    assert (result.outcome, result.kept) == (Outcome("password_changed"), {})
    assert sign_in_with(STRONG, result.state) == "signed_in"
    assert sign_in_with(WEAK_PASSWORD, result.state) == "password_wrong"


def test_the_same_password_is_no_change_even_if_it_is_a_good_one() -> None:
    changed = change(STRONG).state
    assert change(STRONG, changed).outcome == Outcome("password_same_as_before", ("new_password",))
    assert change(WEAK_PASSWORD).outcome == Outcome("password_same_as_before", ("new_password",)), "weak as it is"


def test_the_same_password_typed_on_another_keyboard_is_the_same() -> None:
    changed = change("Тёплый-йогурт-35").state
    assert change("Те\u0308плый-и\u0306огурт-35", changed).outcome.name == "password_same_as_before"


@at_once(
    ("password", "refusal"),
    [
        ("", "password_missing"),
        ("кот-7", "password_too_short"),
        ("длинный " * 9, "password_too_long"),
        ("qwerty123", "password_follows_keys"),
        (NUMBER, "password_equals_number"),
    ],
)
def test_the_new_password_keeps_the_rules_of_every_password(password: str, refusal: str) -> None:
    result = change(password)
    assert result.outcome == Outcome(refusal, ("new_password",))
    assert result.state == PROVEN


def test_a_change_ends_the_lock_but_no_session() -> None:
    account = PROVEN
    for _ in range(3):
        account = enter("не тот пароль", account).state
    changed = change(STRONG, account).state
    assert enter(STRONG, changed).outcome.name == "current_password_accepted"
    assert changed.access.sessions == PROVEN.access.sessions


def renew(password: str, account: Account, now: datetime) -> Result[Account]:
    return password_change.renew_password(Press(account, {"new_password": password}, now, SECRETS))


def test_after_half_a_year_the_account_reminds_and_the_password_is_changed_again() -> None:
    account, due = change(STRONG).state, add_month(NOW, 6)
    assert waits(account, NOW)["password_reminder"] == due
    early = renew("Смелый-огурец-48", account, due - timedelta(seconds=1))
    assert early == Result(account, Outcome("password_still_new"))
    assert renew(STRONG, account, due).outcome == Outcome("password_same_as_before", ("new_password",))
    renewed = renew("Смелый-огурец-48", account, due)
    assert renewed.outcome == Outcome("password_renewed")
    assert sign_in_with("Смелый-огурец-48", renewed.state, due) == "signed_in"
    assert waits(renewed.state, due)["password_reminder"] == add_month(due, 6)


def test_whoever_has_not_changed_it_is_not_reminded() -> None:
    assert "password_reminder" not in waits(WEAK, NOW)
    assert renew(STRONG, WEAK, add_month(NOW, 60)).outcome == Outcome("password_still_new")


def test_while_a_stranger_is_in_nobody_waits_for_half_a_year() -> None:
    account = changed(change(STRONG).state, password={"breached_hash": "hash"})
    assert "password_reminder" not in waits(account, NOW)
