"""Finding the glossary's terms in Russian text, in any form of their words."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pymdownx.slugs import slugify
from snowballstemmer import stemmer

from macros.claims.marks import without_marks
from sandbox.content.errors import ContentError, ErrorList
from sandbox.frozen import dataclass
from sandbox.text.comparison import comparable
from sandbox.text.typography import no_break

_WORD = re.compile(r"\w+(?:-\w+)*")
_ENTRY = re.compile(r"^(?P<name>\S.*)\n: {3}(?P<meaning>.+(?:\n {4}\S.*)*)", re.MULTILINE)
_OTHER_NAME = re.compile(r"\s*\(([^)]*)\)")

_slug = slugify(case="lower")
_stemmer = stemmer("russian")


@dataclass(frozen=True)
class Term:
    """An entry of the glossary. ``anchor`` is its place on the glossary's page."""

    name: str
    meaning: str

    @property
    def anchor(self) -> str:
        return str(_slug(next(self.names()), "-"))

    def names(self) -> Iterator[str]:
        """The name, and those in brackets after it: «Код подтверждения (код из SMS)» has two."""
        yield _OTHER_NAME.sub("", self.name)
        for others in _OTHER_NAME.findall(self.name):
            yield from others.split(", ")


@dataclass(frozen=True)
class Match:
    """A term in a text, from character ``start`` up to ``end``."""

    term: Term
    start: int
    end: int


class Glossary:
    """The entries of a definition list, found in a text by the stems of their words."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = tuple(terms)
        self._by_stems = {tuple(_stems(name)): term for term in self.terms for name in term.names()}
        self._longest = max(map(len, self._by_stems), default=0)
        self._beginnings = tuple({stem for stems in self._by_stems for stem in stems})
        self._known_stems: dict[str, str] = {}  # by words, which come again and again

    @classmethod
    def read(cls, path: Path) -> "Glossary":
        """The glossary of a Markdown page."""
        return cls.of(path.read_text(encoding="utf-8"))

    @classmethod
    def of(cls, markdown: str) -> "Glossary":
        """The glossary in a page's text: each entry is a name, and below it its meaning after a colon."""
        entries = _ENTRY.finditer(without_marks(markdown))
        return cls(Term(entry["name"], no_break(" ".join(entry["meaning"].split()))) for entry in entries)

    def first(self, text: str, known: Collection[Term]) -> Match | None:
        """The first term of the text that isn't known yet; the longest where several begin."""
        words = list(_WORD.finditer(text))
        stems = [self._stem_if_known(word[0]) for word in words]
        for index in (index for index, stem in enumerate(stems) if stem):
            for length in range(min(self._longest, len(words) - index), 0, -1):
                phrase = words[index : index + length]
                term = self._by_stems.get(tuple(stems[index : index + length]))
                if term and term not in known and _unbroken(text, phrase):
                    return Match(term, phrase[0].start(), phrase[-1].end())
        return None

    def _stem_if_known(self, word: str) -> str:
        """The stem of a word that begins with a stem of the terms; else an empty text, since stemming is slow."""
        if word not in self._known_stems:
            is_known = comparable(word).startswith(self._beginnings)
            self._known_stems[word] = _stem(word) if is_known else ""
        return self._known_stems[word]


@lru_cache(maxsize=4)  # a preview checks it again as it was
def check_terms(markdown: str, shown: str) -> list[ContentError]:
    """The terms that a page explains a second time: the last meaning would stand everywhere."""
    errors = ErrorList(shown)
    first: dict[tuple[str, ...], int] = {}
    for entry in _ENTRY.finditer(markdown):
        line = markdown.count("\n", 0, entry.start()) + 1
        for name in Term(without_marks(entry["name"]), "").names():
            explained = first.setdefault(tuple(_stems(name)), line)
            if explained != line:
                errors.add(line, "term_twice", name=name, first=explained)
                break
    return errors.errors


def _unbroken(text: str, phrase: list[re.Match[str]]) -> bool:
    """Whether only spaces stand between the words."""
    return all(text[before.end() : after.start()].isspace() for before, after in pairwise(phrase))


def _stems(name: str) -> list[str]:
    return [_stem(word) for word in _WORD.findall(name)]


def _stem(word: str) -> str:
    return str(_stemmer.stemWord(word.lower()))
