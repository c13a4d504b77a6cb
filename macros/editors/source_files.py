"""Which files of the docs folder are pages, what stands in them, and whether each can be read."""

import os
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.file_text import check_content, read_checked
from sandbox.frozen import dataclass

KEPT = "_data"
"""The folder within the docs folder that ``exclude_docs`` of mkdocs.yml keeps from the site."""

_TEMPLATES = "templates"
"""The one that MkDocs keeps from it without being told."""


@dataclass(frozen=True)
class PageFile:
    """``shown`` is its name in messages, ``text`` what can be read of it, ``errors`` what is wrong with its bytes."""

    shown: str
    text: str
    errors: tuple[ContentError, ...] = ()


def pages_of(docs: Path) -> dict[str, Path]:
    """The pages by their paths within the folder, as other files name them, in the order of these.

    Copies that programs leave beside a page while it is edited are none.
    """
    names = (name for name, entry in _entries(docs) if _is_written(name) and not entry.is_dir())
    return {name: docs / name for name in sorted(names, key=lambda name: name.split("/"))}


def files_of(docs: Path) -> list[str]:
    """The files of the site in the folder and below it, by their paths within it."""
    return sorted(name for name, entry in _entries(docs) if is_published(name) and entry.is_file())


def is_published(name: str) -> bool:
    """Whether what lies there in the docs folder, if anything does, becomes part of the site."""
    parts = name.split("/")
    hidden = (part for part in parts if part.startswith(".") and part.strip("."))
    return parts[0] not in (KEPT, _TEMPLATES) and not any(hidden)


def read_pages(docs: Path) -> dict[str, PageFile]:
    """All pages by their paths within the folder, each read once for all that is asked of it."""
    return {name: _read(path, f"{docs.name}/{name}") for name, path in pages_of(docs).items()}


def check_page_files(docs: Path, pages: Mapping[str, PageFile]) -> list[ContentError]:
    """What is wrong with the pages as files: another encoding, marks of a merge, signs that nobody sees."""
    found = [error for page in pages.values() for error in page.errors]
    for name, entry in _entries(docs):
        if _is_written(name) and entry.is_dir():
            errors = ErrorList(f"{docs.name}/{name}")
            errors.add(1, "file_is_folder")
            found += errors.errors
    return found


def _read(path: Path, shown: str) -> PageFile:
    try:
        return _read_content(path.read_bytes(), shown)
    except OSError:  # a link to nothing
        errors = ErrorList(shown)
        read_checked(path, errors)
        return PageFile(shown, "", tuple(errors.errors))


@lru_cache(maxsize=1024)  # a preview reads most pages again as they were
def _read_content(content: bytes, shown: str) -> PageFile:
    errors = ErrorList(shown)
    check_content(content, shown, errors)
    text = content.decode(errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return PageFile(shown, text, tuple(errors.errors))


def _is_written(name: str) -> bool:
    return name.endswith(".md") and is_published(name)


def _entries(docs: Path) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Whatever lies in the folder and below it, by its path within it."""
    below = [""]
    while below:
        within = below.pop()
        try:
            entries = list(os.scandir(docs / within))
        except OSError:  # it isn't there, which is told of the settings
            continue
        for entry in entries:
            yield within + entry.name, entry
            if entry.is_dir(follow_symlinks=False):
                below.append(f"{within}{entry.name}/")
