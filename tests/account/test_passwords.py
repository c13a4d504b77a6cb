"""What a new password must be, and what it may be."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import passwords, registration, sign_in
from sandbox.account.actions import ACTIONS
from sandbox.account.passwords import normalise_password, refuse_password
from sandbox.account.starting_points import PASSWORD, STARTING_POINTS, WEAK_PASSWORD
from sandbox.account.state import Person
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
NEW = STARTING_POINTS["new-subscriber"](SECRETS).with_number_confirmed()

REFUSALS = {
    "password_missing": ("",),
    "password_has_outer_blank": (
        " Синий-чайник-27",
        "Синий-чайник-27 ",
        "Синий-чайник-27\u00a0",
        "\ufeffСиний-чайник-27",
        " ",
    ),
    "password_too_short": ("a", "кот-7", "1234567", "Ёлка-12", " кот-7    "),
    "password_too_long": ("Длинный пароль " * 5, "a" * 5_000),
    "password_too_common": ("солнышко", "Футбол12", "iloveyou", "trustno1", "Sunshine2024"),
    "password_equals_number": (
        "79070000001",
        "89070000001",
        "9070000001",
        "+79070000001",
        "+7 907 000-00-01",
        "8 (907) 000-00-01",
        "+7\u00a0907\u00a0000-00-01",
        "номер 79070000001",
        "79070000001!",
    ),
    "password_has_name": (
        "Иванов1950",
        "иван-1950",
        "1950ИВАНОВИЧ",
        "ИванИванов",
        "Ivanov1950",
        "ivan.ivanovich",
        "чайник_Ivan_27",
        "Наташа1975",
    ),
    "password_has_service_word": ("МТС-пароль", "пароль1234", "PassWord1", "кабинет!!"),
    "password_has_date": ("12.03.1950", "14февраля60"),
    "password_repeats": ("zzzzzzzz", "яяяяяяяяяяяяяяя", "котикотик"),
    "password_follows_keys": ("12345678", "Qwerty123", "Йцукенгш", "абвгдежз"),
    "password_in_other_layout": ("gfhjkm2024", "ыгзукьфт"),
    "password_has_lookalikes": ("П@р0ль-24", "P@ssw0rd!"),
    "password_only_digits": ("7304918265", "48151623"),
}


@at_once(("name", "password"), [(name, text) for name, texts in REFUSALS.items() for text in texts])
def test_each_refusal_has_an_outcome_of_its_own(name: str, password: str) -> None:
    assert refuse_password(password, NEW) == Outcome(name, ("password",))


def test_every_refusal_is_tried_above() -> None:
    assert {*REFUSALS, "password_same_as_before"} == {outcome.name for outcome in passwords.OUTCOMES}


@at_once(("length", "refusal"), [(7, "password_too_short"), (8, None), (64, None), (65, "password_too_long")])
@at_once("signs", ["aB3-xK9q", "Ёж7 ушёл", "🔑🚪🏠🐈🐕🐟🐸🐢"])
def test_the_length_is_counted_in_characters(signs: str, length: int, refusal: str | None) -> None:
    rest = "".join(chr(0x1F400 + number) for number in range(60))  # animals
    password = (signs + rest)[:length]
    assert refuse_password(password, NEW) == (Outcome(refusal, ("password",)) if refusal else None)


@at_once(
    "password",
    [
        "Синий-чайник-27",
        "'; DROP TABLE --",
        "<b>жирный</b>",
        "🔑🚪🏠🐈🐕🐟🐸🐢",
        "чайник\x00валенок",
        "диван-и-чайник",  # a word that only has the name in it
        "Ёлка для кота ❤️",
    ],
)
def test_any_other_characters_may_be_used(password: str) -> None:
    assert refuse_password(password, NEW) is None


@at_once("password", ["семенова-7", "СЕМЁНОВА1", "Semenova1960", "Щукина-Алена", "Shchukina-1"])
def test_a_name_with_yo_is_found_in_any_spelling(password: str) -> None:
    person = Person("Щукина", "Алёна", "Семёнова", "alyona@mail.example")
    assert refuse_password(password, replace(NEW, person=person)) == Outcome("password_has_name", ("password",))


def test_the_field_at_fault_can_be_named() -> None:
    assert refuse_password("", NEW, "new_password") == Outcome("password_missing", ("new_password",))


@pytest.mark.parametrize("text", ["Ёжик-зелёный", "naïve-café", "Ångström-1"])
def test_another_keyboard_types_the_same_password(text: str) -> None:
    apart, together = unicodedata.normalize("NFD", text), unicodedata.normalize("NFC", text)
    assert apart != together
    account = registration.set_password(Press(NEW, {"password": apart}, NOW, SECRETS)).state
    assert sign_in.enter_password(Press(account, {"password": together}, NOW, SECRETS)).outcome == Outcome("signed_in")
    account = registration.set_password(Press(NEW, {"password": together}, NOW, SECRETS)).state
    assert sign_in.enter_password(Press(account, {"password": apart}, NOW, SECRETS)).outcome == Outcome("signed_in")


def test_accents_typed_apart_do_not_make_a_password_longer() -> None:
    apart = unicodedata.normalize("NFD", "ёйёйёйё")
    assert len(apart) > passwords.MIN_LENGTH
    outcome = registration.set_password(Press(NEW, {"password": apart}, NOW, SECRETS)).outcome
    assert outcome == Outcome("password_too_short", ("password",))


@pytest.mark.parametrize("password", ["Синий  чайник 27", "синий-чайник-27", "Ⅳ-чайника-27"])
def test_nothing_else_is_changed_in_a_password(password: str) -> None:
    assert normalise_password(password) == password


def test_a_new_password_lets_in_at_once() -> None:
    result = registration.set_password(Press(NEW, {"password": "Синий-чайник-27"}, NOW, SECRETS))
    assert result.outcome == Outcome("password_set")
    assert result.state.access.signed_in


def test_a_new_password_ends_the_lock() -> None:
    locked = changed(NEW, password={"wrong_entries": 2, "locked_until": NOW + timedelta(minutes=3)})
    account = registration.set_password(Press(locked, {"password": "Синий-чайник-27"}, NOW, SECRETS)).state
    assert (account.password.locked_until, account.password.wrong_entries) == (None, 0)
    outcome = sign_in.enter_password(Press(account, {"password": "Синий-чайник-27"}, NOW, SECRETS)).outcome
    assert outcome == Outcome("signed_in")


def test_a_new_password_makes_the_old_one_worthless() -> None:
    account = registration.set_password(Press(NEW, {"password": "Синий-чайник-27"}, NOW, SECRETS)).state
    account = account.with_number_confirmed()
    account = registration.set_password(Press(account, {"password": "Тёплый-валенок-35"}, NOW, SECRETS)).state
    assert (
        sign_in.enter_password(Press(account, {"password": "Синий-чайник-27"}, NOW, SECRETS)).outcome.name
        == "password_wrong"
    )


@at_once("password", [texts[0] for texts in REFUSALS.values()])
def test_a_refused_password_changes_nothing(password: str) -> None:
    result = registration.set_password(Press(NEW, {"password": password}, NOW, SECRETS))
    assert (result.state, result.kept) == (NEW, {})


@at_once("start", ["registered", "weak-password"])
@at_once("action", ["set_password", "update_sign_in", "change_password"])
def test_the_password_that_the_account_has_is_no_new_one(action: str, start: str) -> None:
    account = changed(STARTING_POINTS[start](SECRETS).with_number_confirmed(), access={"stale": False})
    old = {"registered": PASSWORD, "weak-password": WEAK_PASSWORD}[start]
    (field,) = ACTIONS[action].fields
    result = ACTIONS[action].rule(Press(account, {field.name: old}, NOW, SECRETS))
    assert (result.outcome, result.state) == (Outcome("password_same_as_before", (field.name,)), account)


def test_a_password_is_never_shown_again() -> None:
    assert registration.set_password(Press(NEW, {"password": "Синий-чайник-27"}, NOW, SECRETS)).kept == {}
