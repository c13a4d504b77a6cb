"""Days of a check that haven't come yet: with one of them nobody would be reminded to check again."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from macros.claims.claim import CLAIMS
from macros.claims.outside_links import LINKS
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import yaml_files
from sandbox.content.reader import read_day
from sandbox.content.yaml_tree import Block, Text, Value, parse_file, values_in

_ELSEWHERE = timedelta(days=1)
"""What an editor calls today may be tomorrow where the check runs."""


def days_ahead(root: Path, today: date) -> list[ContentError]:
    """The days in claims, in the list of links and in walkthroughs that lie after the day."""
    found: list[ContentError] = []
    docs = root / "docs"
    for path in (docs / CLAIMS, docs / LINKS, *yaml_files(root / "walkthroughs")):
        _, tree = parse_file(path, path.relative_to(root).as_posix())
        errors = ErrorList(path.relative_to(root).as_posix())
        for day, line in _days_in(tree, of_all=path == docs / LINKS) if tree else ():
            if day > today + _ELSEWHERE:
                errors.add(line, "checked_ahead", day=day.isoformat())
        found += errors.errors
    return found


def _days_in(tree: Value, *, of_all: bool) -> Iterator[tuple[date, int]]:
    """The days under ``checked``, or under any key, with their lines."""
    for key, value in tree.items.items() if isinstance(tree, Block) else ():
        if (of_all or key == "checked") and isinstance(value, Text) and (day := read_day(value.value)):
            yield day, value.line
    for each in values_in(tree):
        yield from _days_in(each, of_all=of_all)
