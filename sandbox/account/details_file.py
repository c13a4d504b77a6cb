"""The call details as a file for spreadsheet programs."""

import csv
import io
from collections.abc import Iterable

from sandbox.account.call_records import Line
from sandbox.account.words import entry_label
from sandbox.engine.simulation import Words
from sandbox.text import russian
from sandbox.text.spreadsheet import not_a_formula, rubles

FILENAME = "detalizatsiya.csv"
TYPE = "text/csv; charset=utf-8"

COLUMNS = ("day", "time", "what", "party", "volume", "sum")
"""The columns of the file, in their order."""


def write_details(lines: Iterable[Line], words: Words) -> bytes:
    """The lines as Russian spreadsheet programs open them at once: UTF-8 with its mark, semicolons, decimal commas."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";")
    writer.writerow(_text(words.label("columns", name)) for name in COLUMNS)
    for line in lines:
        cells = (
            russian.short_day(line.at),
            russian.clock_time(line.at),
            entry_label(words, line),
            _number(line.party),
            russian.measure(line.volume, line.unit),
        )
        writer.writerow((*map(_text, cells), rubles(line.amount)))
    return table.getvalue().encode("utf-8-sig")


def _text(cell: str) -> str:
    return not_a_formula(cell.replace("\N{NO-BREAK SPACE}", " "))


def _number(party: str) -> str:
    """The other number without its plus, which would look like the beginning of a formula."""
    return russian.phone_number(party).removeprefix("+") if party else ""
