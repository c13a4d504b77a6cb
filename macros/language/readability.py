"""How easy a text is to read: short sentences of short words. The bounds are in the editors' guide."""

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborHTMLParser, LexborNode

LEAST_EASE = 60
"""Of Flesch's reading ease as I. V. Oborneva fitted it to Russian (2006): 50 suits a school leaver, 60 a tired one."""
LEAST_EASE_OF_REFUSALS = 65
"""They are read by those who have just been stopped."""
LEAST_EASE_OF_WALKTHROUGHS = 65
"""Of each. A sentence of the article that a step quotes to the letter isn't ours to make easier."""
MOST_WORDS = 18
"""In one sentence."""
MOST_WORDS_FOR_EDITORS = 20

NOT_PROSE = "section.walkthrough, section.cabinet, details.map, pre, table, .headerlink, h1, h2, h3"
_SENTENCE_END = re.compile(r"(?<=[.!?:…;])\s+")
_WORD = re.compile(r"[а-яё]+", re.IGNORECASE)
_VOWEL = re.compile(r"[аеёиоуыэюя]", re.IGNORECASE)

Sentence = list[str]
"""Its Russian words."""


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def sentences(text: str) -> list[Sentence]:
    """The Russian words of each sentence."""
    return [words for part in _SENTENCE_END.split(" ".join(text.split())) if (words := words_of(part))]


def reading_ease(text: list[Sentence]) -> float:
    """206.835 − 1.3 × words in a sentence − 60.1 × syllables in a word."""
    words = [word for sentence in text for word in sentence]
    syllables = sum(len(_VOWEL.findall(word)) for word in words)
    return 206.835 - 1.3 * len(words) / len(text) - 60.1 * syllables / len(words)


def too_long(text: Iterable[Sentence], most: int = MOST_WORDS) -> list[Sentence]:
    return [sentence for sentence in text if len(sentence) > most]


def prose_of(html: str) -> list[Sentence]:
    """The sentences of a page's HTML that a reader reads from beginning to end."""
    page = LexborHTMLParser(html)
    article = page.css_first("article") or page.body
    if article is None:
        return []
    for tag in article.css(NOT_PROSE):
        tag.decompose()
    blocks = [block for block in article.css("p, li, dt, dd, summary") if not _has_blocks(block)]
    return [sentence for block in blocks for sentence in sentences(block.text(separator=" "))]


def _has_blocks(block: LexborNode) -> bool:
    """Whether there are paragraphs or items within it; a selector also finds the block itself."""
    return any(inner.mem_id != block.mem_id for inner in block.css("p, li"))
