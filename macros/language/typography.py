"""Signs that a careless keyboard gives: a hyphen for a dash, three dots, blanks where none belong."""

import re
from collections.abc import Iterator
from pathlib import Path

from macros.claims.marks import read_text, without_marks
from macros.editors.page_text import read_page
from macros.editors.source_files import pages_of
from macros.language.lines import yaml_texts
from sandbox.content.errors import ContentError, ErrorList

_RULES = (
    ("hyphen_for_dash", re.compile(r"[а-яё»)\]] (-|--) [а-яё«(\[]", re.IGNORECASE)),
    ("three_dots", re.compile(r"[а-яё»](\.{3})", re.IGNORECASE)),
    ("blank_before_sign", re.compile(r"[а-яё»] ([,.;:!?])(?:\s|$)", re.IGNORECASE)),
    ("two_blanks", re.compile(r"(?:[а-яё»,.;!?—]|(?<=[а-яё»]):) {2,}(?=([а-яё«—]))", re.IGNORECASE)),
    ("blank_in_quotes", re.compile(r"(« | »)")),
    ("no_break_space_typed", re.compile("(\N{NO-BREAK SPACE})")),
)
_NOT_PROSE = re.compile(r"(`+).+?\1|\{\{.*?\}\}|\{[:#.%\s][^}]*\}|(?<=\])\([^)]*\)|<[^<>]*>|^\s*\|?[\s|:-]+\|?$")
_INSTEAD = "□"


def check_typography(root: Path, docs: Path) -> list[ContentError]:
    """Note such signs on pages and in the texts of YAML files."""
    found: list[ContentError] = []
    for path, number, text in _lines(root, docs):
        errors = ErrorList(path)
        for kind, pattern in _RULES:
            if sign := pattern.search(text):
                errors.add(number, kind, name=sign[1])
        found += errors.errors
    return found


def _lines(root: Path, docs: Path) -> Iterator[tuple[str, int, str]]:
    for page, path in pages_of(docs).items():
        for line in read_page(read_text(path)).lines:
            yield (
                f"{docs.name}/{page}",
                line.number,
                _NOT_PROSE.sub(_INSTEAD, without_marks(line.raw).rstrip()),
            )
    for each in yaml_texts(root):
        yield each.path, each.line, each.text
