"""What the site's menu (``nav`` in mkdocs.yml) says about walkthroughs: their subjects and their order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from macros.editors.embeddings import Embedding
from sandbox.engine.progress import Subject


def subjects_of(nav: Sequence[Any], embeddings: Mapping[str, Embedding]) -> tuple[Subject, ...]:
    """The sections of the menu that have walkthroughs on their pages.

    A walkthrough on a page that isn't in the menu is in none; the build warns about such a page.
    """
    subjects = []
    for entry in nav:
        title = next(iter(entry)) if isinstance(entry, dict) else entry
        pages = list(_pages(entry))
        inside = [embedding for embedding in embeddings.values() if embedding.page in pages]
        inside.sort(key=lambda embedding: (pages.index(embedding.page), embedding.line))
        if inside:
            subjects.append(Subject(title, {embedding.slug: address_of(embedding.page) for embedding in inside}))
    return tuple(subjects)


def address_of(page: str) -> str:
    """Where a source file will be seen, from the root of the site: ``a/b.md`` → ``a/b/``."""
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
