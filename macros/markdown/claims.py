"""A Markdown extension: the marks of claims, ``[^name]``, are for editors and checks; readers see nothing of them."""

from re import Match
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor

from macros.claims.marks import MARK


class _Dropped(InlineProcessor):
    def handleMatch(self, m: Match[str], data: str) -> tuple[Element | str | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802, ARG002 - the name that Markdown calls
        return "", m.start(), m.end()


class ClaimsExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        # After inline code (190), which may show a mark, and before links (160), which begin with the same bracket.
        md.inlinePatterns.register(_Dropped(rf"\s?{MARK}", md), "claims", 175)


def makeExtension(**options: Any) -> ClaimsExtension:  # noqa: N802 - the name that Markdown calls
    return ClaimsExtension(**options)
