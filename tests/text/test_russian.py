"""Numbers, durations and times as Russian readers expect them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from sandbox.text.russian import (
    Count,
    Money,
    Seconds,
    clock_time,
    day,
    day_and_time,
    measure,
    phone_number,
    plural,
    short_day,
)
from sandbox.text.spreadsheet import rubles
from tests.support.at_once import at_once


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("попытка", (1, 21, 101, 1_001)),
        ("попытки", (2, 3, 4, 22, 34, 102)),
        ("попыток", (0, 5, 10, 11, 12, 13, 14, 15, 20, 25, 100, 111, 112, 1_000)),
    ],
)
def test_a_noun_agrees_with_its_number(form: str, numbers: tuple[int, ...]) -> None:
    for number in numbers:
        assert plural(number, "попытка|попытки|попыток") == form
        assert f"{Count(number):попытка|попытки|попыток}" == f"{number} {form}"


def test_the_words_around_a_number_agree_with_it_too() -> None:
    forms = "Осталась % попытка|Осталось % попытки|Осталось % попыток"
    said = [format(Count(number), forms) for number in (1, 2, 5)]
    assert said == ["Осталась 1 попытка", "Осталось 2 попытки", "Осталось 5 попыток"]


def test_a_count_without_a_noun_is_a_number() -> None:
    assert f"{Count(3)}" == "3"


@at_once(
    ("seconds", "said"),
    [
        (1, "1 с"),
        (45, "45 с"),
        (59, "59 с"),
        (60, "1 мин"),
        (120, "2 мин"),
        (121, "3 мин"),
        (300, "5 мин"),
        (900, "15 мин"),
        (7_500, "2 ч 5 мин"),
        (86_340, "23 ч 59 мин"),
        (86_397, "1 день"),
    ],
)
def test_a_duration_is_short(seconds: int, said: str) -> None:
    assert f"{Seconds(seconds)}".replace("\u00a0", " ") == said


def test_whoever_waits_as_long_as_told_does_not_come_too_early() -> None:
    for seconds in range(1, 1_000):
        number, unit = f"{Seconds(seconds)}".replace("\u00a0", " ").split(" ")
        assert int(number) * {"с": 1, "мин": 60}[unit] >= seconds, seconds


def test_a_duration_says_no_more_than_a_minute_too_much() -> None:
    for seconds in range(1, 1_000):
        number, unit = f"{Seconds(seconds)}".replace("\u00a0", " ").split(" ")
        assert int(number) * {"с": 1, "мин": 60}[unit] < seconds + 60, seconds


@at_once(
    ("moment", "shown"),
    [
        (datetime(2025, 7, 14, 9, 3, tzinfo=UTC), "12:03"),
        (datetime(2025, 1, 14, 9, 3, 59, tzinfo=UTC), "12:03"),
        (datetime(2025, 7, 14, 21, 30, tzinfo=UTC), "00:30"),
        (datetime(2025, 7, 14, 12, 5, tzinfo=timezone(timedelta(hours=7))), "08:05"),
    ],
)
def test_time_is_moscow_time(moment: datetime, shown: str) -> None:
    assert clock_time(moment) == shown


def test_a_number_is_shown_in_groups() -> None:
    assert phone_number("79070000001") == "+7 907 000-00-01"
    assert phone_number("71234567890") == "+7 123 456-78-90"


def test_a_short_number_stays_as_it_is() -> None:
    assert phone_number("0000") == "0000"


@at_once(
    ("kopecks", "said"), [(123450, "1 234,50 ₽"), (-50, "−0,50 ₽"), (0, "0,00 ₽"), (1_000_000_00, "1 000 000,00 ₽")]
)
def test_money_is_written_the_russian_way(kopecks: int, said: str) -> None:
    assert f"{Money(kopecks)}".replace("\u00a0", " ") == said


def test_a_moment_is_told_by_the_clock_of_moscow() -> None:
    assert day_and_time(datetime(2025, 7, 11, 21, 33, tzinfo=UTC)) == "12 июля 2025, 00:33"


def test_a_day_is_told_by_moscow() -> None:
    assert day(datetime(2025, 7, 11, 21, 33, tzinfo=UTC)) == "12 июля 2025"


def test_a_day_in_a_table_is_short() -> None:
    assert short_day(datetime(2025, 7, 11, 21, 33, tzinfo=UTC)) == "12.07.2025"


def test_a_wait_of_days_is_told_in_days() -> None:
    said = [format(Seconds(seconds), "") for seconds in (86_400, 86_401, 31 * 86_400 - 5)]
    assert [text.replace("\u00a0", " ") for text in said] == ["1 день", "2 дня", "31 день"]


@at_once(
    ("number", "unit", "said"),
    [
        (20, "seconds", "20 с"),
        (200, "seconds", "3 мин 20 с"),
        (180, "seconds", "3 мин"),
        (3_605, "seconds", "1 ч 5 с"),
        (21_060, "seconds", "5 ч 51 мин"),
        (350, "megabytes", "350 МБ"),
        (1_024, "megabytes", "1 ГБ"),
        (2_496, "megabytes", "2,4 ГБ"),
        (0, "", ""),
    ],
)
def test_what_was_used_is_measured_in_its_unit_on_one_line(number: int, unit: str, said: str) -> None:
    assert measure(number, unit) == said.replace(" ", "\u00a0")


@at_once(("kopecks", "said"), [(-1_234_50, "-1234,50"), (0, "0,00"), (5, "0,05"), (1_000_00, "1000,00")])
def test_rubles_in_a_file_are_a_plain_number(kopecks: int, said: str) -> None:
    assert rubles(kopecks) == said
