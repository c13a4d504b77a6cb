"""The search index: an MkDocs hook that collects the sections of pages and the steps of walkthroughs.

The theme's search plugin stays on, because with it the theme draws the search box (`theme/partials/search.html`);
its own index is thrown away. It can't find Russian forms of words, and is fetched by every page.

A builder without hooks (Zensical) needs a command to run after its build: `sections_of` the ``<article>`` of each
built page, then `build_index`, written to `INDEX`. Nothing in the browser depends on the builder.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from macros.search.sections import Section, plain, sections_of
from macros.search.synonyms import SYNONYMS, Synonym, load_synonyms
from sandbox.content.loader import Content, load_content
from sandbox.settings import ROOT

INDEX = "assets/search/index.json"
"""Where the site's script looks for the index; the address doesn't change with the content."""

_THEMES_OWN = "search/search_index.json"


@dataclass(frozen=True)
class Indexed:
    """A page to be found. ``names`` are its titles in menus and browsers, ``boost`` multiplies its score."""

    url: str
    names: list[str]
    description: str
    boost: float
    sections: list[Section]


def build_index(pages: Iterable[Indexed], synonyms: Iterable[Synonym], content: Content) -> dict[str, Any]:
    """The index as ``engine.js`` reads it.

    A section is [anchor, title, text]; a step's text is its hint, and its number and its mistakes follow.
    """
    return {
        "pages": [
            {
                "url": page.url,
                "title": page.sections[0].title,
                "names": [*page.names, *_trained(page, content)],
                "about": plain(page.description),
                "boost": page.boost,
                "sections": [entry for section in page.sections for entry in _entries(section, content)],
            }
            for page in pages
        ],
        "synonyms": [[each.word, *each.typed] for each in synonyms],
    }


def _trained(page: Indexed, content: Content) -> list[str]:
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


_pages: list[Indexed] = []


def on_pre_build(config: MkDocsConfig) -> None:
    """Begin anew: the preview builds many times."""
    _pages.clear()


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Collect a page, unless its front matter says ``search: {exclude: true}``."""
    options = page.meta.get("search") or {}
    if not options.get("exclude"):
        chapter = " ".join(str(each.title) for each in page.ancestors)
        in_menu = (chapter,) if page.is_index else (page.title, f"{chapter} {page.title}")
        named = (plain(str(name)) for name in (*in_menu, page.meta.get("title") or ""))
        _pages.append(
            Indexed(
                url=page.url,
                names=[name for name in dict.fromkeys(named) if name],
                description=str(page.meta.get("description") or ""),
                boost=float(options.get("boost", 1)),
                sections=sections_of(html),
            )
        )
    return html


def on_post_build(config: MkDocsConfig) -> None:
    """Write the index."""
    site, docs = Path(config.site_dir), Path(config.docs_dir)
    index = build_index(_pages, load_synonyms(docs / SYNONYMS), load_content(ROOT / "walkthroughs"))
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (site / INDEX).write_text(text, encoding="utf-8")
    (site / _THEMES_OWN).unlink(missing_ok=True)
