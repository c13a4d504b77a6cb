"""The profile takes training data alone, and nothing counts until it is saved."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import profile
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account, Person, PersonalData
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
SECRETS = PredictableSecrets()
SIGNED_IN = STARTING_POINTS["signed-in"](SECRETS)
SAVE, LEAVE = {"profile_end": "save"}, {"profile_end": "leave"}
ALYONA = replace(SIGNED_IN, person=Person("Алёхина", "Алёна", "Семёновна", "alyona@mail.example"))


def name(last: str, first: str, middle: str = "", account: Account = SIGNED_IN) -> Result[Account]:
    return profile.fill_name(
        Press(account, {"last_name": last, "first_name": first, "middle_name": middle}, NOW, SECRETS)
    )


def email(address: str) -> Result[Account]:
    return profile.fill_email(Press(SIGNED_IN, {"email": address}, NOW, SECRETS))


def security(code: str = "", message: str = "") -> Result[Account]:
    given = {"code_at_sign_in": code, "message_on_sign_in": message}
    return profile.choose_security(Press(SIGNED_IN, given, NOW, SECRETS))


def filled() -> Account:
    account = name("Иванов", "Иван", "Иванович").state
    account = profile.fill_email(Press(account, {"email": "ivanov@mail.example"}, NOW, SECRETS)).state
    given = {"code_at_sign_in": "on", "message_on_sign_in": ""}
    return profile.choose_security(Press(account, given, NOW, SECRETS)).state


def test_the_name_on_the_card_is_taken() -> None:
    result = name("Иванов", "Иван", "Иванович")
    assert result.outcome == Outcome("name_filled")
    assert result.state.profile.draft == PersonalData("Иванов", "Иван", "Иванович")
    assert result.kept == {"last_name": "Иванов", "first_name": "Иван", "middle_name": "Иванович"}


@pytest.mark.parametrize("middle", ["", " ", "\u00a0"])
def test_the_middle_name_may_be_left_out(middle: str) -> None:
    result = name("Иванов", "Иван", middle)
    assert result.outcome == Outcome("name_filled")
    assert result.state.profile.draft == PersonalData("Иванов", "Иван")
    assert result.kept == {"last_name": "Иванов", "first_name": "Иван"}


def test_a_middle_name_left_out_later_is_gone() -> None:
    account = name("Иванов", "Иван", "Иванович").state
    assert name("Иванов", "Иван", "", account).state.profile.draft.middle_name == ""


@at_once(
    ("last", "first", "middle"),
    [
        ("алёхина", "алёна", "семёновна"),
        ("АЛЁХИНА", "АЛЁНА", "СЕМЁНОВНА"),
        ("Алехина", "Алена", "Семеновна"),
        ("АЛЕХИНА", "Алёна", "семеновна"),
        ("  Алёхина ", "\u00a0Алёна", "Семёновна\n"),
    ],
)
def test_case_yo_and_spaces_make_no_difference(last: str, first: str, middle: str) -> None:
    result = name(last, first, middle, ALYONA)
    assert result.outcome == Outcome("name_filled")
    assert result.kept == {"last_name": "Алёхина", "first_name": "Алёна", "middle_name": "Семёновна"}


@at_once(
    ("last", "first", "missing"),
    [
        ("", "", ("last_name", "first_name")),
        ("", "Иван", ("last_name",)),
        ("Иванов", "", ("first_name",)),
        ("Иванов", " \u00a0", ("first_name",)),
    ],
)
def test_the_last_and_the_first_name_are_needed(last: str, first: str, missing: tuple[str, ...]) -> None:
    result = name(last, first, "Иванович")
    assert result.outcome == Outcome("name_missing", missing)
    assert result.state == SIGNED_IN


@at_once(
    ("last", "first", "middle", "foreign"),
    [
        ("Петров", "Пётр", "Петрович", ("last_name", "first_name", "middle_name")),
        ("Иванов", "Пётр", "Иванович", ("first_name",)),
        ("Иванов", "Иван", "Петрович", ("middle_name",)),
        ("Иван", "Иванов", "Иванович", ("last_name", "first_name")),
        ("Иванов-Петров", "Иван", "", ("last_name",)),
        ("И" * 5_000, "Иван", "", ("last_name",)),
        ("Иванов\x00", "Иван\ud800", "", ("last_name", "first_name")),
        ("Ivanov", "Ivan", "", ("last_name", "first_name")),
    ],
)
def test_nobody_elses_name_is_taken(last: str, first: str, middle: str, foreign: tuple[str, ...]) -> None:
    result = name(last, first, middle)
    assert result.outcome == Outcome("name_not_for_training", foreign)
    assert result.state == SIGNED_IN


def test_of_a_refused_name_only_what_is_on_the_card_is_kept() -> None:
    assert name("ИВАНОВ", "Пётр", "Иванович").kept == {"last_name": "Иванов", "middle_name": "Иванович"}
    assert name("Петров", "", "Иванович").kept == {"middle_name": "Иванович"}


@pytest.mark.parametrize("given", ["ivanov@mail.example", " Ivanov@Mail.EXAMPLE "])
def test_the_address_on_the_card_is_taken(given: str) -> None:
    result = email(given)
    assert (result.outcome, result.kept) == (Outcome("email_filled"), {"email": "ivanov@mail.example"})
    assert result.state.profile.draft == PersonalData(email="ivanov@mail.example")


@at_once(
    "address",
    [
        "ivanov@mail.ru",
        "petrova",
        "79161234567@mail.ru.example",
        "79161234567@mail.example",
        "ivan.petrov.1955@gmail.com.example",
        "ivanov@gmail.com",
        "ivanov@example.com",
        "ivanov1955@mail.example",
        "ivanov+1955@mail.example",
        "ivanov@mail.example, b@mail.example",
        "иванов@mail.example",
        "\ud800@mail.example",
        "a" * 5_000,
    ],
)
def test_an_address_that_may_be_somebodys_is_refused_and_not_kept(address: str) -> None:
    result = email(address)
    assert result.outcome == Outcome("email_not_for_training", ("email",))
    assert (result.state, result.kept) == (SIGNED_IN, {})


@at_once(
    "address",
    [
        "ivanov",
        "ivanov.mail.example",
        "@",
        "ivanov@",
        "ivanov@mail",
        "ivanov@@mail.example",
        "iva nov@mail.example",
        "ivanov@mail..example",
        "ivanov@mail.example\x00",
    ],
)
def test_a_slip_in_the_training_address_is_a_lesson(address: str) -> None:
    result = email(address)
    assert result.outcome == Outcome("email_malformed", ("email",))
    assert (result.state, result.kept) == (SIGNED_IN, {})


@pytest.mark.parametrize("address", ["", " ", "\u00a0\n"])
def test_an_empty_address_is_missing(address: str) -> None:
    assert email(address).outcome == Outcome("email_missing", ("email",))


@pytest.mark.parametrize(("code", "message"), [("on", ""), ("", "on"), ("on", "on")])
def test_one_protection_is_enough(code: str, message: str) -> None:
    result = security(code, message)
    assert result.outcome == Outcome("security_chosen")
    assert result.state.profile.draft == PersonalData(code_at_sign_in=bool(code), message_on_sign_in=bool(message))
    chosen = {"code_at_sign_in": code, "message_on_sign_in": message}
    assert result.kept == {name: value for name, value in chosen.items() if value}


def test_what_a_switch_sends_is_not_kept_as_it_came() -> None:
    assert security("79161234567").kept == {"code_at_sign_in": "on"}


def test_no_protection_is_refused() -> None:
    result = security()
    assert result.outcome == Outcome("security_not_chosen", ("code_at_sign_in",))
    assert result.state == SIGNED_IN


def test_a_protection_can_be_turned_off_again() -> None:
    account = profile.choose_security(
        Press(filled(), {"code_at_sign_in": "", "message_on_sign_in": "on"}, NOW, SECRETS)
    ).state
    assert (account.profile.draft.code_at_sign_in, account.profile.draft.message_on_sign_in) == (False, True)


def test_each_part_leaves_the_others_as_they_were() -> None:
    assert filled().profile.draft == PersonalData(
        "Иванов", "Иван", "Иванович", "ivanov@mail.example", code_at_sign_in=True
    )


def test_nothing_is_saved_until_it_is_saved() -> None:
    assert filled().profile.saved == PersonalData()
    result = profile.end_profile(Press(filled(), SAVE, NOW, SECRETS))
    assert result.outcome == Outcome("profile_saved")
    assert result.state.profile.saved == filled().profile.draft


def test_leaving_loses_the_draft() -> None:
    result = profile.end_profile(Press(filled(), LEAVE, NOW, SECRETS))
    assert result.outcome == Outcome("profile_left_unsaved")
    assert result.state.profile.draft == PersonalData()


def test_leaving_keeps_what_was_saved_before() -> None:
    saved = profile.end_profile(Press(filled(), SAVE, NOW, SECRETS)).state
    changed = name("Иванов", "Иван", account=saved).state
    assert changed != saved
    left = profile.end_profile(Press(changed, LEAVE, NOW, SECRETS)).state
    assert (left.profile, left.mishaps.drafts_lost) == (saved.profile, 1)


def letter_of(account: Account) -> str:
    assert account.messages[-1].kind == "email_code"
    return account.messages[-1].values["code"]


def confirm(account: Account, code: str, now: datetime = LATER) -> Result[Account]:
    return profile.confirm_email(Press(account, {"email_code": code}, now, SECRETS))


def test_an_address_counts_once_the_code_from_its_letter_was_entered() -> None:
    account = email("ivanov@mail.example").state
    code = letter_of(account)
    assert not account.profile.draft.email_confirmed
    right = confirm(account, f" {code[:3]} {code[3:]}. ")
    assert right.outcome == Outcome("email_confirmed")
    assert confirm(account, f"Код\N{ZERO WIDTH SPACE} {code}") == right, "it is read as a code from an SMS is"
    assert right.state.profile.draft.email_confirmed
    assert right.kept == {}


def test_a_letter_must_come_and_be_copied() -> None:
    account = email("ivanov@mail.example").state
    early = confirm(account, letter_of(account), NOW)
    assert early == Result(account, Outcome("letter_on_the_way", ("email_code",), {"arrives_in": 5}))
    for text, outcome in (("12", "email_code_malformed"), ("000000", "email_code_wrong"), ("", "email_code_malformed")):
        assert confirm(account, text) == Result(account, Outcome(outcome, ("email_code",)))


def test_a_new_letter_replaces_the_old_one() -> None:
    first = email("ivanov@mail.example").state
    second = profile.fill_email(Press(first, {"email": "ivanov@mail.example"}, LATER, SECRETS)).state
    later = LATER + timedelta(minutes=1)
    assert confirm(second, letter_of(first), later).outcome.name == "email_code_wrong"
    assert confirm(second, letter_of(second), later).outcome.name == "email_confirmed"
    confirmed = confirm(first, letter_of(first)).state
    again = profile.fill_email(Press(confirmed, {"email": "ivanov@mail.example"}, LATER, SECRETS)).state
    assert not again.profile.draft.email_confirmed


@pytest.mark.parametrize(
    ("code", "message", "kinds", "seen"),
    [
        ("on", "", ["code"], "code"),
        ("", "on", ["new_sign_in"], "notice"),
        ("on", "on", ["code", "new_sign_in"], "code"),
    ],
)
def test_the_chosen_protection_is_seen_working(code: str, message: str, kinds: list[str], seen: str) -> None:
    saved = profile.end_profile(Press(security(code, message).state, SAVE, NOW, SECRETS)).state
    assert [each.kind for each in saved.messages] == kinds[:1]

    def answer(what: str, now: datetime = LATER) -> Result[Account]:
        return profile.see_protection(Press(saved, {"protection_seen": what}, now, SECRETS))

    assert answer(seen, NOW).outcome.name == "message_on_the_way"
    for other in {"code", "notice", "nothing", ""} - {seen}:
        assert answer(other) == Result(saved, Outcome("protection_misread"))
    right = answer(seen)
    assert (right.outcome, right.kept) == (Outcome("protection_works"), {"protection_seen": seen})
    assert [each.kind for each in right.state.messages] == kinds
