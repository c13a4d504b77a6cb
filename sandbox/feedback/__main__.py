"""``python -m sandbox.feedback``: readers' feedback on pages, for editors."""

import argparse
import csv
import os
import sys
from collections.abc import Iterable
from dataclasses import astuple
from pathlib import Path
from typing import TextIO

from jinja2 import PackageLoader

from sandbox.feedback import DailyCount, DailyReason
from sandbox.feedback.address import open_feedback
from sandbox.feedback.reasons import ALL
from sandbox.feedback.totals import total, total_reasons
from sandbox.rendering.environment import create_environment
from sandbox.settings import Settings, SettingsError
from sandbox.storage import StoreUnavailableError
from sandbox.text.spreadsheet import not_a_formula
from sandbox.web.manifest import ManifestError, read_manifest


def words_of(site: Path) -> dict[str, str]:
    """The words of each reason, as the site's readers saw them; its name where no site is built."""
    try:
        texts = read_manifest(site).content.wording.texts
    except ManifestError:
        return {name: name for name in ALL}
    return {name: texts.get(f"feedback.{name}", name) for name in ALL}


def write_csv(rows: Iterable[DailyCount | DailyReason], columns: Iterable[str], file: TextIO) -> None:
    """A table for a spreadsheet."""
    table = csv.writer(file)
    table.writerow(columns)
    for row in rows:
        table.writerow([not_a_formula(str(cell)) for cell in astuple(row)])


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m sandbox.feedback", description=__doc__)
    arguments.add_argument("--csv", choices=("counts", "reasons"), help="a table instead of the report")
    wanted = arguments.parse_args().csv
    try:
        settings = Settings.from_environ(os.environ)
        store = open_feedback(settings.store)
        counts, reasons = store.counts(), store.reasons()
    except (SettingsError, StoreUnavailableError) as error:
        print(f"SANDBOX_STORE: {error}", file=sys.stderr)
        return 2
    if wanted == "counts":
        write_csv(counts, ("page", "day", "useful", "useless"), sys.stdout)
    elif wanted == "reasons":
        write_csv(reasons, ("page", "day", "reason", "count"), sys.stdout)
    else:
        templates = create_environment(PackageLoader("sandbox.feedback"))
        report = templates.get_template("report.txt")
        print(report.render(totals=total(counts), reasons=total_reasons(reasons), words=words_of(settings.site)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
