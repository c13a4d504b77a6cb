"""A Markdown extension: the spaces of pages, so that editors type plain ones, and what is kept on one line."""

from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from macros.markdown.texts import rebuild
from sandbox.text.typography import no_break, whole_parts

_VERBATIM = {"code", "pre"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
"""Left as they are: the contents, the search and the address of a section are made of them."""


class _NoBreak(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            verbatim = element.tag in _VERBATIM
            if element.text and not verbatim:
                element.text = self._mend(element.text)
            for child in element:
                if child.tail and not verbatim:
                    child.tail = self._mend(child.tail)

    def _mend(self, text: str) -> Any:
        # An AtomicString (the content of inline code) must stay one.
        return text if type(text) is not str else no_break(text)


class _Whole(Treeprocessor):
    """Keeps on one line what mustn't be torn at its hyphens (see `sandbox.text.typography.whole_parts`)."""

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag not in _VERBATIM | _HEADINGS:
                rebuild(element, self._append)

    def _append(self, element: Element, text: str | None) -> str | None:
        """Put the parts of a text at the element's end; return what stands before the first to be kept whole."""
        if type(text) is not str:  # None, or an AtomicString, which must stay one
            return text
        before, *parts = whole_parts(text)
        for whole, after in zip(parts[::2], parts[1::2], strict=True):
            span = SubElement(element, "span", {"class": "unbroken"})
            span.text, span.tail = whole, after
        return before


class TypographyExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        # Below "inline" (20), which first turns *emphasis* and `code` into elements.
        md.treeprocessors.register(_NoBreak(md), "typography", 15)
        # Below "glossary" (12), which finds its terms in whole sentences.
        md.treeprocessors.register(_Whole(md), "whole", 8)


def makeExtension(**options: Any) -> TypographyExtension:  # noqa: N802 - the name that Markdown calls
    return TypographyExtension(**options)
