"""Days and months are those of Moscow, whatever the clock of the world says."""

from datetime import UTC, date, datetime

from sandbox.account.moments import add_month, day_of, next_monthly
from tests.support.at_once import at_once


@at_once(
    ("moment", "later"),
    [
        (datetime(2026, 1, 31, 9, tzinfo=UTC), datetime(2026, 2, 28, 9, tzinfo=UTC)),
        (datetime(2028, 1, 30, 9, tzinfo=UTC), datetime(2028, 2, 29, 9, tzinfo=UTC)),
        (datetime(2026, 11, 5, 9, tzinfo=UTC), datetime(2026, 12, 5, 9, tzinfo=UTC)),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), datetime(2027, 1, 31, 9, tzinfo=UTC)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(moment: datetime, later: datetime) -> None:
    assert add_month(moment) == later


def test_several_months_later_does_not_lose_the_day_on_the_way() -> None:
    assert add_month(date(2025, 1, 31), 6) == date(2025, 7, 31)
    assert add_month(date(2025, 8, 31), 6) == date(2026, 2, 28)


def test_a_day_and_a_month_begin_at_midnight_in_moscow() -> None:
    late = datetime(2026, 4, 30, 22, 0, tzinfo=UTC)
    assert day_of(late) == date(2026, 5, 1)
    assert day_of(add_month(late)) == date(2026, 6, 1)


@at_once(
    ("after", "moment"),
    [
        (datetime(2026, 1, 31, 9, tzinfo=UTC), datetime(2026, 2, 28, 9, tzinfo=UTC)),
        (datetime(2026, 2, 28, 8, tzinfo=UTC), datetime(2026, 2, 28, 9, tzinfo=UTC)),
        (datetime(2026, 2, 28, 9, tzinfo=UTC), datetime(2026, 3, 31, 9, tzinfo=UTC)),
        (datetime(2026, 12, 31, 9, tzinfo=UTC), datetime(2027, 1, 31, 9, tzinfo=UTC)),
    ],
)
def test_the_next_month_is_counted_from_the_first_day(after: datetime, moment: datetime) -> None:
    assert next_monthly(datetime(2026, 1, 31, 9, tzinfo=UTC), after) == moment
