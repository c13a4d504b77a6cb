"""Days and periods as people type them."""

import re
from datetime import date

from sandbox.account.moments import add_month
from sandbox.engine.outcome import Outcome, foreign, refused
from sandbox.frozen import dataclass
from sandbox.text.invisible import visible

MONTHS = 6
"""How many months back details are kept, and the longest period.

A training value; other sources say the same of the operator (checked in November 2026).
"""

# Patterns are texts here: each is compiled when it is first needed, and not at the start of every server.
_SHAPES = (
    r"(?P<day>[0-9]{1,2})[ ./,-]{1,3}(?P<month>[0-9]{1,2})[ ./,-]{1,3}(?P<year>[0-9]{4}|[0-9]{2})",
    r"(?P<year>[0-9]{4})[ ./,-](?P<month>[0-9]{1,2})[ ./,-](?P<day>[0-9]{1,2})",
    r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})",
    r"(?P<day>[0-9]{1,2}) ?(?P<month>[а-я]{3,8}) ?(?P<year>[0-9]{4}|[0-9]{2})",
)
_TAIL = r" ?(?:г|год|года)?\.?$"
_NAMES = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


DAY_NOT_FOR_TRAINING = foreign("day_not_for_training")
"""Of a year in which nothing of the training takes place: it may be somebody's birthday."""


def is_of_training(year: int, now: date) -> bool:
    """Whether anything of the training may have taken place in that year."""
    return abs(year - now.year) <= 1


DATE_MISSING = refused("date_missing")
DATE_MALFORMED = refused("date_malformed")
DATE_IMPOSSIBLE = refused("date_impossible")


def parse_date(text: str, field: str) -> date | Outcome:
    """Read a day: «1.07.2025», «01.07.25», «01072025», «2025-07-01», «1 июля 2025 г.». Returns it, or the refusal."""
    compact = re.sub(_TAIL, "", " ".join(visible(text).casefold().split()))
    if not compact:
        return DATE_MISSING(field)
    match = next((found for shape in _SHAPES if (found := re.fullmatch(shape, compact))), None)
    month = _month(match["month"]) if match else None
    if match is None or month is None:
        return DATE_MALFORMED(field)
    try:
        return date(_year(match["year"]), month, int(match["day"]))
    except ValueError:
        return DATE_IMPOSSIBLE(field)


@dataclass(frozen=True)
class TypedDay:
    """A day of the calendar as it was typed, perhaps without its year."""

    day: int
    month: int
    year: int | None = None

    def is_of(self, day: date) -> bool:
        """Whether it is this day; without a year, that of any year."""
        return (self.day, self.month, self.year or day.year) == (day.day, day.month, day.year)


_NO_YEAR = (
    r"(?P<day>[0-9]{1,2})[ ./,-]{1,3}(?P<month>[0-9]{1,2})",
    r"(?P<day>[0-9]{1,2})[ .,-]{0,3}(?P<month>[а-я]{3,8})",
    r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})",
)
_ORDINAL = r"(?<=[0-9])-?(?:го|ое|е)(?= )"
_TIME = r",? ?(?:в )?[0-9]{1,2}:[0-9]{2}$"


def parse_day(text: str) -> TypedDay | None:
    """Read a day that was read somewhere: as in `parse_date`, with the time or without the year: «15 мая», «15.05».

    None if it isn't a day. One that the calendar lacks is a day like any other: it is only compared.
    """
    compact = re.sub(_TAIL, "", re.sub(_TIME, "", " ".join(text.casefold().split()))).rstrip(" .")
    compact = re.sub(_ORDINAL, "", compact)
    match = next((found for shape in (*_SHAPES, *_NO_YEAR) if (found := re.fullmatch(shape, compact))), None)
    month = _month(match["month"]) if match else None
    if match is None or month is None:
        return None
    year = match.groupdict().get("year")
    return TypedDay(int(match["day"]), month, _year(year) if year else None)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _month(text: str) -> int | None:
    if text[0] in "0123456789":
        return int(text)
    name = text[:3].replace("май", "мая")
    return _NAMES.index(name) + 1 if name in _NAMES else None


def write_date(day: date) -> str:
    """A day as a learner would type it: «01.07.2025»."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


PERIOD_BACKWARDS = refused("period_backwards")
PERIOD_IN_FUTURE = refused("period_in_future")
PERIOD_TOO_LONG = refused("period_too_long")
PERIOD_TOO_OLD = refused("period_too_old")

PERIOD_OUTCOMES = (
    DAY_NOT_FOR_TRAINING,
    DATE_MISSING,
    DATE_MALFORMED,
    DATE_IMPOSSIBLE,
    PERIOD_BACKWARDS,
    PERIOD_IN_FUTURE,
    PERIOD_TOO_LONG,
    PERIOD_TOO_OLD,
)
"""The refusals of `parse_date` and `refuse_period`."""


def has_details(day: date, today: date) -> bool:
    """Whether there may be details of a day: not any more, not yet, or in the months between."""
    return day <= today <= add_month(day, MONTHS)


def refuse_period(begin: date, end: date, today: date) -> Outcome | None:
    """Why there are no details of these days, both included; ``today`` is the newest there can be."""
    if end < begin:
        return PERIOD_BACKWARDS("end")
    if end > today:
        return PERIOD_IN_FUTURE("begin", "end") if begin > today else PERIOD_IN_FUTURE("end")
    if add_month(begin, MONTHS) < end:
        return PERIOD_TOO_LONG("begin")
    if add_month(begin, MONTHS) < today:
        return PERIOD_TOO_OLD("begin")
    return None
