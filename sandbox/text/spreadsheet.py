"""Cells of tables that are opened in spreadsheet programs."""

from decimal import Decimal

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def not_a_formula(cell: str) -> str:
    """The cell with an apostrophe before a character that would begin a formula, so that no program runs it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def rubles(kopecks: int) -> str:
    """Kopecks as a number that Russian spreadsheet programs read: «-1234,50»."""
    return f"{Decimal(kopecks) / 100:.2f}".replace(".", ",")
