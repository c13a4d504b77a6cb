"""How easily a password is guessed, by whoever tries the likely ones first.

The method is that of zxcvbn (D. Wheeler, USENIX Security 2016): the password is cut into words, dates, rows of keys
and repeats, each costs as many guesses as there are likelier ones, and the cheapest way to cut it counts. The library
itself knows no Russian word, name, layout or alphabet, so the lists and the patterns are our own.
"""

import itertools
import math
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from sandbox.account.patterns import dates, repeats, rows
from sandbox.frozen import dataclass
from sandbox.text.invisible import visible
from sandbox.text.keyboard import other_layout
from sandbox.text.words import look_up

Weakness = Literal["word", "name", "service", "number", "date", "repeat", "row", "layout", "lookalike", "digits"]

ENOUGH = 10_000_000
"""Guesses that a good password takes at least. A common word, a year and a sign take fewer, eight signs by chance some
hundred million. A site that locks after three wrong ones (`sign_in.ATTEMPTS`) is safe far below it."""

_KNOWN_FIRST = 20
"""Guesses for the words that are tried before all others."""
_LONGEST_WORD = 16


@dataclass(frozen=True)
class _Prices:
    """What parts cost at least. Signs by chance hold short words too, so these aren't cheap where the rest is unknown.

    ``letter`` and ``digit`` are the decimal logarithms of the guesses for a sign that is part of nothing. ``words`` are
    guesses for a word by its length, ``longer`` for one of six letters or more.
    """

    letter: float
    digit: float
    words: Mapping[int, int]
    longer: int = 500


_ALL_SIGNS = _Prices(letter=1.2, digit=1.1, words={2: 150, 3: 400, 4: 1_200, 5: 2_600})
_LETTERS_AND_DIGITS = _Prices(letter=2.0, digit=1.0, words={2: 100, 3: 300, 4: 200, 5: 400})
"""The second is for passwords that are known through and through, whatever stands between their parts."""
_DIVIDER = 0.6
"""The decimal logarithm of the guesses for a sign that stands between all parts; few use more than two."""

_LOOKALIKES = (
    str.maketrans("@431!05$7+869", "aaeiiossttbbg"),
    str.maketrans("1|!", "lll"),
    str.maketrans("aeopcxykmhtb@0364$781i", "аеорсхукмнтваозбаствии"),
    str.maketrans("4390361i", "чздозвии"),
)
"""Digits and signs for Latin letters, then Latin letters, digits and signs for Russian ones, in two ways each."""


class Part(NamedTuple):
    """A part of a password: from ``start`` to before ``end``. ``cost`` is the decimal logarithm of its guesses."""

    start: int
    end: int
    cost: float
    weakness: Weakness


def weakness_of(password: str, known: Mapping[str, Weakness]) -> Weakness | None:
    """What makes the password easy to guess; None if it takes `ENOUGH` guesses.

    ``known`` are words that are tried first, in lower case and with е for ё.
    """
    text = unicodedata.normalize("NFKC", visible(password)).strip()
    inside = "".join(sign for sign in text if sign.isalnum())
    for signs, prices, between in ((text, _ALL_SIGNS, 0.0), (inside, _LETTERS_AND_DIGITS, _price_of_dividers(text))):
        cost, parts = _cheapest(signs, known, prices)
        if parts and cost + between < math.log10(ENOUGH):
            return _main(parts)
    return "digits" if _is_short_number(text) else None


def _price_of_dividers(text: str) -> float:
    dividers = [sign for sign in text if not sign.isalnum()]
    kinds = len({*dividers})
    return kinds * _DIVIDER if kinds <= 2 else len(dividers) * _ALL_SIGNS.letter


def _is_short_number(text: str) -> bool:
    return len(text) < 12 and text.isascii() and text.isdigit()


