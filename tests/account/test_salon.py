"""The move to a new number: only with a passport, and nothing of the old number is good for anything after it."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import codes, recovery, salon
from sandbox.account.numbers import TRAINING_PREFIX
from sandbox.account.outcomes import OUTCOMES, Outcome
from sandbox.account.salon import NEW_NUMBER
from sandbox.account.starting_points import NUMBER, PASSWORD, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
SIGNED_IN = STARTING_POINTS["signed-in"](SECRETS)


def moved(account: Account = SIGNED_IN) -> Account:
    shown = salon.show_passport(account, {}, NOW, SECRETS)
    assert shown.outcome == Outcome("passport_checked")
    result = salon.ask_to_move(shown.account, {}, NOW, SECRETS)
    assert result.outcome == Outcome("account_moved")
    return result.account


def test_without_a_passport_nothing_moves() -> None:
    result = salon.ask_to_move(SIGNED_IN, {}, NOW, SECRETS)
    assert (result.outcome, result.account) == (Outcome("passport_not_shown"), SIGNED_IN)


def test_the_new_number_is_a_training_one_and_unproven_until_its_code_comes() -> None:
    assert NEW_NUMBER.startswith(TRAINING_PREFIX)
    account = moved()
    assert (account.number, account.former_number) == (NEW_NUMBER, NUMBER)
    assert (account.number_confirmed, account.signed_in) == (False, False)
    account = salon.enter_new_number(account, {"new_phone": NEW_NUMBER}, NOW, SECRETS).account
    later = NOW + timedelta(seconds=10)
    account = codes.confirm_code(account, dict(account.messages[-1].values), later, SECRETS).account
    assert account.number_confirmed


def test_the_money_moves_too() -> None:
    assert moved().history == SIGNED_IN.history


def test_what_was_sent_to_the_old_number_is_worth_nothing() -> None:
    account = codes.resend_code(SIGNED_IN, {}, NOW, SECRETS).account
    code = dict(account.messages[-1].values)
    account = recovery.resend_reset_link(account, {}, NOW + timedelta(minutes=1), SECRETS).account
    link = dict(account.messages[-1].values)
    account, later = moved(account), NOW + timedelta(minutes=2)
    assert OUTCOMES[codes.confirm_code(account, code, later, SECRETS).outcome.name].refusal
    assert recovery.open_reset_link(account, link, later, SECRETS).outcome == Outcome("reset_link_unknown", ())


def test_the_pause_between_codes_begins_anew_with_the_new_number() -> None:
    account = moved(codes.resend_code(SIGNED_IN, {}, NOW, SECRETS).account)
    assert salon.enter_new_number(account, {"new_phone": NEW_NUMBER}, NOW, SECRETS).outcome == Outcome("code_sent")


def test_asking_twice_remembers_the_number_from_before() -> None:
    account = moved()
    assert salon.ask_to_move(account, {}, NOW, SECRETS).account == account


@pytest.mark.parametrize("typed", [NUMBER, "8 (907) 000-00-01", "907 000-00-01"])
def test_the_old_number_finds_no_account_however_it_is_written(typed: str) -> None:
    result = salon.enter_new_number(moved(), {"new_phone": typed}, NOW, SECRETS)
    assert result.outcome == Outcome("number_moved_away", ("new_phone",))
    assert (result.account, result.kept) == (moved(), {})


@pytest.mark.parametrize(
    ("account", "typed", "outcome"),
    [
        (moved(), "79161234567", "number_not_for_training"),
        (moved(), "79070000003", "number_of_another_phone"),
        (moved(), "", "number_missing"),
        (SIGNED_IN, NEW_NUMBER, "number_of_another_phone"),
    ],
)
def test_any_other_number_is_refused_as_everywhere(account: Account, typed: str, outcome: str) -> None:
    result = salon.enter_new_number(account, {"new_phone": typed}, NOW, SECRETS)
    assert (result.outcome, result.account) == (Outcome(outcome, ("new_phone",)), account)


def test_the_new_number_is_kept_in_one_form() -> None:
    result = salon.enter_new_number(moved(), {"new_phone": "+7 907 000-00-02"}, NOW, SECRETS)
    assert (result.outcome, result.kept) == (Outcome("code_sent"), {"new_phone": NEW_NUMBER})


def test_updating_replaces_the_password_and_lets_in() -> None:
    result = salon.update_sign_in(moved(), {"password": "Тёплый-валенок-35"}, NOW, SECRETS)
    assert result.outcome == Outcome("sign_in_updated")
    assert result.account.signed_in
    assert SECRETS.password_matches("Тёплый-валенок-35", result.account.password_hash or "")


@pytest.mark.parametrize("account", [moved(), SIGNED_IN], ids=["signed out", "signed in"])
def test_a_weak_password_updates_nothing(account: Account) -> None:
    result = salon.update_sign_in(account, {"password": account.number}, NOW, SECRETS)
    assert (result.outcome, result.account) == (Outcome("password_equals_number", ("password",)), account)


@pytest.mark.parametrize("typed", [NUMBER, "+7 907 000-00-01", NEW_NUMBER])
def test_neither_the_new_nor_the_old_number_is_a_password(typed: str) -> None:
    result = salon.update_sign_in(moved(), {"password": typed}, NOW, SECRETS)
    assert (result.outcome, result.account) == (Outcome("password_equals_number", ("password",)), moved())


def test_leaving_the_sign_in_as_it_was_keeps_the_old_password() -> None:
    result = salon.leave_sign_in(moved(), {}, NOW, SECRETS)
    assert result.outcome == Outcome("sign_in_left_as_it_was")
    assert SECRETS.password_matches(PASSWORD, result.account.password_hash or "")
