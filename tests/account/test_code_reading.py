"""A code is found in whatever was typed or pasted, if there is exactly one; a refusal names what was seen."""

import random

from sandbox.account.code_reading import READING_REFUSALS, read_code
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

BETWEEN = (" ", "  ", "\u00a0", "\u2009", "\u202f", "\u2003", "-", "–", "—", "\u2011", "−", ".", "·", " - ", "\t", "_")
GROUPS = ((6,), (3, 3), (2, 2, 2), (1,) * 6, (2, 4), (4, 2), (1, 5), (3, 2, 1))
AROUND = (
    "{}",
    " {} ",
    "{}.",
    "{},",
    "«{}»",
    "Код: {}",
    "Код: {}.",
    "код {}!",
    "({})",
    "{} — ваш код",
    "G-{}",
    "Код подтверждения: {}. Никому не сообщайте этот код.",
    "<#> Код {} для входа. Действует 5 минут",
    "Код {} (5 минут)",
    "МТС: пароль {}. Не говорите его никому, 0890",
    "14.07.2025 12:05 Код подтверждения: {}",
    "14.07.25 Код: {}",
    "07.2025 Код: {}",
    "Сегодня, 12:03\tУчебное SMS\tКод {}, звоните 8 800 250 08 90",
    "Баланс 1 234,50 ₽. Код {}",
)
UNSEEN = "\u200b\u200d\u200e\u200f\u2060\ufeff\u00ad\u202a\u202c\u2066\u2069\u061c\ufe0f\ufe0e\u180e\u034f\u20e3"
SCRIPTS = ("０", "٠", "۰", "०", "\U0001d7ce")
"""Full-width, Arabic, Persian, Indian and bold zeros."""


def divided(code: str, sizes: tuple[int, ...], between: str) -> str:
    parts, start = [], 0
    for size in sizes:
        parts.append(code[start : start + size])
        start += size
    return between.join(parts)


@at_once("around", AROUND)
def test_the_code_is_taken_out_of_what_stands_around_it(around: str) -> None:
    chance = random.Random(around)
    for sizes in GROUPS:
        for between in BETWEEN:
            code = f"{chance.randrange(500_000, 1_000_000):06}"  # as divided by dots it is no date
            assert read_code(around.format(divided(code, sizes, between))) == code, (sizes, between)


@at_once("code", ["482913", "482 913", "48-29-13", "482\u00a0913"])
@at_once("around", ["Код {} 5 минут", "В 12:05 {} — код", "14.07 12-05 {}: код для входа"])
def test_a_number_right_beside_the_code_is_none_of_its_digits(around: str, code: str) -> None:
    assert read_code(around.format(code)) == "482913"


def test_a_whole_sms_that_names_the_same_code_twice_has_one_code() -> None:
    assert read_code("Код 482913. Чтобы войти, введите 482 913.") == "482913"


def test_signs_that_nobody_sees_change_nothing() -> None:
    chance = random.Random(6)
    for _ in range(2_000):
        code = f"{chance.randrange(1_000_000):06}"
        text = list(chance.choice(AROUND).format(code))
        for _ in range(chance.randint(1, 8)):
            text.insert(chance.randint(0, len(text)), chance.choice(UNSEEN))
        assert read_code("".join(text)) == code


@at_once("zero", SCRIPTS)
def test_digits_of_another_keyboard_are_digits(zero: str) -> None:
    for code in ("482913", "000000", "905617"):
        typed = "".join(chr(ord(zero) + int(digit)) for digit in code)
        assert read_code(f"Код: {typed}.") == code


def test_digits_typed_as_emoji_are_digits() -> None:
    assert read_code("4️⃣8️⃣2️⃣9️⃣1️⃣3️⃣") == "482913"


REFUSED = [
    ("", Outcome("code_missing", ("code",))),
    (" \u00a0\u200b", Outcome("code_missing", ("code",))),
    ("код", Outcome("code_has_no_digits", ("code",))),
    ("…!", Outcome("code_has_no_digits", ("code",))),
    ("\ud800" * 6, Outcome("code_has_no_digits", ("code",))),
    ("²³¹", Outcome("code_has_no_digits", ("code",))),
    ("48291", Outcome("code_too_short", ("code",), {"seen": 5})),
    ("4 8 2", Outcome("code_too_short", ("code",), {"seen": 3})),
    ("Код: 48291.", Outcome("code_too_short", ("code",), {"seen": 5})),
    ("123 или 4567", Outcome("code_too_short", ("code",), {"seen": 4})),
    ("4829137", Outcome("code_too_long", ("code",), {"seen": 7})),
    ("482 913 7", Outcome("code_too_long", ("code",), {"seen": 7})),
    ("482913 7", Outcome("code_too_long", ("code",), {"seen": 7})),
    ("482913482913", Outcome("code_too_long", ("code",), {"seen": 12})),
    ("8 800 250 08 90", Outcome("code_too_long", ("code",), {"seen": 11})),
    ("1" * 5_000, Outcome("code_too_long", ("code",), {"seen": 5_000})),
    ("48291О", Outcome("code_has_letters", ("code",), {"place": 6})),
    ("4З2913", Outcome("code_has_letters", ("code",), {"place": 2})),
    ("482 9l3", Outcome("code_has_letters", ("code",), {"place": 5})),
    ("12345²", Outcome("code_has_letters", ("code",), {"place": 6})),
    ("482913 482914", Outcome("code_not_alone", ("code",), {"seen": 2})),
    ("482913, 482914", Outcome("code_not_alone", ("code",), {"seen": 2})),
    ("Код 482913. Новый код 771 204.", Outcome("code_not_alone", ("code",), {"seen": 2})),
    ("111111\n222222\n333333", Outcome("code_not_alone", ("code",), {"seen": 3})),
]
"""What is typed, and how it is refused."""


@at_once(("text", "refusal"), REFUSED)
def test_what_was_seen_instead_is_named(text: str, refusal: Outcome) -> None:
    assert read_code(text) == refusal


def test_every_refusal_is_tried_above() -> None:
    assert {refusal.name for _, refusal in REFUSED} == {outcome.name for outcome in READING_REFUSALS}


def test_what_is_read_is_always_in_the_text() -> None:
    chance = random.Random(10)
    for _ in range(20_000):
        text = "".join(chance.choices("0123456789 -.,:кО\u00a0", k=chance.randint(0, 18)))
        code = read_code(text)
        if isinstance(code, str):
            assert code in "".join(sign for sign in text if sign.isdigit())
            assert len(code) == 6
