"""The counters as a table for a spreadsheet."""

import csv
from collections.abc import Iterable
from itertools import groupby
from typing import TextIO

from sandbox.counters import WeeklyCount
from sandbox.counters.figures import FEW
from sandbox.text.spreadsheet import not_a_formula

COLUMNS = ("week", "of", "step", "kind", "name", "count")


def write_csv(counts: Iterable[WeeklyCount], file: TextIO) -> None:
    """A row for each counter, by weeks. Of what was begun less than `FEW` times in a week only that is told."""
    table = csv.writer(file)
    table.writerow(COLUMNS)
    in_order = sorted(counts, key=lambda each: (each.week, each.counter.of))
    for (week, of), grouped in groupby(in_order, key=lambda each: (each.week, each.counter.of)):
        rows = list(grouped)
        if max((each.count for each in rows if each.counter.kind == "reached"), default=0) < FEW:
            table.writerow([week, not_a_formula(of), "", "reached", "", f"<{FEW}"])
            continue
        for each in rows:
            cells = (week, of, each.counter.step, each.counter.kind, each.counter.name)
            table.writerow([*map(not_a_formula, cells), max(0, each.count)])
