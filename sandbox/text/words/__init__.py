"""How common a word is, by lists that were counted (`README.md` beside this file says of what)."""

import re
from functools import cache
from importlib import resources
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
        return _words()[reduced]
    found = [
        _stems()[stem]
        for cut in range(1, min(longest_ending, len(reduced) - 2) + 1)
        if (stem := reduced[:-cut]) in _stems() and reduced[-cut:] in _ENDINGS
    ]
    return min(found, default=None)


_SHORTEST_STEM = 3
_ENDS_OF_DICTIONARY_FORM = re.compile(r"(?:ии|ои|еи|[аиеуо]т(?:са)?|[аоеуи])$", re.MULTILINE)


@cache
def _words() -> dict[str, Word]:
    """By the reduced dictionary form."""
    known: dict[str, Word] = {}
    for file, name in (("names", True), ("surnames", True), ("russian", False)):
        for rank, reduced in enumerate(_read(file).translate(_REDUCE).split(), 1):
            if reduced not in known or known[reduced].rank > rank:
                known[reduced] = Word(rank, name)
    return known


@cache
def _stems() -> dict[str, Word]:
    """By what stays of the reduced dictionary form when it is declined."""
    known: dict[str, Word] = {}
    stems = _ENDS_OF_DICTIONARY_FORM.sub("", "\n".join(_words())).split("\n")  # one by one takes twice as long
    for stem, word in zip(stems, _words().values(), strict=True):
        if len(stem) >= _SHORTEST_STEM and (stem not in known or known[stem] > word):
            known[stem] = word
    return known


@cache
def _english() -> dict[str, int]:
    return {word: rank for rank, word in enumerate(_read("english").split(), 1)}


def _read(file: str) -> str:
    return resources.files(__name__).joinpath(f"{file}.txt").read_text(encoding="utf-8")
