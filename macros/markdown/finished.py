"""A Markdown extension: HTML that a macro has finished stays as it is, without being searched for Markdown.

All trainers together are two thirds of what pages hold, and to read them takes a third of the time of all pages.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_BEGIN, _END = "<!-- finished -->", "<!-- /finished -->"
"""Lines of their own. For a builder without this extension they are comments."""


def finished(html: str) -> str:
    """The HTML of a macro, for a page of Markdown."""
    return f"{_BEGIN}\n{html}\n{_END}"


class _Finished(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return list(self._with_places(iter(lines)))

    def _with_places(self, lines: Iterator[str]) -> Iterable[str]:
        """The lines with a place in each stretch's stead, into which Markdown puts it in the end."""
        for line in lines:
            if line == _BEGIN:
                yield from ("", self.md.htmlStash.store("\n".join(iter(lambda: next(lines), _END))), "")
            else:
                yield line


class FinishedExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        # After "normalize_whitespace" (30), and before all that looks through the text.
        md.preprocessors.register(_Finished(md), "finished", 28)


def makeExtension(**options: Any) -> FinishedExtension:  # noqa: N802 - the name that Markdown calls
    return FinishedExtension(**options)
