"""Days are read as people type them, and a period that can't be shown is refused with its reason."""

from datetime import date

from sandbox.account.period import parse_date, refuse_period, write_date
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

TODAY = date(2025, 7, 14)
JULY_1 = date(2025, 7, 1)


@at_once(
    "text",
    [
        "01.07.2025",
        "1.7.2025",
        "1.07.25",
        " 01 . 07 . 2025 ",
        "01,07,2025",
        "1/7/2025",
        "1-7-2025",
        "1 7 2025",
        "01.07.2025 г.",
        "01072025",
        "010725",
        "2025-07-01",
        "2025.7.1",
        "1 июля 2025",
        "1 Июля 2025 года",
        "1 июл 2025 г",
        "1\u00a0июля\u00a02025",
    ],
)
def test_a_day_is_read_however_it_is_typed(text: str) -> None:
    assert parse_date(text, "begin") == JULY_1


def test_every_month_is_known_by_its_name() -> None:
    names = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
    for number, name in enumerate(names, 1):
        assert parse_date(f"3 {name} 2025", "begin") == date(2025, number, 3)
    assert parse_date("3 май 2025", "begin") == date(2025, 5, 3)


@at_once(
    ("text", "outcome"),
    [
        ("", "date_missing"),
        (" . ", "date_missing"),
        ("июнь", "date_malformed"),
        ("1 июля", "date_malformed"),
        ("вчера", "date_malformed"),
        ("01.07", "date_malformed"),
        ("1 брюмера 2025", "date_malformed"),
        ("79161234567", "date_malformed"),
        ("٠١.٠٧.٢٠٢٥", "date_malformed"),
        ("01.07.20255", "date_malformed"),
        ("31.06.2025", "date_impossible"),
        ("29.02.2025", "date_impossible"),
        ("31 июня 2025", "date_impossible"),
        ("00.07.2025", "date_impossible"),
        ("07.13.2025", "date_impossible"),
        ("01.07.0000", "date_impossible"),
    ],
)
def test_what_is_no_day_is_refused_at_its_field(text: str, outcome: str) -> None:
    assert parse_date(text, "end") == Outcome(outcome, ("end",))


def test_a_day_is_written_so_that_it_can_be_read_again() -> None:
    assert write_date(JULY_1) == "01.07.2025"
    assert parse_date(write_date(date(45, 3, 4)), "begin") == date(45, 3, 4)


@at_once(
    ("begin", "end", "outcome"),
    [
        (JULY_1, TODAY, None),
        (TODAY, TODAY, None),
        (date(2025, 1, 14), TODAY, None),
        (JULY_1, date(2025, 6, 30), Outcome("period_backwards", ("end",))),
        (JULY_1, date(2025, 7, 15), Outcome("period_in_future", ("end",))),
        (date(2025, 8, 1), date(2025, 8, 2), Outcome("period_in_future", ("begin", "end"))),
        (date(2025, 1, 13), TODAY, Outcome("period_too_long", ("begin",))),
        (date(1, 1, 1), TODAY, Outcome("period_too_long", ("begin",))),
        (date(2025, 1, 13), date(2025, 1, 20), Outcome("period_too_old", ("begin",))),
        (date(2024, 12, 1), date(2024, 12, 31), Outcome("period_too_old", ("begin",))),
    ],
)
def test_a_period_is_of_six_months_at_most_and_lies_in_the_last_six(
    begin: date, end: date, outcome: Outcome | None
) -> None:
    assert refuse_period(begin, end, TODAY) == outcome
