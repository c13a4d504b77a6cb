"""What a learner has found on the screen or in an SMS, compared with the account.

An answer that doesn't agree is neither kept nor shown again: it may be somebody's own sum or date. Its refusal says
where to look, and never the answer.
"""

import re
from collections.abc import Collection
from datetime import date

from sandbox.account.period import DAY_NOT_FOR_TRAINING, is_of_training, parse_day
from sandbox.account.sums import SUM_OUTCOMES, parse_sum
from sandbox.engine.outcome import Outcome, OutcomeType, refused
from sandbox.text.invisible import visible

__all__ = ["COUNT_OUTCOMES", "DAY_OUTCOMES", "SUM_OUTCOMES", "refuse_count", "refuse_day", "refuse_sum"]

_SIGN = "+-\N{MINUS SIGN}\N{EN DASH}"
_END = " \t\N{NO-BREAK SPACE}.;="
_COUNT = re.compile(r"([0-9]{1,4})(?:\s?[а-яё]+\.?)?")
_SPELT = ("ноль", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")


def refuse_sum(text: str, field: str, expected: int, misread: OutcomeType) -> Outcome | None:
    """Why a sum isn't the one in the account; None if it is. ``expected`` is in kopecks.

    Its sign doesn't count: the history shows charges with a minus.
    """
    given = parse_sum(visible(text).strip().lstrip(_SIGN).rstrip(_END), field)
    if isinstance(given, Outcome):
        return given
    return None if given == abs(expected) else misread(field)


DAY_MISSING = refused("day_missing")
DAY_MALFORMED = refused("day_malformed")

DAY_OUTCOMES = (DAY_MISSING, DAY_MALFORMED, DAY_NOT_FOR_TRAINING)


def refuse_day(text: str, field: str, expected: Collection[date], misread: OutcomeType) -> Outcome | None:
    """Why a day is none of those in the account; None if it is. The year may be left out."""
    if not visible(text).strip():
        return DAY_MISSING(field)
    given = parse_day(text)
    if given is None:
        return DAY_MALFORMED(field)
    if given.year is not None and expected and not any(is_of_training(given.year, day) for day in expected):
        return DAY_NOT_FOR_TRAINING(field)
    return None if any(given.is_of(day) for day in expected) else misread(field)


COUNT_MISSING = refused("count_missing")
COUNT_MALFORMED = refused("count_malformed")

COUNT_OUTCOMES = (COUNT_MISSING, COUNT_MALFORMED)


def refuse_count(text: str, field: str, expected: int, misread: OutcomeType) -> Outcome | None:
    """Why a number isn't how many there are; None if it is. «2», «2 раза» and «два» are the same."""
    compact = visible(text).strip().casefold().rstrip(_END)
    if not compact:
        return COUNT_MISSING(field)
    if compact in _SPELT:
        return None if _SPELT.index(compact) == expected else misread(field)
    match = _COUNT.fullmatch(compact)
    if match is None:
        return COUNT_MALFORMED(field)
    return None if int(match[1]) == expected else misread(field)
