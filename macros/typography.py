"""A Markdown extension: no-break spaces in the text of pages, so that editors type plain ones."""

from typing import Any
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

from sandbox.typography import no_break

_VERBATIM = {"code", "pre"}


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


class TypographyExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        # Below "inline" (20), which first turns *emphasis* and `code` into elements.
        md.treeprocessors.register(_NoBreak(md), "typography", 15)


def makeExtension(**options: Any) -> TypographyExtension:  # noqa: N802 - the name that Markdown calls
    return TypographyExtension(**options)
