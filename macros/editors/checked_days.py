"""The days on which facts in walkthroughs were last checked. After a year the build asks for another look.

It only asks: a site that nobody touched must be built next year as it was this year.
"""

import logging
from collections.abc import Iterable, Mapping
from datetime import date

from macros.claims.claim import a_year_before
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import LoadedContent

CheckedDays = Mapping[tuple[str, int], date]
"""File and line → the day."""

_log = logging.getLogger("guide")
"""Not one of MkDocs', in which ``--strict`` counts warnings. Python itself prints them to the terminal."""


def checked_days(loaded: LoadedContent) -> CheckedDays:
    """The days in all walkthroughs."""
    return {
        (f"walkthroughs/{slug}.yml", loaded.lines[slug, step.id, "in_life", "checked"]): step.in_life.checked
        for slug, walkthrough in loaded.content.walkthroughs.items()
        for step in walkthrough.steps
        if step.in_life
    }


def old_checks(days: CheckedDays, today: date) -> list[ContentError]:
    """What is to be checked again, in the order of files and lines."""
    found: list[ContentError] = []
    for (path, line), day in sorted(days.items()):
        if day < a_year_before(today):
            errors = ErrorList(path)
            errors.add(line, "checked_long_ago", day=day.isoformat())
            found += errors.errors
    return found


def warn(errors: Iterable[ContentError]) -> None:
    """Print a line for each, and go on."""
    for error in errors:
        _log.warning("%s", error)
