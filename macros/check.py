"""`make check`: whether what editors wrote is right and says where it is known from. It takes no build.

Prints each mistake as ``path:line: what; what to write`` and ends with 1 if there is any. A claim that nobody has
checked for a year is only a warning: else a tree that was right would be wrong a day later.
"""

import argparse
import contextlib
import sys
from datetime import date
from pathlib import Path

from macros.claims.claim import load_claims, outdated
from macros.claims.marks import marks_of_walkthroughs, marks_on_pages, unknown_claims, unused_claims
from macros.claims.statements import load_signs, statements_without_claim
from macros.guide import mistakes_of
from sandbox.content.errors import ContentError, ContentErrors


def check_claims(root: Path) -> list[ContentError]:
    """Sentences without a claim, claims that don't exist, and claims that nothing needs. Raises `ContentErrors`."""
    docs, walkthroughs = root / "docs", root / "walkthroughs"
    claims, signs = load_claims(docs), load_signs(docs)
    marks = [*marks_on_pages(docs), *marks_of_walkthroughs(walkthroughs)]
    found = [*unknown_claims(marks, claims), *unused_claims(marks, claims.values())]
    return found + statements_without_claim(docs, walkthroughs, signs)


def check_project(root: Path) -> list[ContentError]:
    """All mistakes in the project in the folder, each once."""
    mistakes = mistakes_of(root)
    try:
        mistakes += check_claims(root)
    except ContentErrors as errors:
        mistakes += errors.errors
    return ContentErrors(mistakes).errors


def warnings(root: Path, today: date) -> list[ContentError]:
    """Claims that were last checked more than a year before the day. Raises `ContentErrors`."""
    return outdated(load_claims(root / "docs").values(), today)


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
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Path.cwd()))
