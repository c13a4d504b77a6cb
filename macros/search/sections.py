"""What a built page says, section by section, without its forms: the raw material of the search index."""

import re
import unicodedata
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_TITLES = _HEADINGS | {"summary", "dt"}
_BREAKS = frozenset("p li td th tr dd div pre ol ul table details blockquote".split())
"""Between two such elements the words don't run into each other."""

_SKIPPED = frozenset("script style template noscript svg thead".split())
_SKIPPED_CLASSES = frozenset(("headerlink", "grid", "sources"))
"""Signs, cards that repeat other pages' titles, and the line that says where a page's facts come from."""

_SKIPPED_SECTION = "next"
"""The anchor of a page's last section, which names other pages."""


@dataclass
class Section:
    """A part of a page under a title; ``anchor`` is empty for the page itself. It may be a walkthrough's place."""

    anchor: str = ""
    title: str = ""
    text: str = ""
    walkthrough: str = ""


@dataclass
class _Open:
    tag: str
    anchor: str
    is_skipped: bool


@dataclass
class _Collector(HTMLParser):
    sections: list[Section] = field(default_factory=lambda: [Section()])
    opened: list[_Open] = field(default_factory=list)
    heading: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self._write(" ")
            return
        given = dict(attrs)
        classes = set((given.get("class") or "").split())
        skipped = "data-search-exclude" in given or tag in _SKIPPED or bool(classes & _SKIPPED_CLASSES)
        if not self._is_skipped():
            if "walkthrough" in classes and (slug := given.get("data-walkthrough")):
                self.sections += [Section(walkthrough=slug), Section(self.heading)]
                skipped = True
            elif tag in _TITLES and not skipped:
                self._begin(tag, given.get("id") or "")
        self.opened.append(_Open(tag, given.get("id") or "", skipped))

    def handle_endtag(self, tag: str) -> None:
        if tag not in {each.tag for each in self.opened}:
            return
        while self.opened.pop().tag != tag:
            pass
        if tag in _BREAKS:
            self._write(" ")
        if tag == "td" and not self._is_skipped():
            self._write("— ")
        if tag == "tr" and not self._is_skipped():
            self._end_row()
        if tag == "details" and not self._is_skipped():
            # What follows an answer belongs to the heading again.
            self.sections.append(Section(self.heading))

    def _end_row(self) -> None:
        """What was cells of a table reads as sentences."""
        row = re.sub(r"[\s—]+$", "", self.sections[-1].text)
        self.sections[-1].text = f"{row} " if row.endswith((".", "?", "!")) else f"{row}. "

    def handle_data(self, data: str) -> None:
        if not self._is_skipped():
            self._write(data)

    def _is_skipped(self) -> bool:
        return any(each.is_skipped for each in self.opened)

    def _begin(self, tag: str, anchor: str) -> None:
        if tag == "h1":
            return
        around = next((each.anchor for each in reversed(self.opened) if each.anchor), "")
        self.sections.append(Section(anchor or around or self.heading))
        if tag in _HEADINGS:
            self.heading = self.sections[-1].anchor

    def _write(self, text: str) -> None:
        if any(each.tag in _TITLES for each in self.opened):
            self.sections[-1].title += text
        else:
            self.sections[-1].text += text


def sections_of(html: str) -> list[Section]:
    """The sections of a page's content, in order; the first is the page itself, with its heading as the title."""
    collector = _Collector()
    collector.feed(html)
    collector.close()
    first, *others = collector.sections
    for section in collector.sections:
        section.title, section.text = plain(section.title), plain(section.text)
    said = [each for each in others if each.title or each.text or each.walkthrough]
    return [first, *(each for each in said if each.anchor != _SKIPPED_SECTION)]


def plain(text: str) -> str:
    """The text with single ordinary spaces and composed letters, without soft hyphens."""
    composed = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return re.sub(r"\s+", " ", composed).strip()
