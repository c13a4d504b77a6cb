"""Phone numbers, of the closed training range alone."""

import re
import unicodedata

from sandbox.account.outcomes import Outcome

TRAINING_PREFIX = "7907000"
"""+7 907 000-XX-XX. The code 907 is allocated to no operator (DESIGN.md, decision 7)."""

OUTCOMES = (
    "number_missing",
    "number_has_letters",
    "number_has_foreign_digits",
    "number_too_short",
    "number_too_long",
    "number_not_for_training",
    "number_of_another_phone",
)

_SEPARATORS = re.compile(r"[\s()\-\u2010-\u2015\u2212.]+")
_DIGITS = re.compile(r"[0-9]+")


def parse_number(text: str, own: str, field: str = "phone") -> str | Outcome:
    """Read a number as people write it; ``own`` is the number of the training phone.

    Takes ``+7``, ``8``, ``7`` or ten digits, with spaces, brackets, dashes, dots or no-break spaces.
    Returns eleven digits beginning with 7, or the refusal.
    """
    compact = _SEPARATORS.sub("", text)
    if not compact:
        return Outcome("number_missing", (field,))
    plus, digits = compact.startswith("+"), compact.removeprefix("+")
    if not _DIGITS.fullmatch(digits):
        foreign = any(unicodedata.category(sign) == "Nd" and not sign.isascii() for sign in digits)
        return Outcome("number_has_foreign_digits" if foreign else "number_has_letters", (field,))
    number = _full_form(digits, international=plus)
    if len(number) != 11:
        return Outcome("number_too_short" if len(number) < 11 else "number_too_long", (field,))
    if not number.startswith(TRAINING_PREFIX):
        return Outcome("number_not_for_training", (field,))
    if number != own:
        return Outcome("number_of_another_phone", (field,))
    return number


def _full_form(digits: str, *, international: bool) -> str:
    """The digits with the country code; a number of another length stays as it is."""
    if international:
        return digits
    if len(digits) == 10 and digits[0] not in "78":  # a lost digit of 7… or 8… is not a national number
        return "7" + digits
    if digits.startswith("8"):
        return "7" + digits[1:]
    return digits
