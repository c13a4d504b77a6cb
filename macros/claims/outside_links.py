"""Links that lead out of the site, against the editors' list of them with the day on which each was last confirmed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from macros.claims.claim import a_year_before
from macros.claims.marks import read_text
from macros.editors.data_file import read_data
from macros.editors.page_links import links_of, wrong_address
from macros.editors.page_text import read_page
from macros.editors.settings_file import outside_links_of
from macros.editors.source_files import pages_of
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.reader import as_block, as_text, read_day
from sandbox.content.yaml_tree import Value
from sandbox.frozen import dataclass

LINKS = "_data/links.yml"
"""The file, in the docs folder: address → day."""

_HERE = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Confirmed:
    """``day`` is when somebody last opened the address, or called the number."""

    day: date
    line: int


def load_links(docs: Path) -> Mapping[str, Confirmed]:
    """Read the file; none are there if there is no file. Raises `ContentErrors`."""
    return read_data(docs / LINKS, _links) if (docs / LINKS).exists() else {}


def _links(tree: Value | None, errors: ErrorList) -> Mapping[str, Confirmed]:
    block = as_block(tree, errors, Path(LINKS).stem)
    found = {}
    for address, value in block.items.items():
        text, line = as_text(value, errors, address), block.lines[address]
        if day := read_day(text):
            found[address] = Confirmed(day, line)
        else:
            errors.add(line, "not_a_day", name=address)
    return found


def check_outside_links(docs: Path, settings: Path) -> list[ContentError]:
    """Links that aren't in the list, and entries that no link needs. Raises `ContentErrors`."""
    known, used = load_links(docs), set()
    found: list[ContentError] = []
    given = {f"{docs.name}/{page}": links_of(read_page(read_text(path))) for page, path in pages_of(docs).items()}
    for shown, links in (*given.items(), (settings.name, outside_links_of(settings))):
        errors = ErrorList(shown)
        for link in links:
            # Pictures of other sites and addresses that can't be read are told as such.
            is_right = not link.is_picture and not wrong_address(link.target)
            if is_right and urlsplit(link.target).hostname not in _HERE:
                used.add(link.target)
                if link.target not in known:
                    errors.add(link.line, "link_not_confirmed", name=link.target, among=known)
        found += errors.errors
    unused = ErrorList(f"{docs.name}/{LINKS}")
    for address, each in known.items():
        if address not in used:
            unused.add(each.line, "link_unused", name=address)
    return found + unused.errors


def outdated_links(docs: Path, today: date) -> list[ContentError]:
    """Addresses that nobody has confirmed for more than a year. Raises `ContentErrors`."""
    errors = ErrorList(f"{docs.name}/{LINKS}")
    for address, each in load_links(docs).items():
        if each.day < a_year_before(today):
            errors.add(each.line, "link_outdated", name=address, checked=each.day.isoformat())
    return errors.errors
