"""What the editors' guide says of each name that an editor may write, read from its tables."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from macros.claims.marks import read_text

GUIDE = "about/editors.md"
"""The guide, in the docs folder."""

_ANCHOR = re.compile(r"^#{2,}\s.*\{\s*#([\w-]+)\s*\}\s*$")
_NAME = re.compile(r"`([^`]+)`")
_NEED = "Нужен"
"""The column that says whether a key may be left out; a schema says that in its own way."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def explanations(docs: Path) -> Mapping[str, Mapping[str, str]]:
    """Section of the guide (its anchor) → name → what it means, without marks of Markdown. Empty without a guide."""
    found: dict[str, dict[str, str]] = {}
    section, columns = "", [""]
    for line, after in pairwise([*read_text(docs / GUIDE).split("\n"), ""]):
        if heading := _ANCHOR.match(line):
            section = heading[1]
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
            if after.startswith("|--"):
                columns = cells
            for name in _NAME.findall(cells[0]):
                found.setdefault(section, {}).setdefault(name, _said(columns[1:], cells[1:]))
    return found


def _said(columns: Sequence[str], cells: Sequence[str]) -> str:
    """One cell as it is, several each with the name of its column."""
    told = [(column, cell) for column, cell in zip(columns, cells, strict=False) if column != _NEED]
    return _plain(told[0][1] if len(told) == 1 else "; ".join(f"{column.lower()}: {cell}" for column, cell in told))


def _plain(markdown: str) -> str:
    text = _LINK.sub(r"\1", markdown).replace("`", "")
    return text[:1].upper() + text[1:]
