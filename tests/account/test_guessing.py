"""What makes a password easy to guess is found in every guise; what chance or fancy made is let through."""

import itertools
import random
import string
from collections.abc import Iterable, Iterator

import pytest

from sandbox.account.guessing import Weakness, weakness_of
from sandbox.text.keyboard import other_layout
from tests.support.at_once import at_once

KNOWN: dict[str, Weakness] = {
    "мтс": "service",
    "mts": "service",
    "кабинет": "service",
    "пароль": "service",
    "login": "service",
}
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "1234567890")
WORDS = (
    "солнышко бабушка крокодил черепаха картошка любимая красавица ромашка футбол москва россия привет жираф здоровье "
    "малина берёза медведь яблоко собака кошка рыбалка огород пирожок самолёт библиотека учительница"
).split()
NAMES = (
    "наташа сашенька танюша вовочка людмила валентина катюша серёжа колян димон толик настена машенька николай оленька "
    "светик галина лёха дмитриевна петрович кузнецова смирнов"
).split()
STRONG = (
    "Тёплый-валенок-35 Синий-чайник-27 три_весёлых_гуся_9 лиловый_верблюд_19 Кот-пьёт-чай-7 мокрый-зонт-у-двери "
    "Зелёный-самовар-84 тыквакометашарф кактус-барабан-51 Ёжик-грызёт-сыр Рыжий-трамвай-63 зюйд-кефир-41 "
    "correct-horse-battery-staple пингвин+лампа+суббота Сколько*стоит*облако?"
).split()


def dressed(words: Iterable[str]) -> Iterator[str]:
    """As people make a word longer and «safer»."""
    for word in words:
        yield from (
            word + "12",
            word.title() + "!1",
            f"{word}1975",
            f"{word.title()}-2024",
            f"1960{word}",
            f" {word.upper()}77 ",
        )


def judged(passwords: Iterable[str]) -> dict[str, Weakness | None]:
    return {password: weakness_of(password, KNOWN) for password in passwords}


def test_a_common_word_is_found_whatever_is_added() -> None:
    found = judged(dressed(WORDS))
    assert [password for password, weakness in found.items() if weakness != "word"] == []


def test_a_name_is_found_in_its_short_forms_too() -> None:
    found = judged(dressed(NAMES))
    assert [password for password, weakness in found.items() if weakness not in ("name", "date")] == []
    assert set(judged(["natasha1975", "Sasha-2010", "dmitriy77", "SergeyPetrov"]).values()) == {"name"}


@pytest.mark.parametrize("words", [WORDS, NAMES, [*KNOWN]], ids=["words", "names", "service"])
def test_a_word_in_the_other_layout_is_found(words: list[str]) -> None:
    passwords = [shown for word in words for shown in (f"{other_layout(word)}2024", f"{other_layout(word.title())}!7")]
    assert [password for password, weakness in judged(passwords).items() if weakness is None] == []
    assert weakness_of("ыгтыршту2024", KNOWN) == "layout", "sunshine"


def test_digits_and_signs_for_letters_hide_nothing() -> None:
    found = judged(
        ["п@роль2024", "П4роль-12", "c0лнышко75", "P@ssw0rd2024", "5unsh1ne!", "m0ckв@2020", "к@бинет1", "Б@6ушк@1"]
    )
    assert set(found.values()) <= {"lookalike"}, found


@at_once("word", [*WORDS, *NAMES, "ключ", "кырв", "xqz", "Zw4"])
def test_saying_it_twice_adds_nothing(word: str) -> None:
    doubled = [word * 2, word * 3, f"{word}-{word}", f"{word} {word}", word.title() * 2, f"{word}{word}1"]
    assert [each for each in doubled if len(each) >= 8 and weakness_of(each, KNOWN) is None] == []


def test_rows_of_keys_and_of_the_alphabet_are_found_from_anywhere_in_both_directions() -> None:
    rows = [*KEYS, string.ascii_lowercase, RUSSIAN, RUSSIAN.replace("ё", ""), "0123456789"]
    passwords = [
        part[::direction].upper() if upper else part[::direction]
        for row in rows
        for start in range(max(1, len(row) - 7))
        for part in [row[start : start + 8]]
        for direction in (1, -1)
        for upper in (False, True)
        if len(part) == 8
    ]
    assert len(passwords) > 150
    found = judged(
        [
            *passwords,
            *(row + "12" for row in KEYS),
            *(f"{one}{other}" for one, other in itertools.combinations(KEYS, 2)),
        ]
    )
    assert [password for password, weakness in found.items() if weakness is None] == []
    zigzag = "1qaz2wsx qazwsxedc 1q2w3e4r 1йфя2цыч йфяцычувс a1b2c3d4 aabbccdd !@#$%^&* zaq12wsx".split()
    assert set(judged(zigzag).values()) == {"row"}


def test_dates_are_found_as_people_write_them() -> None:
    chance = random.Random(1955)
    months = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
    for _ in range(60):
        day, month, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1930, 2025)
        for date in (
            f"{day:02}{month:02}{year}",
            f"{day:02}.{month:02}.{year}",
            f"{day}/{month}/{year}",
            f"{day:02}-{month:02}-{year % 100:02}",
            f"{year}-{month:02}-{day:02}",
            f"{year}{month:02}{day:02}",
            f"{day}{months[month - 1]}{year}",
            f"{day} {months[month - 1]} {year}",
            f"{months[month - 1]}{year}!",
            f"{year}{year}",
        ):
            assert weakness_of(date, KNOWN) in ("date", "repeat", "row", "digits"), date


def test_the_words_of_the_service_are_tried_first() -> None:
    found = judged(
        ["МТС-2025-кабинет", "пароль_мтс", "ПарольОтКабинета", "login-mts-1", "кабинет123", "мтсмтсмтс", "mtsLOGIN!"]
    )
    assert set(found.values()) <= {"service", "repeat"}, found


def test_a_short_number_is_no_password() -> None:
    chance = random.Random(8)
    for length in range(8, 12):
        for _ in range(60):
            assert weakness_of("".join(chance.choices(string.digits, k=length)), KNOWN)


def test_unseen_signs_and_another_width_hide_nothing() -> None:
    assert weakness_of("пар\u200bоль\u00ad2024", KNOWN) == "service"
    assert weakness_of("ｓｕｎｓｈｉｎｅ１２", KNOWN) == "word"


@at_once("password", STRONG)
def test_words_that_nobody_expects_together_are_strong(password: str) -> None:
    assert weakness_of(password, KNOWN) is None


def test_three_or_four_unrelated_words_are_strong() -> None:
    chance = random.Random(3)
    words = (
        "чайник валенок трамвай верблюд кактус облако фонарь пуговица барабан лодка метель подкова кувшин "
        "ласточка варенье "
        "компас ветер гвоздь сундук пингвин лимон перчатка якорь бубен ковёр"
    ).split()
    for _ in range(200):
        password = chance.choice("-_ .").join(chance.sample(words, 3))
        assert weakness_of(password, KNOWN) is None, password


@pytest.mark.parametrize(
    "signs",
    [
        string.ascii_letters + string.digits,
        string.ascii_letters + string.digits + string.punctuation,
        RUSSIAN + string.digits,
    ],
)
def test_what_chance_made_is_strong(signs: str) -> None:
    chance = random.Random(signs)
    refused = dict.fromkeys((8, 10, 12), 0)
    for length, _ in itertools.product(refused, range(400)):
        refused[length] += weakness_of("".join(chance.choices(signs, k=length)), KNOWN) is not None
    assert refused[8] < 16, "chance makes words, too"
    assert refused[10] <= 1
    assert refused[12] == 0
