"""`make check`: whether what editors wrote is right and says where it is known from. It takes no build.

Prints each mistake as ``path:line: what; what to write`` and ends with 1 if there is any. A claim that nobody has
checked for a year is only a warning: else a tree that was right would be wrong a day later. So is a day to come: else
it would be wrong where the clock is slow.
"""

import argparse
import contextlib
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from macros.claims.claim import load_claims, outdated
from macros.claims.days_ahead import days_ahead
from macros.claims.marks import marks_of_walkthroughs, marks_on_pages, unknown_claims, unused_claims
from macros.claims.outside_links import check_outside_links, outdated_links
from macros.claims.statements import load_signs, statements_without_claim
from macros.editors.settings_file import SETTINGS_FILE, settings_of
from macros.editors.source_files import read_pages
from macros.editors.walkthrough_words import check_walkthrough_words
from macros.guide import Guide, read_guide
from macros.language.ease import check_ease
from macros.language.names import check_names_of_things
from macros.language.spelling import can_spell, check_spelling
from macros.language.typography import check_typography
from macros.schema.__main__ import outdated_schemas
from sandbox.content.errors import ContentError, ContentErrors, texts


def check_claims(root: Path) -> list[ContentError]:
    """Sentences without a claim, claims that don't exist, and claims that nothing needs. Raises `ContentErrors`."""
    docs, walkthroughs = root / "docs", root / "walkthroughs"
    claims, signs = load_claims(docs), load_signs(docs)
    marks = [*marks_on_pages(read_pages(docs)), *marks_of_walkthroughs(walkthroughs)]
    found = [*unknown_claims(marks, claims), *unused_claims(marks, claims.values())]
    return found + statements_without_claim(docs, walkthroughs, signs)


def check_language(root: Path, guide: Guide | None) -> Iterator[Callable[[], list[ContentError]]]:
    """The checks of how it is said; without a guide, which a mistake keeps from being read, those of single files."""
    docs = root / "docs"
    yield lambda: check_spelling(root, docs)
    yield lambda: check_names_of_things(root, docs)
    yield lambda: check_typography(root, docs)
    yield lambda: check_outside_links(docs, root / SETTINGS_FILE)
    if guide is not None:
        content, simulation = guide.materials.content, guide.simulation
        yield lambda: check_ease(root, docs, content, simulation, guide.materials.instructions)
        yield lambda: check_walkthrough_words(root, content, simulation)
        yield lambda: outdated_schemas(root, guide, docs)


def check_project(root: Path) -> list[ContentError]:
    """All mistakes in the project in the folder, each once."""
    mistakes: list[ContentError] = []
    guide = None
    try:
        guide = read_guide(settings_of(root / SETTINGS_FILE))
    except ContentErrors as errors:
        mistakes += errors.errors
    for check in (lambda: check_claims(root), *check_language(root, guide)):
        try:
            mistakes += check()
        except ContentErrors as errors:
            mistakes += errors.errors
    return ContentErrors(mistakes).errors


def warnings(root: Path, today: date) -> list[ContentError]:
    """What was last checked more than a year before the day, or is said to be checked after it.

    Raises `ContentErrors`.
    """
    old = [*outdated(load_claims(root / "docs").values(), today), *outdated_links(root / "docs", today)]
    return [*old, *days_ahead(root, today)]


def main(arguments: list[str], root: Path) -> int:
    """Check the project in the folder. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m macros.check", description=__doc__)
    parser.add_argument("--today", type=date.fromisoformat, default=date.today(), help="2027-01-31")
    today: date = parser.parse_args(arguments).today
    mistakes = check_project(root)
    with contextlib.suppress(ContentErrors):  # they are among the mistakes
        for warning in warnings(root, today):
            print(warning)
    if mistakes:
        print(ContentErrors(mistakes))
    elif can_spell():
        print(texts()["no_mistakes"]["problem"])
    if not can_spell():
        print(texts()["no_spelling"]["problem"] + "; " + texts()["no_spelling"]["remedy"])
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
