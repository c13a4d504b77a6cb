"""The move to a new number: only with a passport, and nothing of the old number is good for anything after it."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import codes, recovery, salon
from sandbox.account.actions import OUTCOMES
from sandbox.account.numbers import TRAINING_PREFIX
from sandbox.account.salon import NEW_NUMBER
from sandbox.account.starting_points import NUMBER, PASSWORD, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
SIGNED_IN = STARTING_POINTS["signed-in"](SECRETS)


def moved(account: Account = SIGNED_IN) -> Account:
    result = salon.make_request(Press(account, {"request": "move"}, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("account_moved"), {"request": "move"})
    return result.state


@pytest.mark.parametrize("document", ["old_sim", "bank_card", ""])
def test_only_a_passport_proves_who_one_is(document: str) -> None:
    shown = salon.show_document(Press(SIGNED_IN, {"document": "passport"}, NOW, SECRETS))
    assert (shown.outcome, shown.kept) == (Outcome("passport_checked"), {"document": "passport"})
    refused = salon.show_document(Press(SIGNED_IN, {"document": document}, NOW, SECRETS))
    assert refused == Result(SIGNED_IN, Outcome("document_not_enough"))


@pytest.mark.parametrize("request_", ["restore_old_sim", "new_account", ""])
def test_any_other_request_moves_nothing(request_: str) -> None:
    result = salon.make_request(Press(SIGNED_IN, {"request": request_}, NOW, SECRETS))
    assert result == Result(SIGNED_IN, Outcome("other_request_made"))


def test_the_new_number_is_a_training_one_and_proved_by_a_code() -> None:
    assert NEW_NUMBER.startswith(TRAINING_PREFIX)
    account = moved()
    assert (account.sim.number, account.sim.former_number) == (NEW_NUMBER, NUMBER)
    assert not account.access.signed_in
    account = salon.enter_new_number(Press(account, {"new_phone": NEW_NUMBER}, NOW, SECRETS)).state
    later = NOW + timedelta(seconds=10)
    result = codes.confirm_code(Press(account, dict(account.messages[-1].values), later, SECRETS))
    assert result.outcome == Outcome("code_accepted")


def test_the_money_moves_too() -> None:
    assert moved().money.history == SIGNED_IN.money.history


def test_what_was_sent_to_the_old_number_is_worth_nothing() -> None:
    account = codes.resend_code(Press(SIGNED_IN, {}, NOW, SECRETS)).state
    code = dict(account.messages[-1].values)
    account = recovery.resend_reset_link(Press(account, {}, NOW + timedelta(minutes=1), SECRETS)).state
    link = next(dict(each.values) for each in account.messages if each.kind == "reset_link")
    account, later = moved(account), NOW + timedelta(minutes=2)
    assert OUTCOMES[codes.confirm_code(Press(account, code, later, SECRETS)).outcome.name].refusal
    assert recovery.open_reset_link(Press(account, link, later, SECRETS)).outcome == Outcome("reset_link_unknown", ())


def test_the_pause_between_codes_begins_anew_with_the_new_number() -> None:
    account = moved(codes.resend_code(Press(SIGNED_IN, {}, NOW, SECRETS)).state)
    assert salon.enter_new_number(Press(account, {"new_phone": NEW_NUMBER}, NOW, SECRETS)).outcome == Outcome(
        "code_sent"
    )


def test_asking_twice_remembers_the_number_from_before() -> None:
    account = moved()
    assert salon.make_request(Press(account, {"request": "move"}, NOW, SECRETS)).state == account


@pytest.mark.parametrize("typed", [NUMBER, "8 (907) 000-00-01", "907 000-00-01"])
def test_the_old_number_finds_no_account_however_it_is_written(typed: str) -> None:
    result = salon.enter_new_number(Press(moved(), {"new_phone": typed}, NOW, SECRETS))
    assert result.outcome == Outcome("number_moved_away", ("new_phone",))
    assert (result.state, result.kept) == (moved(), {})


@at_once(
    ("account", "typed", "outcome"),
    [
        (moved(), "79161234567", "number_not_for_training"),
        (moved(), "79070000003", "number_of_another_phone"),
        (moved(), "", "number_missing"),
        (SIGNED_IN, NEW_NUMBER, "number_of_another_phone"),
    ],
)
def test_any_other_number_is_refused_as_everywhere(account: Account, typed: str, outcome: str) -> None:
    result = salon.enter_new_number(Press(account, {"new_phone": typed}, NOW, SECRETS))
    assert (result.outcome, result.state) == (Outcome(outcome, ("new_phone",)), account)


def test_the_new_number_is_kept_in_one_form() -> None:
    result = salon.enter_new_number(Press(moved(), {"new_phone": "+7 907 000-00-02"}, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("code_sent"), {"new_phone": NEW_NUMBER})


def test_updating_replaces_the_password_and_lets_in() -> None:
    result = salon.update_sign_in(Press(moved(), {"password": "Тёплый-валенок-35"}, NOW, SECRETS))
    assert result.outcome == Outcome("sign_in_updated")
    assert result.state.access.signed_in
    assert SECRETS.password_matches("Тёплый-валенок-35", result.state.password.hash or "")


@pytest.mark.parametrize("account", [moved(), SIGNED_IN], ids=["signed out", "signed in"])
def test_a_weak_password_updates_nothing(account: Account) -> None:
    result = salon.update_sign_in(Press(account, {"password": account.sim.number}, NOW, SECRETS))
    assert (result.outcome, result.state) == (Outcome("password_equals_number", ("password",)), account)


@pytest.mark.parametrize("typed", [NUMBER, "+7 907 000-00-01", NEW_NUMBER])
def test_neither_the_new_nor_the_old_number_is_a_password(typed: str) -> None:
    result = salon.update_sign_in(Press(moved(), {"password": typed}, NOW, SECRETS))
    assert (result.outcome, result.state) == (Outcome("password_equals_number", ("password",)), moved())


def test_leaving_the_sign_in_as_it_was_keeps_the_old_password() -> None:
    result = salon.leave_sign_in(Press(moved(), {}, NOW, SECRETS))
    assert result.outcome == Outcome("sign_in_left_as_it_was")
    assert SECRETS.password_matches(PASSWORD, result.state.password.hash or "")
