"""What people put into passwords besides words: dates, rows of keys or letters, repeats."""

import re
from collections.abc import Iterator

from sandbox.text.keyboard import key_of, step_between

Found = tuple[int, int, int]
"""Where it begins, where it ends, and the guesses it takes; of a repeat, the length of what is repeated."""

_YEAR, _SHORT_YEAR = r"(?:19[0-9]|20[0-3])[0-9]", r"[0-9]{2}"
_MONTH, _DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12][0-9]|3[01])"
_SHORT_MONTH, _SHORT_DAY = r"(?:0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12][0-9]|3[01])"
_NAME = (
    r"(?:январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?"
    r"|сентябр[ья]|октябр[ья]|ноябр[ья]|декабр[ья])"
)
_YEARS, _DAYS = 60, 200
"""Guesses for a year and for a day of the year: people take their own and their family's."""
# Patterns are texts here: each is compiled when it is first needed, and not at the start of every server.
_DATES = tuple(
    (rf"(?=({shape}))", guesses)
    for shape, guesses in (
        (_YEAR, _YEARS),
        (_DAY + _MONTH + _YEAR, _DAYS * _YEARS),
        (_MONTH + _DAY + _YEAR, _DAYS * _YEARS),
        (_YEAR + _MONTH + _DAY, _DAYS * _YEARS),
        (_DAY + _MONTH + _SHORT_YEAR, _DAYS * _YEARS),
        (_DAY + _MONTH, 2 * _DAYS),
        (rf"{_SHORT_DAY}([-./\s_]){_SHORT_MONTH}\2(?:{_YEAR}|{_SHORT_YEAR})", 2 * _DAYS * _YEARS),
        (rf"{_YEAR}([-./\s_]){_SHORT_MONTH}\2{_SHORT_DAY}", 2 * _DAYS * _YEARS),
        (_NAME, 30),
        (rf"{_SHORT_DAY}[-./\s_]?{_NAME}", 2 * _DAYS),
        (rf"{_NAME}[-./\s_]?{_YEAR}", 30 * _YEARS),
        (rf"{_SHORT_DAY}[-./\s_]?{_NAME}[-./\s_]?(?:{_YEAR}|{_SHORT_YEAR})", 2 * _DAYS * _YEARS),
    )
)

_ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "0123456789")
_PLACES = {sign: (number, place) for number, signs in enumerate(_ALPHABETS) for place, sign in enumerate(signs)}
_ENDS = frozenset("1qйaфzя0")
"""Where people begin a row."""

_FROM_AN_END, _FROM_ANYWHERE, _TURN = 5, 100, 4
"""Guesses for where a row begins, and for each change of its direction."""


def dates(text: str) -> Iterator[Found]:
    """Years from 1900 to 2039, days and months, with or without a divider."""
    for shape, guesses in _DATES:
        for found in re.finditer(shape, text):
            yield found.start(1), found.end(1), guesses


def rows(text: str) -> Iterator[Found]:
    """At least three signs in the order of the alphabet, of numbers or of keys, in either direction, also two at a time
    («a1b2c3», «1q2w3e»). ``text`` is in lower case.
    """
    for start in range(len(text) - 2):
        first = _FROM_AN_END if text[start] in _ENDS else _FROM_ANYWHERE
        for end, ways in (_along_alphabet(text, start), _along_keys(text, start), _along_two(text, start)):
            for shorter in range(start + 3, end + 1):
                yield start, shorter, first * ways * (shorter - start)


def _along_alphabet(text: str, start: int) -> tuple[int, int]:
    """To where the row from ``start`` goes, and in how many ways it could."""
    step, end = _step(text[start], text[start + 1]), start + 1
    if step is None or not 0 < abs(step) <= 2:
        return start, 1
    while end < len(text) and _step(text[end - 1], text[end]) == step:
        end += 1
    even = abs(step) == 2  # «1357»; three letters like that are in many words
    return (start if even and end - start < 4 else end), 1 if step == 1 else 2


def _step(one: str, other: str) -> int | None:
    """How far the other is behind the one in their alphabet."""
    (alphabet, place), (other_alphabet, other_place) = _PLACES.get(one, (-1, 0)), _PLACES.get(other, (-2, 0))
    return other_place - place if alphabet == other_alphabet else None


def _along_keys(text: str, start: int) -> tuple[int, int]:
    end, turns, before = start + 1, 0, None
    while end < len(text) and (step := step_between(text[end - 1], text[end])):
        if step == (0, 0):
            break
        turns += before is not None and step != before
        if turns > 2:
            break
        before, end = step, end + 1
    return end, int(_TURN**turns)


def _along_two(text: str, start: int) -> tuple[int, int]:
    """Two rows, a sign of each in turn, or each sign twice."""
    end = start + 2
    while end < len(text) and _steps_on(text[end - 2], text[end]):
        end += 1
    return (end, _TURN) if end - start >= 6 else (start, 1)


def _steps_on(one: str, other: str) -> bool:
    step, keys = _step(one, other), step_between(one, other)
    return step in (1, -1) or (keys is not None and keys[0] == 0 and keys[1] != 0 and key_of(one) is not None)


def repeats(text: str) -> Iterator[Found]:
    """What is repeated: a sign at least three times, more of them twice. The shortest that is repeated farthest."""
    for start in range(len(text) - 2):
        farthest = start
        for period in range(1, (len(text) - start) // 2 + 1):
            end = start + period
            while text[end : end + period] == text[start : start + period]:
                end += period
            if end > farthest and end - start >= max(2 * period, 3):
                yield start, end, period
                farthest = end
