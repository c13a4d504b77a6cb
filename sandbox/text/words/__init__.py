"""How common a word is, by lists that were counted (`README.md` beside this file says of what)."""

import re
from functools import cache
from importlib import resources
from operator import itemgetter
from typing import NamedTuple

_RUSSIAN_WORD, _LATIN_WORD = re.compile(r"[а-я]{2,}"), re.compile(r"[a-z]{2,}")

_REDUCE = str.maketrans({"ё": "е", "э": "е", "ы": "и", "й": "и", "ю": "у", "я": "а", "щ": "ш", "ь": "", "ъ": ""})
"""Letters that people tell apart badly when they write Russian in Latin letters are one here."""

_ENDINGS = frozenset(
    """
    а о у е и ом ем ам ах ов ев ои еи ии аа оу уу ее ое ие ого его ому ему им их ими ами иа иам
    ат ит ет ут ал ала али ил ила или еш иш у л ла ли
    ка ки ку ик чик ок ек очка ечка ушка ишка енка онка уша ула ун ена он ан уха ха ута ета иша ша
    ович евич иевич ич овна евна иевна ична
    """.split()
)
"""Of declension, conjugation, diminutives and patronymics, reduced. The longest has five letters."""

_TO_RUSSIAN = (
    ("shch", "ш"), ("sch", "ш"), ("sh", "ш"), ("zh", "ж"), ("kh", "х"), ("ch", "ч"), ("ts", "ц"), ("tz", "ц"),
    ("yo", "е"), ("jo", "е"), ("yu", "у"), ("ju", "у"), ("ya", "а"), ("ja", "а"), ("ck", "к"), ("x", "кс"), ("'", ""),
)  # fmt: skip
_SIGNS_TO_RUSSIAN = re.compile("|".join(latin for latin, _ in _TO_RUSSIAN))
_LETTER_TO_RUSSIAN = str.maketrans("abvgdezijklmnoprstufhcywq", "абвгдезииклмнопрстуфхцивк")


class Word(NamedTuple):
    """``rank`` is the place by frequency, from 1; ``name`` says that it is a first name, a surname or a patronymic."""

    rank: int
    name: bool


def look_up(text: str, *, any_form: bool = True) -> Word | None:
    """The word, in any form that it may take or in its dictionary form; None if it isn't among the common ones.

    ``text`` is in lower case and has е for ё. Russian in Latin letters is a word too: «privet».
    """
    if _RUSSIAN_WORD.fullmatch(text):
        return _russian(text.translate(_REDUCE), 5 if any_form else 0)
    if not _LATIN_WORD.fullmatch(text):
        return None
    rank = _english().get(text)
    if rank or len(text) < 4:
        return Word(rank, name=False) if rank else None
    return _russian(_from_latin(text), 1 if any_form else 0)


def _from_latin(text: str) -> str:
    spelled = _SIGNS_TO_RUSSIAN.sub(lambda found: dict(_TO_RUSSIAN)[found[0]], text)
    return spelled.translate(_LETTER_TO_RUSSIAN)


def _russian(reduced: str, longest_ending: int) -> Word | None:
    if reduced in _words():
        return _word(_words()[reduced])
    found = [
        _stems()[stem]
        for cut in range(1, min(longest_ending, len(reduced) - 2) + 1)
        if (stem := reduced[:-cut]) in _stems() and reduced[-cut:] in _ENDINGS
    ]
    return _word(min(found)) if found else None


_SHORTEST_STEM = 3
_ENDS_OF_DICTIONARY_FORM = re.compile(r"(?:ии|ои|еи|[аиеуо]т(?:са)?|[аоеуи])$", re.MULTILINE)


@cache
def _words() -> dict[str, int]:
    """The place in order of each reduced dictionary form. Tens of thousands: so they are read as whole texts."""
    known: dict[str, int] = {}
    for file, name in (("names", True), ("surnames", True), ("russian", False)):
        words = _read(file).translate(_REDUCE).split()
        # Backwards, so that of equal ones the first stays.
        orders = dict(zip(reversed(words), range(2 * len(words) + name, name, -2), strict=True))
        known = orders | {word: min(order, orders.get(word, order)) for word, order in known.items()}
    return known


@cache
def _stems() -> dict[str, int]:
    """The place of what stays of a reduced dictionary form when it is declined."""
    words = sorted(_words().items(), key=itemgetter(1), reverse=True)
    stems = _ENDS_OF_DICTIONARY_FORM.sub("", "\n".join(word for word, _ in words)).split("\n")
    return {stem: order for stem, (_, order) in zip(stems, words, strict=True) if len(stem) >= _SHORTEST_STEM}


def _word(order: int) -> Word:
    """By rank first; of two with the same rank, that which is no name."""
    return Word(order // 2, name=bool(order % 2))


@cache
def _english() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(_read("english").split(), 1)}


def _read(file: str) -> str:
    return resources.files(__name__).joinpath(f"{file}.txt").read_text(encoding="utf-8")
