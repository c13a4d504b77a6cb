"""Finding a one-time code in what was typed or pasted: often the whole SMS."""

import re
import unicodedata

from sandbox.engine.outcome import Outcome, refused
from sandbox.text.invisible import visible

LENGTH = 6
"""Digits of a code (training value)."""

CODE_MISSING = refused("code_missing")
CODE_HAS_NO_DIGITS = refused("code_has_no_digits")
CODE_HAS_LETTERS = refused("code_has_letters", place="count")
CODE_TOO_SHORT = refused("code_too_short", seen="count")
CODE_TOO_LONG = refused("code_too_long", seen="count")
CODE_NOT_ALONE = refused("code_not_alone", seen="count")

READING_REFUSALS = (
    CODE_MISSING,
    CODE_HAS_NO_DIGITS,
    CODE_HAS_LETTERS,
    CODE_TOO_SHORT,
    CODE_TOO_LONG,
    CODE_NOT_ALONE,
)
"""The refusals of `read_code`. They name counts and places, never what was typed."""

_BETWEEN = r"[\s.\-\u00b7\u2010-\u2015\u2022\u2043\u2212\uff0d\uff0e_]"
# Patterns are texts here: each is compiled when it is first needed, and not at the start of every server.
_RUN = rf"[0-9]+(?:{_BETWEEN}{{1,3}}[0-9]+)*"
_DATE = r"(?:0[1-9]|[12][0-9]|3[01])\.(?:0[1-9]|1[0-2])\.[0-9]{2}|(?:0[1-9]|1[0-2])\.(?:19|20)[0-9]{2}"
_SPLIT = rf"{_BETWEEN}+"
_EVEN = rf"[0-9]{{3}}{_BETWEEN}{{1,3}}[0-9]{{3}}|[0-9]{{2}}(?P<PART>{_BETWEEN}{{1,3}})[0-9]{{2}}(?P=PART)[0-9]{{2}}"
_EVENLY_DIVIDED = rf"^(?:{_EVEN.replace('PART', 'a')})(?![0-9])|(?<![0-9])(?:{_EVEN.replace('PART', 'b')})$"
_WITH_LETTERS = rf"(?:[^\W_]{_BETWEEN}?){{{LENGTH - 1}}}[^\W_]"


def read_code(text: str, field: str = "code") -> str | Outcome:
    """The six digits, if exactly one run of six is in the text; else the refusal.

    Spaces, dashes and dots may divide a run. Digits of any script count: that is how some keyboards give them.
    """
    seen = _with_plain_digits(visible(text)).strip()
    if not seen:
        return CODE_MISSING(field)
    runs = re.findall(_RUN, seen)
    alone = re.fullmatch(_RUN, seen) is not None
    codes = {code for run in runs for code in _codes_in(run, alone=alone)}
    if len(codes) > 1:
        dates = {re.sub(_SPLIT, "", run) for run in runs if re.fullmatch(_DATE, run)}
        codes = codes - dates or codes
    if len(codes) == 1:
        return codes.pop()
    if codes:
        return CODE_NOT_ALONE(field, seen=len(codes))
    return _refusal(seen, runs, field)


def _with_plain_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def _codes_in(run: str, *, alone: bool) -> set[str]:
    """The codes that a run of digits can be read as. Where there are words around it, one end of it may be the code
    and the rest a date or «5 minutes»; alone, every digit counts.
    """
    parts = re.split(_SPLIT, run)
    if sum(map(len, parts)) == LENGTH:
        return {"".join(parts)}
    whole = [part for part in parts if len(part) == LENGTH]
    if whole or alone:
        return set(whole) if len(whole) > 1 or not alone else set()
    return {re.sub(_SPLIT, "", end[0]) for end in re.finditer(_EVENLY_DIVIDED, run)}


def _refusal(seen: str, runs: list[str], field: str) -> Outcome:
    if not runs:
        return CODE_HAS_NO_DIGITS(field)
    if place := _place_of_letter(seen):
        return CODE_HAS_LETTERS(field, place=place)
    longest = max(len(re.sub(_SPLIT, "", run)) for run in runs)
    return (CODE_TOO_SHORT if longest < LENGTH else CODE_TOO_LONG)(field, seen=longest)


def _place_of_letter(seen: str) -> int:
    """Which of six signs is a letter, as in «48291O»; 0 if they aren't six, or most of them are letters."""
    if not re.fullmatch(_WITH_LETTERS, seen):
        return 0
    signs = re.sub(_SPLIT, "", seen)
    letters = [number for number, sign in enumerate(signs, 1) if sign not in "0123456789"]
    return letters[0] if 0 < len(letters) < LENGTH / 2 else 0
