"""All checks of the pages' own text."""

from collections.abc import Collection, Mapping
from pathlib import Path

from macros.editors.commands import check_commands
from macros.editors.front_matter import check_names, read_header
from macros.editors.page_links import Targets
from macros.editors.page_signs import check_signs
from macros.editors.page_structure import check_structure, title_of
from macros.editors.page_text import PageText, read_page
from macros.editors.source_files import pages_of
from sandbox.content.errors import ContentError, ErrorList
from sandbox.frozen import dataclass


def check_pages(docs: Path, more_anchors: Mapping[str, Collection[str]] | None) -> list[ContentError]:
    """What is wrong with the text of the pages and with their links.

    ``more_anchors`` are those that the build adds to a page, by its path within the docs folder; None if that can't be
    known, and then links to places on a page with a walkthrough are taken to be right.
    """
    checked = {
        path.relative_to(docs).as_posix(): _check(path, f"{docs.name}/{path.relative_to(docs).as_posix()}")
        for path in pages_of(docs)
    }
    targets = Targets(docs, {name: each.page for name, each in checked.items()}, more_anchors)
    found: list[ContentError] = []
    for name, each in checked.items():
        errors = ErrorList(each.page.path)
        targets.check(name, errors)
        found += [*each.errors, *errors.errors]
    return found + check_names(each.names for each in checked.values())


@dataclass(frozen=True)
class _Checked:
    """A page with what is wrong with its own text. ``names`` are its title and its description with their lines."""

    text: str
    page: PageText
    errors: list[ContentError]
    names: tuple[str, str, int, str, int]


_known: dict[str, _Checked] = {}
"""A preview reads most pages again as they were."""


def _check(path: Path, shown: str) -> _Checked:
    text = path.read_text(encoding="utf-8", errors="replace").removeprefix("\ufeff")
    if shown in _known and _known[shown].text == text:
        return _known[shown]
    page, errors = read_page(text, shown), ErrorList(shown)
    header = read_header(text, errors)
    heading, line = title_of(page)
    title, title_line = (header.title, header.title_line) if header.title else (heading, line)
    check_commands(text, errors)
    check_structure(page, errors)
    check_signs(page, errors)
    names = (shown, title, title_line, header.description, header.description_line)
    _known[shown] = _Checked(text, page, errors.errors, names)
    return _known[shown]
