"""The search index: the sections of pages and the steps of walkthroughs.

The theme's search plugin stays on, because with it the theme draws the search box (`theme/partials/search.html`),
but its own index isn't made: that doesn't find inflected Russian words, and every page fetches it.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from macros.pages.site_page import SitePage
from macros.search.sections import Section, plain
from macros.search.synonyms import Synonym
from macros.search.urgent import Urgent
from sandbox.content import Content
from sandbox.frozen import dataclass

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

INDEX = "assets/search/index.json"
"""The address from which the site's script loads the index; it doesn't change with the content."""


@dataclass(frozen=True)
class IndexedPage:
    """A page in the index. ``names`` are its titles in menus and browsers, ``boost`` multiplies its score."""

    url: str
    names: list[str]
    description: str
    boost: float
    sections: list[Section]


def build_index(
    pages: Iterable[IndexedPage], synonyms: Iterable[Synonym], urgent: Iterable[Urgent], content: Content
) -> dict[str, Any]:
    """The index as ``engine.js`` reads it.

    A section is [anchor, title, text]; a step's text is its hint, and its number and its mistakes follow.
    """
    return {
        "pages": [
            {
                "url": page.url,
                "title": page.sections[0].title,
                "names": [*page.names, *_walkthrough_titles(page, content)],
                "about": plain(page.description),
                "boost": page.boost,
                "sections": [entry for section in page.sections for entry in _entries(section, content)],
            }
            for page in pages
        ],
        "synonyms": [[each.word, *each.typed] for each in synonyms],
        "urgent": [[each.url, each.title, list(each.without), *map(list, each.groups)] for each in urgent],
    }


def _walkthrough_titles(page: IndexedPage, content: Content) -> list[str]:
    """The titles of the page's walkthroughs."""
    return [plain(content.walkthroughs[each.walkthrough].title) for each in page.sections if each.walkthrough]


def _entries(section: Section, content: Content) -> list[list[str | int | list[str]]]:
    if not section.walkthrough:
        return [[section.anchor, section.title, section.text]]
    steps = content.walkthroughs[section.walkthrough].steps
    outcomes = content.wording.outcomes
    entries: list[list[str | int | list[str]]] = []
    for number, step in enumerate(steps, 1):
        mistakes = [plain(f"{mistake.name}. {outcomes[mistake.gives].title}") for mistake in step.mistakes]
        anchor = f"{section.walkthrough}-{step.id}"
        entries.append([anchor, plain(step.say), plain(step.hint or ""), number, mistakes])
    return entries


def entry_of(page: SitePage) -> IndexedPage | None:
    """The page for the index, or None if its front matter says ``search: {exclude: true}``."""
    options = page.meta.get("search") or {}
    if options.get("exclude"):
        return None
    chapter = " ".join(each.title for each in reversed(page.menu.chapters))
    in_menu = (chapter,) if page.is_index else (page.title, f"{chapter} {page.title}")
    named = (plain(str(name)) for name in (*in_menu, page.meta.get("title") or ""))
    return IndexedPage(
        url=page.address,
        names=[name for name in dict.fromkeys(named) if name],
        description=str(page.meta.get("description") or ""),
        boost=float(options.get("boost", 1)),
        sections=page.content.sections,
    )


def disable_theme_index(config: "MkDocsConfig") -> None:
    """Keep the theme's search plugin from reading all pages for an index of its own (called at each build)."""
    # By the theme's name: Material, or one that carries it on.
    plugin = next(each for name, each in config.plugins.items() if name.endswith("/search"))
    for event in ("page_context", "post_build"):
        config.plugins.events[event].remove(getattr(plugin, f"on_{event}"))


def write_index(
    site: Path, pages: Iterable[SitePage], synonyms: Iterable[Synonym], urgent: Iterable[Urgent], content: Content
) -> None:
    """Write the index into the built site."""
    indexed = [entry for page in pages if (entry := entry_of(page))]
    index = build_index(indexed, synonyms, urgent, content)
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (site / INDEX).write_text(text, encoding="utf-8")
