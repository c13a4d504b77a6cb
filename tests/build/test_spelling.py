"""Every Russian word of the site is spelled right.

A right word that hunspell doesn't know stands in ``docs/_data/words.txt``, which the editors' guide explains.
"""

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from tests.support.project import ROOT

DICTIONARY = ROOT / "docs/_data/words.txt"
WRITTEN = (
    "mkdocs.yml",
    "docs/**/*.md",
    "docs/_data/[!su]*.yml",  # not synonyms, signs and urgent words: what people type, and beginnings of words
    "walkthroughs/*.yml",
    "macros/**/*.html",
    "sandbox/**/*.html",
    "macros/**/*.md",
    "sandbox/**/*.yml",
    "docs/assets/*.js",
)
BOTH_RIGHT = {"все", "чем", "счета", "узнает", "е"}
"""Words of their own, and not careless spellings of «всё», «чём», «счёта», «узнаёт»."""

_WORD = re.compile(r"(?<![а-яё-])[а-яё]+(?:-[а-яё]+)*(?![а-яё…])", re.IGNORECASE)

Places = Mapping[str, list[str]]


def words_of(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Each word and the places where it is written. A word that breaks off («дополнител…») is none."""
    places: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for word in _WORD.findall(line):
                places[word].append(f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{number}")
    return places


def misspelled(places: Places) -> list[str]:
    """Lines «place: word» for what neither hunspell nor our dictionary knows."""
    answer = subprocess.run(
        ["hunspell", "-d", "ru_RU", "-i", "utf-8", "-p", str(DICTIONARY), "-l"],
        input="\n".join(places),
        check=True,
        capture_output=True,
        text=True,
    )
    return sorted(f"{place}: {word}" for word in set(answer.stdout.split()) for place in places[word])


@pytest.fixture(scope="module")
def places() -> Places:
    return words_of(path for pattern in WRITTEN for path in ROOT.glob(pattern))


def test_every_word_is_spelled_right(places: Places) -> None:
    assert len(places) > 2_000
    assert misspelled(places) == []


def test_a_misspelled_word_is_named_with_its_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Введите пароль.\nВведите пороль, дополнител…\n", encoding="utf-8")
    assert misspelled(words_of([page])) == [f"{page}:2: пороль"]


def test_words_of_our_own_are_known_in_all_their_forms(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Настройка автоплатежа в соцсетях через Госуслуги\n", encoding="utf-8")
    assert misspelled(words_of([page])) == []


def test_a_word_has_the_letter_yo_everywhere_or_nowhere(places: Places) -> None:
    lower: dict[str, list[str]] = defaultdict(list)
    for word, found in places.items():
        lower[word.lower()] += found
    careless = {word.replace("ё", "е") for word in lower if "ё" in word} - BOTH_RIGHT
    assert {word: lower[word] for word in careless if word in lower} == {}
