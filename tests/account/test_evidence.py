"""What a learner has found is taken however it is written, and nothing else is."""

from datetime import date

from sandbox.account import evidence
from sandbox.engine.outcome import Outcome, refused
from tests.support.at_once import at_once

MISREAD = refused("misread")
MAY_15 = date(2025, 5, 15)
SPACE = "\N{NO-BREAK SPACE}"


@at_once(
    "text",
    [
        "450",
        "450 ₽",
        "450,00",
        "450.00",
        "450 руб.",
        "450р",
        " 450 ",
        f"450{SPACE}₽",
        "450 рублей",
        "-450",
        "−450,00 ₽",
    ],
)
def test_a_sum_is_taken_as_people_write_it(text: str) -> None:
    assert evidence.refuse_sum(text, "sum", 450_00, MISREAD) is None
    assert evidence.refuse_sum(text, "sum", -450_00, MISREAD) is None


@at_once(
    ("text", "outcome"),
    [
        ("45", "misread"),
        ("4500", "misread"),
        ("450,50", "misread"),
        ("0", "misread"),
        ("", "sum_missing"),
        ("-", "sum_missing"),
        ("много", "sum_malformed"),
        ("0000 0000 0000 0000", "sum_looks_like_card"),
    ],
)
def test_another_sum_is_not_taken(text: str, outcome: str) -> None:
    assert evidence.refuse_sum(text, "sum", 450_00, MISREAD) == Outcome(outcome, ("sum",))


@at_once(
    "text",
    [
        "15 мая",
        "15 Мая",
        "15мая",
        "15-го мая",
        "15 май",
        "15.05",
        "15.5",
        "15/05",
        "15 05",
        "1505",
        "15.05.",
        "15.05.2025",
        "15.05.25",
        "15052025",
        "2025-05-15",
        "15 мая 2025",
        "15 мая 2025 г.",
        "15 мая 2025 года",
        "15 мая 2025, 12:00",
        f"15{SPACE}мая",
    ],
)
def test_a_day_is_taken_as_people_write_it(text: str) -> None:
    assert evidence.refuse_day(text, "day", [MAY_15], MISREAD) is None


@at_once(
    ("text", "outcome"),
    [
        ("14 мая", "misread"),
        ("15 июня", "misread"),
        ("15.05.2024", "misread"),
        ("05.15", "misread"),
        ("31.02", "misread"),
        ("15.05.1950", "day_not_for_training"),
        ("12 марта 1950 года", "day_not_for_training"),
        ("", "day_missing"),
        (" ", "day_missing"),
        ("15", "day_malformed"),
        ("мая", "day_malformed"),
        ("15 брюмера", "day_malformed"),
        ("скоро", "day_malformed"),
        ("١٥.٠٥", "day_malformed"),
        ("7" * 5_000, "day_malformed"),
    ],
)
def test_another_day_is_not_taken(text: str, outcome: str) -> None:
    assert evidence.refuse_day(text, "day", [MAY_15], MISREAD) == Outcome(outcome, ("day",))


def test_any_of_several_days_is_right_and_of_none_there_is_no_right_one() -> None:
    days = [MAY_15, date(2025, 6, 15)]
    assert evidence.refuse_day("15.06", "day", days, MISREAD) is None
    assert evidence.refuse_day("15.06", "day", [], MISREAD) == MISREAD("day")


@at_once("text", ["2", " 2 ", "2.", "2 раза", "2 строки", "2шт.", "два", "Два"])
def test_a_number_is_taken_as_people_write_it(text: str) -> None:
    assert evidence.refuse_count(text, "count", 2, MISREAD) is None


@at_once(
    ("text", "outcome"),
    [
        ("3", "misread"),
        ("три", "misread"),
        ("0", "misread"),
        ("", "count_missing"),
        ("много", "count_malformed"),
        ("2,5", "count_malformed"),
        ("79161234567", "count_malformed"),
        ("٢", "count_malformed"),
    ],
)
def test_another_number_is_not_taken(text: str, outcome: str) -> None:
    assert evidence.refuse_count(text, "count", 2, MISREAD) == Outcome(outcome, ("count",))
