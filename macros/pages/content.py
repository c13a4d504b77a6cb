"""The content of a page, read once from the HTML that Markdown makes of it."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

from macros.search.sections import Section, sections_of
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Question:
    """A question with its answer, as texts with ordinary spaces."""

    name: str
    answer: str


@dataclass(frozen=True)
class PageContent:
    """``next_links`` are the addresses of links under «Что дальше», as they stand there.

    ``anchors`` are all ids, those within a trainer too.
    ``has_overview`` says whether it is the page with all walkthroughs, ``has_cabinet`` whether that with the cabinet.
    """

    sections: list[Section]
    questions: list[Question]
    next_links: list[str]
    anchors: set[str]
    has_overview: bool
    has_cabinet: bool

    def has(self, anchor: str) -> bool:
        """Whether a section of the page is at the anchor."""
        return any(section.anchor == anchor for section in self.sections)


def read_content(html: str) -> PageContent:
    """Read a page's HTML, as it is before the theme adds its parts."""
    content = LexborHTMLParser(html, is_fragment=True)
    return PageContent(
        sections=sections_of(content),
        next_links=[str(link.attributes["href"]) for link in content.css("#next ~ a[href], #next ~ * a[href]")],
        anchors={str(each.attributes["id"]) for each in content.css("[id]")},
        has_overview=content.css_first("section.overview") is not None,
        has_cabinet=content.css_first("[data-cabinet]:not([data-task])") is not None,
        questions=[_question(block) for block in content.css("details.question")],
    )


def _question(block: LexborNode) -> Question:
    name = ""
    if summary := block.css_first("summary"):
        name = _plain(summary)
        summary.decompose()
    return Question(name, _plain(block))


def _plain(element: LexborNode) -> str:
    return " ".join(element.text().split())
