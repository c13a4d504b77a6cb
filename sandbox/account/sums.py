"""Sums in rubles as people type them."""

import re

from sandbox.engine.outcome import Outcome, foreign, refused
from sandbox.text.invisible import visible

_RUBLES = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
_UNIT = re.compile(r"(?:₽|руб(?:\.|лей|ля|ль)?|р\.?)$")
_CARD_NUMBER = re.compile(r"[0-9]{13,19}")


SUM_MISSING = refused("sum_missing")
SUM_MALFORMED = refused("sum_malformed")
SUM_LOOKS_LIKE_CARD = foreign("sum_looks_like_card")

SUM_OUTCOMES = (SUM_MISSING, SUM_MALFORMED, SUM_LOOKS_LIKE_CARD)
"""The refusals of `parse_sum`."""


def parse_sum(text: str, field: str = "sum") -> int | Outcome:
    """Read a sum in rubles as people write it: «300», «300,50», «1 000 ₽». Returns kopecks, or the refusal."""
    compact = _UNIT.sub("", "".join(visible(text).split()).casefold())
    if not compact:
        return SUM_MISSING(field)
    if _CARD_NUMBER.fullmatch(compact.replace("-", "")):
        return SUM_LOOKS_LIKE_CARD(field)
    match = _RUBLES.fullmatch(compact)
    if match is None:
        return SUM_MALFORMED(field)
    rubles, kopecks = match[1], (match[2] or "").ljust(2, "0")
    return int(rubles) * 100 + int(kopecks)


def write_sum(kopecks: int) -> str:
    """A sum as a learner would type it: «300», «1 000» or «300,50»."""
    rubles, rest = divmod(kopecks, 100)
    grouped = f"{rubles:,}".replace(",", " ")
    return f"{grouped},{rest:02}" if rest else grouped
