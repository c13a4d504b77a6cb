"""Files that an editor left in the docs folder: published though nobody is led to them, or read by nothing."""

import posixpath
from collections.abc import Collection
from pathlib import Path

from macros.editors.source_files import KEPT, files_of, pages_of
from sandbox.content.errors import ContentError, error_at

ASSETS = "assets/"
"""What programmers put on the site, in the docs folder."""

DATA = (
    *("article.yml", "claims.yml", "links.yml", "names.yml", "related.yml", "signs.yml", "subjects.yml"),
    *("synonyms.yml", "urgent.yml"),
)
"""The files of YAML that are read."""

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkd", ".mkdn")


def check_stray_files(docs: Path, linked: Collection[str]) -> list[ContentError]:
    """The files to which no page leads. ``linked`` are those that one leads to, by their paths within the folder."""
    pages = pages_of(docs)
    return [
        _stray(f"{docs.name}/{name}")
        for name in files_of(docs)
        if name not in pages and name not in linked and not name.startswith(ASSETS)
    ]


def _stray(shown: str) -> ContentError:
    stem, suffix = posixpath.splitext(shown)
    if suffix.lower() in _MARKDOWN:
        return error_at(shown, 1, "page_suffix", name=suffix, right=f"{posixpath.basename(stem)}.md")
    return error_at(shown, 1, "file_not_linked")


def check_data_files(docs: Path) -> list[ContentError]:
    """The files of YAML among the data of pages that nothing reads."""
    folder = docs / KEPT
    among = [f"{docs.name}/{KEPT}/{name}" for name in DATA]
    found = (path.relative_to(docs.parent).as_posix() for path in sorted(folder.rglob("[!.]*.y*ml")))
    return [error_at(shown, 1, "file_unread", name=shown, among=among) for shown in found if shown not in among]
