"""The marks that tie a sentence to its claims: ``[^name]`` on its line; in a YAML file as a comment, ``# [^name]``.

On a page `macros.markdown.claims` takes them away, in YAML the reader never sees a comment.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from macros.claims.claim import CLAIMS, Claim
from macros.editors.page_text import read_page
from macros.editors.source_files import PageFile
from sandbox.content.errors import ContentError, ErrorList
from sandbox.frozen import dataclass

MARK = r"\[\^([^\]\n]*)\]"
_MARK = re.compile(MARK)
_COMMENT = re.compile(r"(?:^|\s)#(.*)$")
_CODE = re.compile(r"`[^`]*`")


@dataclass(frozen=True)
class Mark:
    """``path`` is that of the file within the project: docs/deceived.md."""

    path: str
    line: int
    claim: str


def marks_on_pages(pages: Mapping[str, PageFile]) -> list[Mark]:
    """The marks of all pages, in the order of a page's text."""
    return [mark for page in pages.values() for mark in _marks_on(page)]


@lru_cache(maxsize=1024)  # a preview asks for most pages again as they were
def _marks_on(page: PageFile) -> list[Mark]:
    return _marks(page.shown, prose_lines(page.text))


def marks_of_walkthroughs(walkthroughs: Path) -> list[Mark]:
    """The marks of all files with the words of walkthroughs."""
    return [
        mark
        for path in sorted(walkthroughs.rglob("*.yml"))
        for mark in _marks(
            f"{walkthroughs.name}/{path.relative_to(walkthroughs).as_posix()}", _comments(read_text(path))
        )
    ]


def without_marks(text: str) -> str:
    """The text as readers see it."""
    return _MARK.sub("", text)


def unknown_claims(marks: Iterable[Mark], claims: Mapping[str, Claim]) -> list[ContentError]:
    """Every mark of a claim that doesn't exist."""
    found: list[ContentError] = []
    for mark in marks:
        if mark.claim not in claims:
            errors = ErrorList(mark.path)
            errors.add(mark.line, "unknown_claim", name=mark.claim, among=claims)
            found += errors.errors
    return found


def unused_claims(marks: Iterable[Mark], claims: Iterable[Claim]) -> list[ContentError]:
    """Every claim that has no mark."""
    marked = {mark.claim for mark in marks}
    errors = ErrorList(f"docs/{CLAIMS}")
    for claim in claims:
        if claim.name not in marked:
            errors.add(claim.line, "claim_unused", name=claim.name)
    return errors.errors


def prose_lines(markdown: str) -> Iterator[tuple[int, str]]:
    """The numbered lines of a page below its header and outside of examples of code."""
    for line in read_page(markdown).lines:
        yield line.number, _CODE.sub("", line.raw)


def _comments(yaml: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(yaml.splitlines(), 1):
        if comment := _COMMENT.search(line):
            yield number, comment[1]


def _marks(path: str, lines: Iterable[tuple[int, str]]) -> list[Mark]:
    return [Mark(path, number, mark[1]) for number, line in lines for mark in _MARK.finditer(line)]


def read_text(path: Path) -> str:
    """What can be read of the file; what can't be read is told by `sandbox.content.file_text`."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:  # a folder, or a link to nothing
        return ""