def _main(parts: tuple[Part, ...]) -> Weakness:
    """The weakness of the greatest share of the password; of equal ones the first."""
    shares: dict[Weakness, int] = {}
    for part in parts:
        shares[part.weakness] = shares.get(part.weakness, 0) + part.end - part.start
    return max(shares, key=lambda weakness: shares[weakness])


def _cheapest(text: str, known: Mapping[str, Weakness], prices: _Prices) -> tuple[float, tuple[Part, ...]]:
    """The cost of the cheapest way to cut the text, and its parts but for signs that are part of nothing."""
    lower = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in text).replace("ё", "е")
    ending: dict[int, list[Part]] = {}
    for part in itertools.chain(_words(text, lower, known, prices), _patterns(text, lower, known)):
        ending.setdefault(part.end, []).append(part)
    ways: list[tuple[float, tuple[Part, ...]]] = [(0, ())]
    for end, sign in enumerate(text, 1):
        cost, parts = ways[-1]
        best = (cost + (prices.digit if sign.isdigit() else prices.letter), parts)
        for part in ending.get(end, ()):
            cost, parts = ways[part.start]
            best = min(best, (cost + part.cost, (*parts, part)))
        ways.append(best)
    return ways[-1]


def _words(text: str, lower: str, known: Mapping[str, Weakness], prices: _Prices) -> Iterator[Part]:
    for reading, disguise in _readings(lower).items():
        for start in range(len(lower)):
            for end in range(start + 1, min(len(lower), start + _LONGEST_WORD) + 1):
                if not reading[end - 1].isalpha():
                    break
                typed, read = lower[start:end], reading[start:end]
                if len(read) < 2 or (disguise and (typed == read or (len(read) < 4 and read not in known))):
                    continue
                if found := _word(read, known, prices, any_form=disguise != "lookalike"):
                    guesses, weakness = found
                    hidden = 2 ** min(len({*typed} - {*read}), 4) if disguise == "lookalike" else 2 if disguise else 1
                    cost = math.log10(guesses * hidden * _ways_of_capitals(text[start:end]))
                    yield Part(start, end, cost, disguise or weakness)


def _readings(lower: str) -> dict[str, Weakness | None]:
    """What the text may stand for, sign by sign, each with the disguise that makes it so."""
    readings: dict[str, Weakness | None] = {lower: None}
    readings.setdefault(other_layout(lower).lower().replace("ё", "е"), "layout")
    for table in _LOOKALIKES:
        readings.setdefault(lower.translate(table), "lookalike")
    return readings


def _word(read: str, known: Mapping[str, Weakness], prices: _Prices, *, any_form: bool) -> tuple[int, Weakness] | None:
    if read in known:
        return _KNOWN_FIRST, known[read]
    word = look_up(read, any_form=any_form)
    if word is None:
        return None
    return max(word.rank, prices.words.get(len(read), prices.longer)), "name" if word.name else "word"


def _ways_of_capitals(typed: str) -> int:
    upper = sum(map(str.isupper, typed))
    if upper == 0:
        return 1
    if upper == len(typed) or (upper == 1 and typed[0].isupper()):
        return 2
    return int(2 ** min(upper, len(typed) - upper)) + 2


def _patterns(text: str, lower: str, known: Mapping[str, Weakness]) -> Iterator[Part]:
    for word, weakness in known.items():
        if word.isdigit() and (start := lower.find(word)) >= 0:
            yield Part(start, start + len(word), math.log10(_KNOWN_FIRST), weakness)
    for start, end, guesses in dates(lower):
        yield Part(start, end, math.log10(guesses), "date")
    for start, end, guesses in rows(lower):
        yield Part(start, end, math.log10(guesses), "row")
    costs: dict[str, float] = {}
    for start, end, period in repeats(lower):
        base = text[start : start + period]
        cost = costs[base] = costs[base] if base in costs else _cheapest(base, known, _ALL_SIGNS)[0]
        yield Part(start, end, cost + math.log10((end - start) // period), "repeat")
