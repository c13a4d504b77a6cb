"""All checks of the pages' own text."""

from collections.abc import Collection, Mapping
from pathlib import Path

from macros.editors.commands import check_commands
from macros.editors.front_matter import check_names, read_header
from macros.editors.page_links import Targets
from macros.editors.page_signs import check_signs
from macros.editors.page_structure import check_structure, title_of
from macros.editors.page_text import read_page
from macros.editors.source_files import pages_of
from sandbox.content.errors import ContentError, ErrorList


def check_pages(docs: Path, more_anchors: Mapping[str, Collection[str]] | None) -> list[ContentError]:
    """What is wrong with the text of the pages and with their links.

    ``more_anchors`` are those that the build adds to a page, by its path within the docs folder; None if that can't be
    known, and then links to places on a page with a walkthrough are taken to be right.
    """
    paths = {path.relative_to(docs).as_posix(): path for path in pages_of(docs)}
    pages = {name: read_page(path, f"{docs.name}/{name}") for name, path in paths.items()}
    targets = Targets(docs, pages, more_anchors)
    found: list[ContentError] = []
    named: list[tuple[str, str, int, str, int]] = []
    for name, page in pages.items():
        errors = ErrorList(page.path)
        header = read_header(paths[name].read_text(encoding="utf-8", errors="replace"), errors)
        heading, line = title_of(page)
        title, title_line = (header.title, header.title_line) if header.title else (heading, line)
        named.append((page.path, title, title_line, header.description, header.description_line))
        check_commands(paths[name], errors)
        check_structure(page, errors)
        check_signs(page, errors)
        targets.check(name, errors)
        found += errors.errors
    return found + check_names(named)
