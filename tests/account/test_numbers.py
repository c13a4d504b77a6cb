"""Only the number of the training phone gets in, however it is written."""

import random

from sandbox.account.numbers import OUTCOMES, parse_number, parse_number_of
from sandbox.account.state import Sim
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

OWN = "79070000001"

SPELLINGS = (
    "{}9070000001",
    "{} 907 000 00 01",
    "{} (907) 000-00-01",
    "{}(907)0000001",
    "{}-907-000-00-01",
    "{}.907.000.00.01",
    "  {}9070000001\n",
    "{}\u00a0907\u00a0000-00-01",  # no-break space
    "{}\u202f907\u202f000\u202f00\u202f01",  # narrow no-break space
    "{} 907 000\u201000\u201001",  # hyphen
    "{} 907 000\u201100\u201101",  # no-break hyphen
    "{} 907 000–00–01",
    "{} 907 000—00—01",
    "{} 907 000\u221200\u221201",  # minus
)

AROUND = (
    "tel:{}",
    "TEL: {}",
    "тел. {}",
    "Тел: {}",
    "<tel:{}>",
    "{},",
    "{}.",
    "{};",
    "«{}»",
    " {} ,\n",
    "\ufeff{}",
    "\u202a{}\u202c",
    "\u2068{}\u2069,",
    "{}\u200b",
    "{}\ufe0f",
)

REFUSALS = {
    "number_missing": ("", " ", "\u00a0", "\t\n", "() - -", "tel:", "\u200b\ufeff", ","),
    "number_has_letters": (
        "7907000000O",
        "девять",
        "79070000001x",
        "7907000000²",
        "79070000001\x00",
        "79070000001\ud800",
        "\udc80",
        "+",
        "++79070000001",
        "7+9070000001",
        "79070000001+",
        "79070000001, 2",
        "☎79070000001",
    ),
    "number_has_foreign_digits": ("7907000000١", "٧٩٠٧٠٠٠٠٠٠١", "+７９０７００００００１", "７ and letters"),
    "number_too_short": (
        "7",
        "8",
        "1",
        "0",
        "+7",
        "7907000000",
        "8907000000",
        "+7907000000",
        "907000000",
        "+9070000001",
    ),
    "number_too_long": ("790700000011", "890700000011", "+790700000011", "99070000001" * 2, "7" * 5_000, "8" * 5_000),
    "number_not_for_training": (
        "79161234567",
        "+7 916 123-45-67",
        "8 (916) 123-45-67",
        "9161234567",
        "79070010000",
        "79069999999",
        "78070000001",
        "+89070000001",
        "19070000001",
        "99070000001",
        "0000000000",
    ),
    "number_of_another_phone": ("79070000000", "79070000002", "+7 907 000-99-99", "89070000010", "9070009901"),
}


@at_once("spelling", SPELLINGS)
@at_once("country", ["+7", "8", "7", ""])
def test_every_usual_spelling_of_the_own_number_is_taken(spelling: str, country: str) -> None:
    assert parse_number(spelling.format(country), OWN) == OWN


@at_once("spelling", SPELLINGS)
@at_once("around", AROUND)
def test_what_is_copied_along_with_a_number_is_passed_over(spelling: str, around: str) -> None:
    for country in ("+7", "8", "7", ""):
        assert parse_number(around.format(spelling.format(country)), OWN) == OWN


def test_signs_that_nobody_sees_change_nothing() -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        text = list(chance.choice(SPELLINGS).format("+7"))
        for _ in range(chance.randint(1, 6)):
            text.insert(
                chance.randint(0, len(text)), chance.choice("\u200b\u200e\u200f\u2060\ufeff\u00ad\u202a\u202c\ufe0f")
            )
        assert parse_number("".join(text), OWN) == OWN


@at_once(
    ("text", "outcome"),
    [
        ("7907000000", Outcome("number_too_short", ("phone",), {"seen": 10})),
        ("+7 907 000-00", Outcome("number_too_short", ("phone",), {"seen": 9})),
        ("tel:+7907000000122,", Outcome("number_too_long", ("phone",), {"seen": 13})),
        ("7907000000O", Outcome("number_has_letters", ("phone",), {"place": 11})),
        ("+7 9О7 000-00-01", Outcome("number_has_letters", ("phone",), {"place": 4})),
        ("☎79070000001", Outcome("number_has_letters", ("phone",), {"place": 1})),
    ],
)
def test_a_refusal_says_what_was_seen(text: str, outcome: Outcome) -> None:
    assert parse_number(text, OWN) == outcome


@at_once(("name", "text"), [(name, text) for name, texts in REFUSALS.items() for text in texts])
def test_each_refusal_has_an_outcome_of_its_own(name: str, text: str) -> None:
    refusal = parse_number(text, OWN)
    assert isinstance(refusal, Outcome)
    assert (refusal.name, refusal.fields) == (name, ("phone",))


def test_every_refusal_is_tried_above() -> None:
    assert {*REFUSALS, "number_moved_away"} == {outcome.name for outcome in OUTCOMES}


def test_the_number_that_the_account_was_moved_from_has_none_any_more() -> None:
    sim = Sim("79070000002", former_number=OWN)
    for spelling in SPELLINGS:
        assert parse_number_of(sim, spelling.format("+7")) == Outcome("number_moved_away", ("phone",))
    assert parse_number_of(sim, "79070000002") == "79070000002"
    assert parse_number_of(Sim("79070000002"), OWN) == Outcome("number_of_another_phone", ("phone",))


@at_once("zero", ["\u0660", "\u06f0", "\u0966", "\u09e6", "\u0e50", "\u17e0", "\uff10", "\U0001d7ce", "\U0001fbf0"])
def test_digits_of_no_other_script_are_taken(zero: str) -> None:
    foreign = OWN.translate({ord("0") + digit: chr(ord(zero) + digit) for digit in range(10)})
    assert parse_number(foreign, OWN) == Outcome("number_has_foreign_digits", ("phone",))


def test_the_number_at_fault_is_told_apart_by_its_field() -> None:
    assert parse_number("", OWN, "new_phone") == Outcome("number_missing", ("new_phone",))


def test_nothing_outside_the_training_range_is_ever_taken() -> None:
    chance = random.Random(907)
    for _ in range(10_000):
        begins = chance.choice(["", "9", "90", "907", "9070", "90700"])
        number = begins + "".join(chance.choices("0123456789", k=10 - len(begins)))
        if number.startswith("907000"):
            continue
        country = chance.choice(["+7", "8", "7", ""] if number[0] not in "78" else ["+7", "8", "7"])
        text = f"{country} ({number[:3]}) {number[3:6]}-{number[6:8]}-{number[8:]}"
        assert parse_number(text, OWN) == Outcome("number_not_for_training", ("phone",)), text


def test_a_slip_of_the_finger_never_becomes_the_own_number() -> None:
    chance = random.Random(1)
    for _ in range(20_000):
        text = list(chance.choice(SPELLINGS).format(chance.choice(["+7", "8", "7", ""])))
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(text))
            text[place : place + chance.randint(0, 2)] = chance.choices(
                "0123456789+-() O٣\u00a0\x00", k=chance.randint(0, 2)
            )
            text = text or [" "]
        typed = "".join(text)
        taken = parse_number(typed, OWN)
        if isinstance(taken, str):
            digits = "".join(sign for sign in typed if sign in "0123456789")
            assert taken == OWN
            assert digits in (OWN, "8" + OWN[1:], OWN[1:]), typed
