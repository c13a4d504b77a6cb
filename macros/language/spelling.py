"""Russian words that neither hunspell nor our own list knows, and words with «ё» in one place and «е» in another."""

import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from macros.claims.marks import read_text
from sandbox.content.errors import ContentError, error_at

WORDS = "_data/words.txt"
"""Our own list, in the docs folder."""

WRITTEN = (
    "mkdocs.yml",
    "docs/**/*.md",
    "docs/_data/[!su]*.yml",  # not synonyms, signs and urgent words: what people type, and beginnings of words
    "walkthroughs/**/*.yml",
    "macros/**/*.html",
    "macros/**/*.yml",
    "sandbox/**/*.html",
    "macros/**/*.md",
    "sandbox/**/*.yml",
    "docs/assets/*.js",
)
BOTH_RIGHT = {"все", "всем", "чем", "счета", "узнает", "узнаете", "е"}
"""Words of their own, and not careless spellings of «всё», «всём», «чём», «счёта», «узнаёт», «узнаёте»."""

_WORD = re.compile(r"(?<![а-яё-])[а-яё]+(?:-[а-яё]+)*(?![а-яё…])", re.IGNORECASE)

Places = Mapping[str, list[tuple[str, int]]]
"""Each word with the files and lines where it is written."""


def can_spell() -> bool:
    """Whether the program is there that knows Russian words."""
    return shutil.which("hunspell") is not None


def words_in(root: Path, patterns: Iterable[str] = WRITTEN) -> Places:
    """The words of the files. A word that breaks off («дополнител…») is none."""
    places: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for path in (path for pattern in patterns for path in sorted(root.glob(pattern))):
        shown = path.relative_to(root).as_posix()
        for number, line in enumerate(read_text(path).splitlines(), 1):
            for word in _WORD.findall(line):
                places[word].append((shown, number))
    return places


def check_spelling(root: Path, docs: Path) -> list[ContentError]:
    """Every unknown word, and every word that has lost its «ё». Without the program only the latter."""
    places = words_in(root)
    unknown = _unknown(places, docs / WORDS) if can_spell() else set()
    found = [error_at(*place, "word_unknown", name=word) for word in unknown for place in places[word]]
    lower: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for word, at in places.items():
        lower[word.lower()] += at
    for word in sorted(word for word in lower if "ё" in word):
        careless = word.replace("ё", "е")
        if careless not in BOTH_RIGHT:
            found += [
                error_at(*place, "word_without_yo", name=careless, right=word) for place in lower.get(careless, ())
            ]
    return found


def _unknown(places: Places, own: Path) -> set[str]:
    command = ["hunspell", "-d", "ru_RU", "-i", "utf-8", "-p", str(own), "-l"]
    answer = subprocess.run(command, input="\n".join(places), check=True, capture_output=True, text=True)  # noqa: S603
    return {word for word in answer.stdout.split() if len(word) > 1}
