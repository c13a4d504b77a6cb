"""How time is counted: seconds until a moment, and days and months by the clock of Moscow."""

import calendar
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from sandbox.text.russian import MOSCOW

Day = TypeVar("Day", date, datetime)


def seconds_until(moment: datetime, now: datetime) -> int:
    """Whole seconds from ``now`` to a later ``moment``, rounded up, at least 1."""
    return max(1, -((now - moment) // timedelta(seconds=1)))


def passed_between(begin: datetime, end: datetime) -> int:
    """Seconds, rounded up. From a day on only the days of the calendar count, as on the training phone."""
    if end - begin < timedelta(days=1):
        return seconds_until(end, begin)
    return (day_of(end) - day_of(begin)) // timedelta(seconds=1)


def day_of(moment: datetime) -> date:
    return moment.astimezone(MOSCOW).date()


def add_month(moment: Day, count: int = 1) -> Day:
    """The same day, ``count`` months later, or the last day of that month if it is shorter."""
    if isinstance(moment, datetime):
        return _add_month(moment.astimezone(MOSCOW), count).astimezone(UTC)
    return _add_month(moment, count)


def _add_month(day: Day, count: int) -> Day:
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def next_monthly(since: datetime, after: datetime) -> datetime:
    """The first moment after ``after`` that is whole months later than ``since``.

    It is counted from there, or a day that February lacks would be lost for good.
    """
    begun, passed = day_of(since), day_of(after)
    count = (passed.year - begun.year) * 12 + passed.month - begun.month
    this_month = add_month(since, count)
    return this_month if this_month > after else add_month(since, count + 1)
