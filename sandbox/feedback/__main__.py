"""``python -m sandbox.feedback``: readers' feedback on pages, for editors."""

import argparse
import csv
import os
import sys
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from typing import TextIO

from jinja2 import PackageLoader

from sandbox.feedback import Comment, DailyCount
from sandbox.feedback.address import open_feedback
from sandbox.rendering.environment import create_environment
from sandbox.settings import Settings, SettingsError
from sandbox.storage import StoreUnavailableError
from sandbox.text.spreadsheet import not_a_formula


@dataclass(frozen=True)
class Total:
    """All answers about one page."""

    page: str
    useful: int
    useless: int


def total(counts: Iterable[DailyCount]) -> list[Total]:
    """The days added up; the pages that most readers found useless come first."""
    pages: dict[str, Total] = {}
    for each in counts:
        so_far = pages.get(each.page, Total(each.page, 0, 0))
        pages[each.page] = Total(each.page, so_far.useful + each.useful, so_far.useless + each.useless)
    return sorted(pages.values(), key=lambda page: (-page.useless, page.useful, page.page))


def write_csv(rows: Iterable[DailyCount | Comment], columns: Iterable[str], file: TextIO) -> None:
    """A table for a spreadsheet."""
    table = csv.writer(file)
    table.writerow(columns)
    for row in rows:
        table.writerow([not_a_formula(str(cell)) for cell in astuple(row)])


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m sandbox.feedback", description=__doc__)
    arguments.add_argument("--csv", choices=("counts", "comments"), help="a table instead of the report")
    wanted = arguments.parse_args().csv
    try:
        store = open_feedback(Settings.from_environ(os.environ).store)
        counts, comments = store.counts(), store.comments()
    except (SettingsError, StoreUnavailableError) as error:
        print(f"SANDBOX_STORE: {error}", file=sys.stderr)
        return 2
    if wanted == "counts":
        write_csv(counts, ("page", "day", "useful", "useless"), sys.stdout)
    elif wanted == "comments":
        write_csv(comments, ("page", "day", "useful", "comment"), sys.stdout)
    else:
        templates = create_environment(PackageLoader("sandbox.feedback"))
        print(templates.get_template("report.txt").render(totals=total(counts), comments=comments))
    return 0


if __name__ == "__main__":
    sys.exit(main())
