"""What the built pages hold, and what of the build the sandbox has to know."""

import base64
import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from macros.materials import Materials
from macros.pages.content import PageContent
from macros.pages.menu import address_of, subjects_of
from sandbox.web.manifest import Manifest

_RUN = (None, "", "module", "text/javascript")
"""The types of a script that a browser runs; others are data."""


def read_pages(site: Path) -> dict[Path, str]:
    """All HTML files of the built site, as they are."""
    return {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}


def scripts_of(pages: Iterable[str]) -> tuple[str, ...]:
    """The hashes of the inline scripts of all pages, as a Content-Security-Policy names them."""
    return tuple(sorted(set().union(*map(inline_scripts, pages))))


def inline_scripts(html: str) -> set[str]:
    """The hashes of the scripts that a browser would run from the page itself."""
    scripts = LexborHTMLParser(html).css("script:not([src])")
    return {_hash(script.text()) for script in scripts if script.attributes.get("type") in _RUN}


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def describe_site(
    contents: Mapping[str, PageContent], materials: Materials, nav: list[Any], scripts: tuple[str, ...]
) -> Manifest:
    """The manifest of a built site; ``contents`` are its pages by source file."""
    return Manifest(
        pages=tuple(sorted(map(address_of, contents))),
        trainers={slug: address_of(each.page) for slug, each in sorted(materials.embeddings.items())},
        overview=next((address_of(page) for page, content in contents.items() if content.has_overview), ""),
        subjects=subjects_of(nav, materials.embeddings),
        scripts=scripts,
        content=materials.content,
    )
