"""The texts of a page by sections, without its forms, for the search index."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_TITLES = _HEADINGS | {"summary", "dt"}
_BREAKS = frozenset("p li td th tr dd div pre ol ul table details blockquote".split())
"""Elements whose text is separated by a space from what follows."""

_SKIPPED = frozenset("script style template noscript svg thead".split())
_SKIPPED_CLASSES = frozenset(("headerlink", "grid"))
"""Symbols beside headings, and cards that repeat other pages' titles."""

_SKIPPED_SECTION = "next"
"""The anchor of a page's last section, which names other pages."""


@dataclass
class Section:
    """A part of a page under a title; ``anchor`` is empty for the page itself. A ``walkthrough`` is a trainer."""

    anchor: str = ""
    title: str = ""
    text: str = ""
    walkthrough: str = ""


@dataclass(frozen=True)
class _Place:
    """The surroundings of an element: the nearest anchor, and whether its text is part of a title."""

    anchor: str = ""
    in_title: bool = False


@dataclass
class _Collector:
    """Goes through the elements in their order. ``heading`` is the anchor of the last heading."""

    sections: list[Section] = field(default_factory=lambda: [Section()])
    heading: str = ""

    def read(self, nodes: Iterator[LexborNode], place: _Place) -> None:
        for node in nodes:
            if node.is_text_node:
                self._write(node.text_content or "", place)
            elif node.is_element_node:
                self._element(node, node.tag or "", place)

    def _element(self, node: LexborNode, tag: str, place: _Place) -> None:
        if tag in _VOID:
            self._write(" ", place)
            return
        given = node.attributes
        classes = set((given.get("class") or "").split())
        anchor = given.get("id") or ""
        if "walkthrough" in classes and (slug := given.get("data-walkthrough")):
            self.sections += [Section(walkthrough=slug), Section(self.heading)]
        elif not ("data-search-exclude" in given or tag in _SKIPPED or classes & _SKIPPED_CLASSES):
            if tag in _TITLES:
                self._begin(tag, anchor, place)
            self.read(_beginning_with(node.child), _Place(anchor or place.anchor, place.in_title or tag in _TITLES))
        self._end(tag, place)

    def _begin(self, tag: str, anchor: str, place: _Place) -> None:
        if tag == "h1":
            return
        self.sections.append(Section(anchor or place.anchor or self.heading))
        if tag in _HEADINGS:
            self.heading = self.sections[-1].anchor

    def _end(self, tag: str, place: _Place) -> None:
        if tag in _BREAKS:
            self._write(" ", place)
        if tag == "td":
            self._write("— ", place)
        if tag == "tr":
            self._end_row()
        if tag == "details":
            # What follows an answer belongs to the heading again.
            self.sections.append(Section(self.heading))

    def _end_row(self) -> None:
        """End a row of a table as a sentence."""
        row = re.sub(r"[\s—]+$", "", self.sections[-1].text)
        self.sections[-1].text = f"{row} " if row.endswith((".", "?", "!")) else f"{row}. "

    def _write(self, text: str, place: _Place) -> None:
        if place.in_title:
            self.sections[-1].title += text
        else:
            self.sections[-1].text += text


def _beginning_with(node: LexborNode | None) -> Iterator[LexborNode]:
    """The node and those after it in the same element."""
    while node is not None:
        yield node
        node = node.next


def sections_of(content: LexborHTMLParser) -> list[Section]:
    """The sections of a page's content, in order; the first is the page itself, with its heading as the title."""
    collector = _Collector()
    collector.read(_beginning_with(content.root), _Place())
    first, *others = collector.sections
    for section in collector.sections:
        section.title, section.text = plain(section.title), plain(section.text)
    filled = [each for each in others if each.title or each.text or each.walkthrough]
    return [first, *(each for each in filled if each.anchor != _SKIPPED_SECTION)]


def plain(text: str) -> str:
    """The text with single ordinary spaces and composed letters, without soft hyphens."""
    composed = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return re.sub(r"\s+", " ", composed).strip()
