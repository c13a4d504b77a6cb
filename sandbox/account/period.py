"""Days and periods as people type them."""

import re
from datetime import date

from sandbox.account.moments import add_month
from sandbox.engine.outcome import Outcome, refused
from sandbox.text.invisible import visible

MONTHS = 6
"""How many months back details are kept, and the longest period.

A training value; other sources say the same of the operator (checked in November 2026).
"""

_SHAPES = (
    re.compile(r"(?P<day>[0-9]{1,2})[ ./,-]{1,3}(?P<month>[0-9]{1,2})[ ./,-]{1,3}(?P<year>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<year>[0-9]{4})[ ./,-](?P<month>[0-9]{1,2})[ ./,-](?P<day>[0-9]{1,2})"),
    re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})"),
    re.compile(r"(?P<day>[0-9]{1,2}) ?(?P<month>[а-я]{3,8}) ?(?P<year>[0-9]{4}|[0-9]{2})"),
)
_TAIL = re.compile(r" ?(?:г|год|года)?\.?$")
_NAMES = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


DATE_MISSING = refused("date_missing")
DATE_MALFORMED = refused("date_malformed")
DATE_IMPOSSIBLE = refused("date_impossible")


def parse_date(text: str, field: str) -> date | Outcome:
    """Read a day: «1.07.2025», «01.07.25», «01072025», «2025-07-01», «1 июля 2025 г.». Returns it, or the refusal."""
    compact = _TAIL.sub("", " ".join(visible(text).casefold().split()))
    if not compact:
        return DATE_MISSING(field)
    match = next((found for shape in _SHAPES if (found := shape.fullmatch(compact))), None)
    month = _month(match["month"]) if match else None
    if match is None or month is None:
        return DATE_MALFORMED(field)
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 else 0)
    try:
        return date(year, month, int(match["day"]))
    except ValueError:
        return DATE_IMPOSSIBLE(field)


def _month(text: str) -> int | None:
    if text[0] in "0123456789":
        return int(text)
    name = text[:3].replace("май", "мая")
    return _NAMES.index(name) + 1 if name in _NAMES else None


def write_date(day: date) -> str:
    """A day as a learner would type it: «01.07.2025»."""
    return f"{day:%d.%m}.{day.year:04}"


PERIOD_BACKWARDS = refused("period_backwards")
PERIOD_IN_FUTURE = refused("period_in_future")
PERIOD_TOO_LONG = refused("period_too_long")
PERIOD_TOO_OLD = refused("period_too_old")

PERIOD_OUTCOMES = (
    DATE_MISSING,
    DATE_MALFORMED,
    DATE_IMPOSSIBLE,
    PERIOD_BACKWARDS,
    PERIOD_IN_FUTURE,
    PERIOD_TOO_LONG,
    PERIOD_TOO_OLD,
)
"""The refusals of `parse_date` and `refuse_period`."""


def may_be_shown(day: date, today: date) -> bool:
    """Whether details of the day can be asked for. Any other may be a birthday: it is neither kept nor shown."""
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
