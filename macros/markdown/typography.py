"""A Markdown extension: no-break spaces, so that editors type plain ones, and parts of text kept on one line."""

from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from sandbox.text.typography import no_break, unbroken_parts

_VERBATIM = {"code", "pre"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
"""Left as they are: the contents, the search and the address of a section are made of them."""


class _NoBreak(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            verbatim = element.tag in _VERBATIM
            if element.text and not verbatim:
                element.text = self._no_break(element.text)
            for child in element:
                if child.tail and not verbatim:
                    child.tail = self._no_break(child.tail)

    def _no_break(self, text: str) -> Any:
        # An AtomicString (the content of inline code) must stay one.
        return text if type(text) is not str else no_break(text)


class _Unbroken(Treeprocessor):
    """Keeps parts with hyphens on one line (see `sandbox.text.typography.unbroken_parts`)."""

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            if element.tag not in _VERBATIM | _HEADINGS and _has_hyphen(element):
                rebuild(element, self._append)

    def _append(self, element: Element, text: str | None) -> str | None:
        """Put the parts of a text at the element's end; return what stands before the first unbroken one."""
        if type(text) is not str:  # None, or an AtomicString, which must stay one
            return text
        before, *parts = unbroken_parts(text)
        for unbroken, after in zip(parts[::2], parts[1::2], strict=True):
            span = SubElement(element, "span", {"class": "unbroken"})
            span.text, span.tail = unbroken, after
        return before


def _has_hyphen(element: Element) -> bool:
    """Whether a hyphen stands in a text of the element's own: nothing else is kept on one line."""
    return any("-" in (text or "") for text in (element.text, *(child.tail for child in element)))


def rebuild(
    element: Element,
    append: Callable[[Element, str | None], str | None],
    visit: Callable[[Element], None] = lambda _: None,
) -> None:
    """Append the texts and the children of an element to it again, in their order, with new elements among the texts.

    ``append`` puts a text with its new elements at the element's end and returns what stands before the first of them.
    ``visit`` is called with each child before the text after it is appended.
    """
    children = list(element)
    element[:] = []
    element.text = append(element, element.text)
    for child in children:
        element.append(child)
        visit(child)
        child.tail = append(element, child.tail)


class TypographyExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        # Below "inline" (20), which first turns *emphasis* and `code` into elements.
        md.treeprocessors.register(_NoBreak(md), "typography", 15)
        # Below "glossary" (12), which finds its terms in complete sentences.
        md.treeprocessors.register(_Unbroken(md), "unbroken", 8)


def makeExtension(**options: Any) -> TypographyExtension:  # noqa: N802 - the name that Markdown calls
    return TypographyExtension(**options)
