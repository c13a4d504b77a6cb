"""What pages call: which of them shows which walkthrough, and which macros are used at all."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.editors.source_files import pages_of
from sandbox.content.errors import ContentError, ErrorList

MACROS = (
    "walkthrough",
    "walkthroughs",
    "cabinet",
    "task",
    "article_instructions",
    "related_articles",
    "actions_reference",
)
"""What a page may call."""

NAMED = ("walkthrough", "task")
"""Those of them that take the name of a file."""

_JINJA = Environment(autoescape=True)
_NAMED = re.compile(r"[\"'“”]([a-z0-9-]+)")
_CURLY = re.compile(r"\{\{[^}]*[“”„‟‘’«»]")


@dataclass(frozen=True)
class Embedding:
    """A call of ``walkthrough("slug")`` on a page; ``page`` is relative to the docs folder."""

    slug: str
    page: str
    line: int


def find_embeddings(docs: Path, slugs: Collection[str]) -> tuple[dict[str, Embedding], list[ContentError], set[str]]:
    """The page of each walkthrough, what is wrong, and the macros that are called.

    Each walkthrough must be embedded once, and no others.
    """
    found: dict[str, Embedding] = {}
    errors: list[ContentError] = []
    called: set[str] = set()
    lost: set[str] = set()  # on pages that can't be read
    for path in pages_of(docs):
        page = path.relative_to(docs).as_posix()
        mistakes = ErrorList(f"{docs.name}/{page}")
        calls = calls_on(path, mistakes, lost)
        called |= calls.keys()
        for embedding in (Embedding(slug_of(call), page, call.lineno) for call in calls.get("walkthrough", ())):
            if embedding.slug not in slugs:
                mistakes.add(embedding.line, "unknown_walkthrough", name=embedding.slug, among=slugs)
            elif first := found.get(embedding.slug):
                place = f"{docs.name}/{first.page}:{first.line}"
                mistakes.add(embedding.line, "embedded_twice", name=embedding.slug, first=place)
            else:
                found[embedding.slug] = embedding
        errors += mistakes.errors
    for slug in sorted(set(slugs) - found.keys() - lost):
        missing = ErrorList(f"walkthroughs/{slug}.yml")
        missing.add(1, "not_embedded", name=slug)
        errors += missing.errors
    return found, errors, called


@lru_cache(maxsize=1024)  # a preview reads most pages again as they were
def _parse(markdown: str) -> nodes.Template:
    return _JINJA.parse(markdown)


def calls_on(path: Path, errors: ErrorList, lost: set[str]) -> dict[str, list[nodes.Call]]:
    """The calls on a page by their macros. Of a page that can't be read, what it seems to show goes to ``lost``."""
    markdown = path.read_text(encoding="utf-8", errors="replace").replace("\x00", "")
    try:
        tree = _parse(markdown)
    except TemplateSyntaxError as error:
        lost.update(_NAMED.findall(markdown))
        line = markdown.split("\n")[error.lineno - 1]
        errors.add(error.lineno, "curly_in_command" if _CURLY.search(line) else "bad_page_macro")
        return {}
    if "\N{REPLACEMENT CHARACTER}" in markdown:
        lost.update(_NAMED.findall(markdown))
    calls: dict[str, list[nodes.Call]] = {}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            calls.setdefault(call.node.name, []).append(call)
    called = {id(call.node) for each in calls.values() for call in each}
    for name in tree.find_all(nodes.Name):
        if name.name not in MACROS:
            errors.add(name.lineno, "unknown_macro", name=name.name, among=MACROS)
        elif id(name) not in called:
            errors.add(name.lineno, "macro_without_brackets", name=name.name)
    return calls


def slug_of(call: nodes.Call) -> str:
    first = call.args[0] if call.args else None
    return str(first.value) if isinstance(first, nodes.Const) else ""
