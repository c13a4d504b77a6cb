"""The site's menu (``nav`` in mkdocs.yml): where pages stand in it, and the walkthroughs in its order."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from macros.editors.embeddings import Embedding
from sandbox.engine.progress import MenuSection
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Chapter:
    """A section of the menu; ``first`` is the source file of the first page that stands in it itself."""

    title: str
    first: str | None


@dataclass(frozen=True)
class MenuPlace:
    """What the menu says of a page: its ``title``, if it has one there, and the sections around it, outermost first."""

    title: str | None = None
    chapters: tuple[Chapter, ...] = ()


def menu_places(nav: Sequence[Any], chapters: tuple[Chapter, ...] = ()) -> Iterator[tuple[str, MenuPlace]]:
    """The source files that the menu names, with their places in it."""
    for entry in nav:
        title, inside = next(iter(entry.items())) if isinstance(entry, dict) else (None, entry)
        if isinstance(inside, str):
            yield inside, MenuPlace(title, chapters)
        else:
            yield from menu_places(inside, (*chapters, Chapter(title or "", _first_page(inside))))


def _first_page(entries: Sequence[Any]) -> str | None:
    inside = (next(iter(each.values())) if isinstance(each, dict) else each for each in entries)
    return next((each for each in inside if isinstance(each, str) and each.endswith(".md")), None)


def menu_sections(nav: Sequence[Any], embeddings: Mapping[str, Embedding]) -> tuple[MenuSection, ...]:
    """The sections of the menu that have walkthroughs on their pages.

    A walkthrough on a page that isn't in the menu is in none; the build warns about such a page.
    """
    sections = []
    for entry in nav:
        title = next(iter(entry)) if isinstance(entry, dict) else entry
        pages = [page for page, _ in menu_places([entry])]
        inside = [embedding for embedding in embeddings.values() if embedding.page in pages]
        inside.sort(key=lambda embedding: (pages.index(embedding.page), embedding.line))
        if inside:
            sections.append(MenuSection(title, {embedding.slug: address_of(embedding.page) for embedding in inside}))
    return tuple(sections)


def address_of(page: str) -> str:
    """The address of a source file's page, relative to the root of the site: ``a/b.md`` → ``a/b/``."""
    return page.removesuffix("index.md") if page.endswith("index.md") else page.removesuffix(".md") + "/"


def relative(address: str, page: str) -> str:
    """From the page with its address relative to the site to another address so; one of another site stays."""
    if urlsplit(address).scheme:
        return address
    return posixpath.relpath(address or ".", page or ".") + ("/" if address.endswith("/") else "")
