"""What pages call: which of them shows which walkthrough and task, and which macros are used at all."""

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from macros.editors.source_files import PageFile
from sandbox.content.errors import ContentError, ErrorList
from sandbox.frozen import dataclass

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
_NAMED = re.compile(r"(?:[\"'“”„‟‘’«(]|\(\s+)([a-z0-9-]+)")
_CURLY = re.compile(r"\{\{[^}]*[“”„‟‘’«»]")


@dataclass(frozen=True)
class Embedding:
    """A call of ``walkthrough("slug")`` or ``task("slug")`` on a page; ``page`` is relative to the docs folder."""

    slug: str
    page: str
    line: int


@dataclass(frozen=True)
class Calls:
    """What the pages call: ``embeddings`` by the macro in `NAMED`, and which pages call each macro.

    ``errors`` are what is wrong with the calls themselves. ``lost`` is what pages seem to show that can't be read.
    """

    pages: Mapping[str, PageFile]
    embeddings: Mapping[str, list[Embedding]]
    called: dict[str, list[str]]
    errors: list[ContentError]
    lost: set[str]


@dataclass(frozen=True)
class _PageCalls:
    """The same of one page. ``called`` are the first arguments of each macro's calls, with their lines.

    An argument that is no text is empty: its mistake is told.
    """

    called: Mapping[str, list[tuple[str, int]]]
    errors: list[ContentError]
    lost: list[str]


def read_calls(pages: Mapping[str, PageFile]) -> Calls:
    """The calls on all these pages."""
    found = Calls(pages, {name: [] for name in NAMED}, {}, [], set())
    for page, file in pages.items():
        calls = _calls_on(file)
        for name, given in calls.called.items():
            found.called.setdefault(name, []).append(page)
            if name in NAMED:
                found.embeddings[name].extend(Embedding(slug, page, line) for slug, line in given if slug)
        found.errors.extend(calls.errors)
        found.lost.update(calls.lost)
    return found


def find_embeddings(calls: Calls, slugs: Collection[str]) -> tuple[dict[str, Embedding], list[ContentError]]:
    """Where each walkthrough is embedded, and what is wrong: each must be once, and no others."""
    kinds = ("unknown_walkthrough", "embedded_twice", "not_embedded")
    return _each_once(calls, "walkthrough", slugs, "walkthroughs", kinds)


def find_tasks(calls: Calls, slugs: Collection[str]) -> tuple[dict[str, Embedding], list[ContentError]]:
    """The same for tasks."""
    kinds = ("unknown_task", "task_embedded_twice", "task_not_embedded")
    return _each_once(calls, "task", slugs, "walkthroughs/tasks", kinds)


def _each_once(
    calls: Calls, macro: str, slugs: Collection[str], folder: str, kinds: tuple[str, str, str]
) -> tuple[dict[str, Embedding], list[ContentError]]:
    """``kinds`` are those of the errors: an unknown slug, one that is embedded twice, one that isn't."""
    unknown, twice, missing = kinds
    found: dict[str, Embedding] = {}
    errors: list[ContentError] = []
    for each in calls.embeddings[macro]:
        mistakes = ErrorList(calls.pages[each.page].shown)
        if each.slug not in slugs:
            mistakes.add(each.line, unknown, name=each.slug, among=slugs)
        elif first := found.get(each.slug):
            mistakes.add(each.line, twice, name=each.slug, first=calls.pages[first.page].shown, at=first.line)
        else:
            found[each.slug] = each
        errors += mistakes.errors
    for slug in sorted(set(slugs) - found.keys() - calls.lost):
        mistakes = ErrorList(f"{folder}/{slug}.yml")
        mistakes.add(1, missing, name=slug)
        errors += mistakes.errors
    return found, errors


@lru_cache(maxsize=1024)  # two checks read each page, and a preview reads most pages again as they were
def parse_page(markdown: str) -> nodes.Template:
    """What Jinja reads on a page. Raises `TemplateSyntaxError`."""
    return _JINJA.parse(markdown)


@lru_cache(maxsize=1024)
def _calls_on(page: PageFile) -> _PageCalls:
    markdown, errors = page.text.replace("\x00", ""), ErrorList(page.shown)
    try:
        tree = parse_page(markdown)
    except TemplateSyntaxError as error:
        line = markdown.split("\n")[error.lineno - 1]
        errors.add(error.lineno, "curly_in_command" if _CURLY.search(line) else "bad_page_macro")
        return _PageCalls({}, errors.errors, _NAMED.findall(markdown))
    lost = _NAMED.findall(markdown) if "\N{REPLACEMENT CHARACTER}" in markdown else []
    calls: dict[str, list[nodes.Call]] = {}
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name):
            calls.setdefault(call.node.name, []).append(call)
    called = {id(call.node) for each in calls.values() for call in each}
    given = {name: [(_slug_of(call), call.lineno) for call in each] for name, each in calls.items()}
    lines, unquoted = markdown.split("\n"), set()
    for macro in NAMED:
        for call in calls.get(macro, ()):
            if not _slug_of(call):
                meant = _NAMED.findall(lines[call.lineno - 1])
                errors.add(call.lineno, "name_without_quotes", name=macro, among=meant[:1])
                lost += meant
                unquoted |= {id(part) for each in call.args for part in (each, *each.find_all(nodes.Name))}
    for name in tree.find_all(nodes.Name):
        if id(name) in unquoted:
            continue
        if name.name not in MACROS:
            errors.add(name.lineno, "unknown_macro", name=name.name, among=MACROS)
        elif id(name) not in called:
            errors.add(name.lineno, "macro_without_brackets", name=name.name)
    return _PageCalls(given, errors.errors, lost)


def _slug_of(call: nodes.Call) -> str:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, nodes.Const) and isinstance(first.value, str) else ""
