"""The pages are easy to read: short sentences of short words. The bounds are in the editors' guide."""

from pathlib import Path

import pytest

from macros.language.ease import ease_of_refusals, eases
from macros.language.lines import FOR_EDITORS, QUOTED
from macros.language.readability import (
    LEAST_EASE,
    LEAST_EASE_OF_REFUSALS,
    LEAST_EASE_OF_WALKTHROUGHS,
    MOST_WORDS,
    MOST_WORDS_FOR_EDITORS,
    Sentence,
    prose_of,
    reading_ease,
    sentences,
    too_long,
)
from macros.pages.article import ARTICLE, load_instructions
from macros.pages.menu import address_of
from sandbox.content import Content
from tests.support.guide import SIMULATION
from tests.support.project import ROOT


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, list[Sentence]]:
    """As readers see them, with what the build adds."""
    found = {path.parent.relative_to(site).as_posix() + "/": path for path in site.rglob("index.html")}
    quoted = {address_of(page) for page in QUOTED}
    return {address: prose_of(path.read_text("utf-8")) for address, path in found.items() if address not in quoted}


def test_every_page_is_easy_to_read(pages: dict[str, list[Sentence]]) -> None:
    hard = {address: round(reading_ease(text)) for address, text in pages.items() if reading_ease(text) < LEAST_EASE}
    assert hard == {}


def test_no_sentence_is_long(pages: dict[str, list[Sentence]]) -> None:
    for_editors = {address_of(page) for page in FOR_EDITORS}
    assert [
        f"{address}: {' '.join(words)}"
        for address, text in pages.items()
        for words in too_long(text, MOST_WORDS_FOR_EDITORS if address in for_editors else MOST_WORDS)
    ] == []


def test_every_walkthrough_is_easier_than_a_page(content: Content) -> None:
    instructions = load_instructions(ROOT / "docs" / ARTICLE, content.walkthroughs)
    assert min(eases(content, instructions).values()) >= LEAST_EASE_OF_WALKTHROUGHS


def test_refusals_are_easier_still(content: Content) -> None:
    assert ease_of_refusals(content, SIMULATION) >= LEAST_EASE_OF_REFUSALS


def test_the_measure_tells_easy_from_hard() -> None:
    easy = sentences("Введите код. Он в SMS.")
    hard = sentences("Осуществите подтверждение идентификации посредством использования последовательности символов")
    assert [len(words) for words in easy] == [2, 2]
    assert reading_ease(easy) > 100
    assert reading_ease(hard) < 0


def test_tables_code_and_the_trainer_are_no_prose() -> None:
    html = (
        "<article><h1>Раз</h1><p>Два <b>три</b>.</p><ul><li><p>Четыре.</p></li></ul><table><td>Пять</td></table>"
        "<section class='walkthrough'><p>Шесть.</p></section><pre>Семь</pre></article><p>Восемь.</p>"
    )
    assert prose_of(html) == [["Два", "три"], ["Четыре"]]
