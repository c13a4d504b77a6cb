"""The pages are easy to read: short sentences of short words. The bounds are in the editors' guide."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from macros.pages.article import ARTICLE, load_instructions
from sandbox.account.simulation import SIMULATION
from sandbox.content import Content
from sandbox.text.typography import no_break
from tests.support.project import ROOT

LEAST_EASE = 60
"""Of Flesch's reading ease as I. V. Oborneva fitted it to Russian (2006): 50 suits a school leaver, 60 a tired one."""
LEAST_EASE_OF_REFUSALS = 65
"""They are read by those who have just been stopped."""
LEAST_EASE_OF_WALKTHROUGHS = 65
"""Of each. A sentence of the article that a step quotes to the letter isn't ours to make easier."""
MOST_WORDS = 18
"""In one sentence."""
MOST_WORDS_FOR_EDITORS = 20
FOR_EDITORS = {"about/editors", "about/threats", "about/load"}
"""Pages for those who edit or run the site."""
QUOTED = {"about/related"}
"""Pages whose sentences are somebody else's, shown as they are."""

NOT_PROSE = "section.walkthrough, details.map, pre, table, .headerlink, h1, h2, h3"
_SENTENCE_END = re.compile(r"(?<=[.!?:…;])\s+")
_WORD = re.compile(r"[а-яё]+", re.IGNORECASE)
_VOWEL = re.compile(r"[аеёиоуыэюя]", re.IGNORECASE)


def sentences(text: str) -> list[list[str]]:
    """The Russian words of each sentence."""
    return [words for part in _SENTENCE_END.split(" ".join(text.split())) if (words := _WORD.findall(part))]


def reading_ease(text: list[list[str]]) -> float:
    """206.835 − 1.3 × words in a sentence − 60.1 × syllables in a word."""
    words = [word for sentence in text for word in sentence]
    syllables = sum(len(_VOWEL.findall(word)) for word in words)
    return 206.835 - 1.3 * len(words) / len(text) - 60.1 * syllables / len(words)


def prose(page: Path) -> list[list[str]]:
    """The sentences of a page that a reader reads from beginning to end."""
    article = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").select_one("article")
    assert article
    for tag in article.select(NOT_PROSE):
        tag.decompose()
    blocks = [block for block in article.select("p, li, dt, dd, summary") if not block.find(["p", "li"])]
    return [sentence for block in blocks for sentence in sentences(block.get_text(" "))]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, list[list[str]]]:
    found = {path.parent.relative_to(site).as_posix(): prose(path) for path in site.rglob("index.html")}
    return {address: text for address, text in found.items() if address not in QUOTED}


def test_every_page_is_easy_to_read(pages: dict[str, list[list[str]]]) -> None:
    hard = {address: round(reading_ease(text)) for address, text in pages.items() if reading_ease(text) < LEAST_EASE}
    assert hard == {}


def test_no_sentence_is_long(pages: dict[str, list[list[str]]]) -> None:
    assert [
        f"{address}: {' '.join(words)}"
        for address, text in pages.items()
        for words in text
        if len(words) > (MOST_WORDS_FOR_EDITORS if address in FOR_EDITORS else MOST_WORDS)
    ] == []


def test_every_walkthrough_is_easier_than_a_page(content: Content) -> None:
    instructions = load_instructions(ROOT / "docs" / ARTICLE, content.walkthroughs)
    quoted = {no_break(each.sentence) for each in instructions}
    ease = {}
    for slug, walkthrough in content.walkthroughs.items():
        ours = [step.say for step in walkthrough.steps if step.say not in quoted]
        texts = [*ours, *(step.hint or "" for step in walkthrough.steps), walkthrough.finish]
        ease[slug] = round(reading_ease([words for text in texts for words in sentences(text)]))
    assert {slug: each for slug, each in ease.items() if each < LEAST_EASE_OF_WALKTHROUGHS} == {}


def test_the_trainer_speaks_in_short_sentences(content: Content) -> None:
    steps = [step for each in content.walkthroughs.values() for step in each.steps]
    texts = [
        *(text for each in content.wording.outcomes.values() for text in (each.title, each.text, each.field or "")),
        *(each.intro or "" for each in content.wording.actions.values()),
        *(each.text for each in content.wording.messages.values()),
        *(text for step in steps for text in (step.say, step.hint or "", step.memo or "")),
        *(text for step in steps if step.in_life for text in (step.in_life.same or "", step.in_life.different or "")),
        *(text for each in content.walkthroughs.values() for text in (*each.needs, *each.learnt)),
    ]
    assert [" ".join(words) for text in texts for words in sentences(text) if len(words) > MOST_WORDS] == []


def test_refusals_are_easier_still(content: Content) -> None:
    refused = [content.wording.outcomes[name] for name, kind in SIMULATION.outcomes.items() if kind.refusal]
    text = [words for each in refused for said in (each.title, each.text) for words in sentences(said)]
    assert reading_ease(text) >= LEAST_EASE_OF_REFUSALS


def test_the_measure_tells_easy_from_hard() -> None:
    easy = sentences("Введите код. Он в SMS.")
    hard = sentences("Осуществите подтверждение идентификации посредством использования последовательности символов")
    assert [len(words) for words in easy] == [2, 2]
    assert reading_ease(easy) > 100
    assert reading_ease(hard) < 0
