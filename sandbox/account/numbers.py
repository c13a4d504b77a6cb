"""Phone numbers, of the closed training range alone."""

import re
import unicodedata

from sandbox.account.state import Sim
from sandbox.engine.outcome import Outcome, foreign, refused
from sandbox.text.invisible import visible

TRAINING_PREFIX = "7907000"
"""+7 907 000-XX-XX. The code 907 is allocated to no operator, so no number here is anybody's."""

_SEPARATORS = re.compile(r"[\s()\-\u2010-\u2015\u2212.]+")
_DIGITS = re.compile(r"[0-9]+")
_AROUND = re.compile(r"^[\s«\"'<,]*(?:tel|тел|callto)?[\s.:]*|[\s,.;:!?»\"'>]+$", re.IGNORECASE)
"""What a number copied from a page or a contact brings along: ``tel:`` before it, a comma or a full stop after it."""


NUMBER_MISSING = refused("number_missing")
NUMBER_HAS_LETTERS = refused("number_has_letters", place="count")
NUMBER_HAS_FOREIGN_DIGITS = refused("number_has_foreign_digits")
NUMBER_TOO_SHORT = refused("number_too_short", seen="count")
NUMBER_TOO_LONG = refused("number_too_long", seen="count")
NUMBER_NOT_FOR_TRAINING = foreign("number_not_for_training")
NUMBER_OF_ANOTHER_PHONE = refused("number_of_another_phone")
NUMBER_MOVED_AWAY = refused("number_moved_away")

OUTCOMES = (
    NUMBER_MISSING,
    NUMBER_HAS_LETTERS,
    NUMBER_HAS_FOREIGN_DIGITS,
    NUMBER_TOO_SHORT,
    NUMBER_TOO_LONG,
    NUMBER_NOT_FOR_TRAINING,
    NUMBER_OF_ANOTHER_PHONE,
    NUMBER_MOVED_AWAY,
)
"""The refusals of `parse_number_of`."""


def parse_number(text: str, own: str, field: str = "phone") -> str | Outcome:
    """Read a number as people write it; ``own`` is the number of the training phone.

    Takes ``+7``, ``8``, ``7`` or ten digits, with spaces, brackets, dashes, dots or no-break spaces.
    Returns eleven digits beginning with 7, or the refusal. A refusal names counts and places, never the number.
    """
    compact = _SEPARATORS.sub("", _AROUND.sub("", visible(text)))
    if not compact:
        return NUMBER_MISSING(field)
    plus, digits = compact.startswith("+"), compact.removeprefix("+")
    if not _DIGITS.fullmatch(digits):
        has_digits = any(unicodedata.category(sign) == "Nd" and not sign.isascii() for sign in digits)
        return NUMBER_HAS_FOREIGN_DIGITS(field) if has_digits else NUMBER_HAS_LETTERS(field, place=_place(compact))
    number = _full_form(digits, international=plus)
    if len(number) != 11:
        return (NUMBER_TOO_SHORT if len(number) < 11 else NUMBER_TOO_LONG)(field, seen=len(digits))
    if not number.startswith(TRAINING_PREFIX):
        return NUMBER_NOT_FOR_TRAINING(field)
    if number != own:
        return NUMBER_OF_ANOTHER_PHONE(field)
    return number


def parse_number_of(sim: Sim, text: str, field: str = "phone") -> str | Outcome:
    """Read the number of a SIM card; of the one that its account was moved from it is said that it has none now."""
    number = parse_number(text, sim.number, field)
    former = sim.former_number
    is_former = number != sim.number and former is not None and parse_number(text, former, field) == former
    return NUMBER_MOVED_AWAY(field) if is_former else number


def _place(compact: str) -> int:
    """Which sign, counted without spaces and dashes, is the first that no number has."""
    usual = re.match(r"\+?[0-9]*", compact)
    return min(usual.end() + 1, len(compact)) if usual else 1


def _full_form(digits: str, *, international: bool) -> str:
    """The digits with the country code; a number of another length stays as it is."""
    if international:
        return digits
    if len(digits) == 10 and digits[0] not in "78":  # a lost digit of 7… or 8… is not a national number
        return "7" + digits
    if digits.startswith("8"):
        return "7" + digits[1:]
    return digits
