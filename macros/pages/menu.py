"""The walkthroughs in the order of the site's menu (``nav`` in mkdocs.yml)."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from macros.editors.embeddings import Embedding
from sandbox.engine.progress import MenuSection


def menu_sections(nav: Sequence[Any], embeddings: Mapping[str, Embedding]) -> tuple[MenuSection, ...]:
    """The sections of the menu that have walkthroughs on their pages.

    A walkthrough on a page that isn't in the menu is in none; the build warns about such a page.
    """
    sections = []
    for entry in nav:
        title = next(iter(entry)) if isinstance(entry, dict) else entry
        pages = list(_pages(entry))
        inside = [embedding for embedding in embeddings.values() if embedding.page in pages]
        inside.sort(key=lambda embedding: (pages.index(embedding.page), embedding.line))
        if inside:
            sections.append(MenuSection(title, {embedding.slug: address_of(embedding.page) for embedding in inside}))
    return tuple(sections)


def address_of(page: str) -> str:
    """The address of a source file's page, relative to the root of the site: ``a/b.md`` → ``a/b/``."""
    return page.removesuffix("index.md") if page.endswith("index.md") else page.removesuffix(".md") + "/"


def _pages(entry: Any) -> Iterator[str]:
    """The source files of an entry: a file, a title with a file, or a title with further entries."""
    if isinstance(entry, str):
        yield entry
    elif isinstance(entry, dict):
        yield from _pages(next(iter(entry.values())))
    else:
        for inner in entry:
            yield from _pages(inner)
