"""Cells of tables that are opened in spreadsheet programs."""

import unicodedata
from decimal import Decimal

_FORMULA = ("=", "+", "-", "@")


def not_a_formula(cell: str) -> str:
    """The cell with an apostrophe before a character that would begin a formula, so that no program runs it.

    Programs also take full-width signs for one, and pass over what is invisible before it.
    """
    visible = "".join(char for char in unicodedata.normalize("NFKC", cell) if unicodedata.category(char)[0] not in "CZ")
    return f"'{cell}" if visible.startswith(_FORMULA) else cell


def rubles(kopecks: int) -> str:
    """Kopecks as a number that Russian spreadsheet programs read: «-1234,50»."""
    return f"{Decimal(kopecks) / 100:.2f}".replace(".", ",")
