"""The call details as a file for spreadsheet programs."""

import csv
import io
from collections.abc import Iterable

from sandbox.account.call_records import Line
from sandbox.content.wording import Wording
from sandbox.text import russian
from sandbox.text.spreadsheet import not_a_formula

HEADERS = {"Content-Disposition": 'attachment; filename="detalizatsiya.csv"'}
TYPE = "text/csv; charset=utf-8"


def write_details(lines: Iterable[Line], wording: Wording) -> bytes:
    """The lines as Russian spreadsheet programs open them at once: UTF-8 with its mark, semicolons, decimal commas."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, delimiter=";")
    writer.writerow(_text(label) for label in wording.columns.values())
    for line in lines:
        cells = (
            russian.short_day(line.at),
            russian.clock_time(line.at),
            wording.entry(line),
            _number(line.party),
            russian.measure(line.volume, line.unit),
        )
        writer.writerow((*map(_text, cells), russian.rubles(line.amount)))
    return table.getvalue().encode("utf-8-sig")


def _text(cell: str) -> str:
    return not_a_formula(cell.replace("\N{NO-BREAK SPACE}", " "))


def _number(party: str) -> str:
    """The other number without its plus, which would look like the beginning of a formula."""
    return russian.phone_number(party).removeprefix("+") if party else ""
