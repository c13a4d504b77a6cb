"""The built pages, each read once, and the manifest for the sandbox."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
from selectolax.lexbor import LexborHTMLParser

from macros.cache import Cache
from macros.materials import Materials
from macros.pages.menu import address_of, menu_sections
from macros.pages.site_page import SitePage
from sandbox.frozen import dataclass
from sandbox.web.manifest import Manifest

KEPT = "kept"
"""The anchor of the section that says what the site keeps of a learner, on whatever page it stands."""

_NAMING = ("class", "id", "data-md-color", "data-scheme")
"""How attributes begin whose values a style asks for; the button of a colour scheme has its name in the last."""

_READ = "read"
"""Of the cache: what has been read of built pages."""

_RUN = (None, "", "module", "text/javascript")
"""The types of a script that a browser runs; others are data."""


@dataclass(frozen=True)
class BuiltPage:
    """An HTML file.

    ``scripts`` are the hashes of its inline scripts as in a Content-Security-Policy, ``names`` those of all elements
    and attributes, and the values of attributes by which a style names an element.
    """

    text: str
    scripts: frozenset[str]
    names: frozenset[str]


def read_pages(site: Path, cache: Cache) -> dict[Path, BuiltPage]:
    """All HTML files of the built site."""
    return {path: _read(path.read_text(encoding="utf-8"), cache) for path in site.rglob("*.html")}


def _read(html: str, cache: Cache) -> BuiltPage:
    """A page, unless a former build has read the same."""

    def make() -> bytes:
        page = read_page(html)
        return msgspec.json.encode((page.scripts, page.names))

    scripts, names = _DECODER.decode(cache.made(_READ, make, html))
    return BuiltPage(html, scripts, names)


_DECODER = msgspec.json.Decoder(tuple[frozenset[str], frozenset[str]])


def read_page(html: str) -> BuiltPage:
    """A page with all that it names."""
    page = LexborHTMLParser(html)
    scripts = [each for each in page.css("script:not([src])") if each.attributes.get("type") in _RUN]
    elements = list(page.root.traverse()) if page.root else []
    attributes = [pair for each in elements for pair in each.attributes.items()]
    values = (value for name, value in attributes if value and name.startswith(_NAMING))
    return BuiltPage(
        text=html,
        scripts=frozenset(_hash(script.text()) for script in scripts),
        names=frozenset([*(str(each.tag) for each in elements), *(name for name, _ in attributes), *values]),
    )


def scripts_of(pages: Iterable[BuiltPage]) -> tuple[str, ...]:
    """The hashes of the inline scripts of all pages, in order."""
    return tuple(sorted(frozenset().union(*(page.scripts for page in pages))))


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def describe_site(
    path: str, pages: Iterable[SitePage], materials: Materials, nav: Sequence[Any], scripts: tuple[str, ...]
) -> Manifest:
    """The manifest of a built site at ``path``."""
    pages = list(pages)
    return Manifest(
        path=path,
        pages=tuple(sorted(page.address for page in pages)),
        trainers={slug: address_of(each.page) for slug, each in sorted(materials.embeddings.items())},
        overview=next((page.address for page in pages if page.content.has_overview), ""),
        privacy=next((f"{page.address}#{KEPT}" for page in pages if page.content.has(KEPT)), ""),
        subjects=menu_sections(nav, materials.embeddings),
        scripts=scripts,
        content=materials.content,
        tasks={slug: address_of(page) for slug, page in sorted(materials.task_pages.items())},
        cabinet=next((page.address for page in pages if page.content.has_cabinet), ""),
    )
