"""A Markdown extension for pages under Zensical: what our plugin does at the events of MkDocs, and what outlives it."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

from macros.markdown.glossary import GlossaryExtension
from macros.markdown.terms import Glossary

NAME = "macros.zensical.extension"
_EXCLUDED, _LINK, _KEPT = "data-search-exclude", ' href="', "data-kept-"
"""Attributes that Zensical changes, and how their names begin meanwhile: it removes what it has read for its own
search, and takes links in HTML, which are relative to the page, for relative to its file.
"""

_PAGE = "rendering_context"
"""The name of Zensical's preprocessor that holds the page."""


def with_links_kept(markdown: str) -> str:
    """Before Markdown makes links of its own, which Zensical is to change."""
    return markdown.replace(_LINK, f" {_KEPT}{_LINK[1:]}")


def as_it_was(html: str) -> str:
    """The built page with its attributes by their names."""
    return html.replace(_KEPT + _EXCLUDED, _EXCLUDED).replace(f" {_KEPT}{_LINK[1:]}", _LINK)


class _Keeping(Postprocessor):
    def run(self, text: str) -> str:
        return text.replace(_EXCLUDED, _KEPT + _EXCLUDED)


class ZensicalExtension(Extension):
    """``docs`` is the folder of pages as they are written, ``silent`` names those on which no term is explained."""

    def __init__(self, *, docs: str, home: str, close: str, silent: list[str]) -> None:
        super().__init__()
        self._docs, self._home, self._close, self._silent = Path(docs), home, close, silent

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Markdown calls
        context: Any = md.preprocessors[_PAGE]
        page = context.page.path
        GlossaryExtension(
            glossary=_read(self._docs / self._home),
            home=self._home,
            page=page,
            close=self._close,
            explain=page not in self._silent,
        ).extendMarkdown(md)
        md.postprocessors.register(_Keeping(md), "keeping", 0)  # after all that may write the attribute


@lru_cache(1)
def _read(path: Path) -> Glossary:
    return Glossary.read(path)


def makeExtension(**options: Any) -> ZensicalExtension:  # noqa: N802 - the name that Markdown calls
    return ZensicalExtension(**options)
