"""All checks of the pages' own text."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from macros.cache import Cache
from macros.editors.commands import check_commands
from macros.editors.front_matter import check_names, read_header
from macros.editors.page_blocks import check_blocks
from macros.editors.page_links import LinkedPage, Targets, check_links
from macros.editors.page_lists import check_lists
from macros.editors.page_markup import check_markup
from macros.editors.page_signs import check_signs
from macros.editors.page_structure import check_structure, title_of
from macros.editors.page_text import read_page
from macros.editors.source_files import PageFile, files_of
from macros.editors.stray_files import check_data_files, check_stray_files
from sandbox.content.errors import ContentError, ErrorList
from sandbox.frozen import dataclass

_FOLDER = "pages"
"""Of the cache: what was found on pages."""


def check_pages(
    docs: Path,
    pages: Mapping[str, PageFile],
    more_anchors: Mapping[str, Collection[str]] | None,
    cache: Cache | None = None,
) -> list[ContentError]:
    """What is wrong with the text of the pages and with their links.

    ``more_anchors`` are those that the build adds to a page, by its path within the docs folder; None if that can't be
    known, and then links to places on a page with a walkthrough are taken to be right. ``cache`` has what was found on
    pages that are as they were, if it is given.
    """
    checked = {name: _checked(page, cache) for name, page in pages.items()}
    targets = Targets({name: each.linked for name, each in checked.items()}, files_of(docs), more_anchors)
    found: list[ContentError] = []
    for name, each in checked.items():
        errors = ErrorList(pages[name].shown)
        targets.check(name, errors)
        found += [*each.errors, *errors.errors]
    if not any(each.linked.is_lost for each in checked.values()):  # else their links are
        found += check_stray_files(docs, targets.linked())
    return found + check_data_files(docs) + check_names(each.names for each in checked.values())


@dataclass(frozen=True)
class _Checked:
    """What is wrong with a page's own text. ``names`` are its title and its description with their lines."""

    linked: LinkedPage
    errors: list[ContentError]
    names: tuple[str, str, int, str, int]


def _checked(file: PageFile, cache: Cache | None) -> _Checked:
    found = _found_on(file)
    if not found:
        kept = cache.made(_FOLDER, lambda: msgspec.json.encode(_check(file)), file) if cache else None
        found.append(_check(file) if kept is None else _DECODER.decode(kept))
    return found[0]


@lru_cache(maxsize=1024)  # a preview checks most pages again as they were
def _found_on(file: PageFile) -> list[_Checked]:
    """Where this process keeps what it has found on a page, once it has looked."""
    return []


_DECODER = msgspec.json.Decoder(_Checked)


def _check(file: PageFile) -> _Checked:
    text = file.text.removeprefix("\ufeff")
    page, errors = read_page(text), ErrorList(file.shown)
    header = read_header(text, errors)
    heading, line = title_of(page)
    title, title_line = (header.title, header.title_line) if header.title else (heading, line)
    check_commands(text, errors)
    check_structure(page, errors)
    check_blocks(page, errors)
    check_lists(page, errors)
    check_markup(page, errors)
    check_signs(page, errors)
    linked = check_links(page, errors)
    names = (file.shown, title, title_line, header.description, header.description_line)
    return _Checked(linked, errors.errors, names)
