"""Cells of tables that people open with spreadsheet programs."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def not_a_formula(cell: str) -> str:
    """The cell so that no program takes it for a formula: an apostrophe before what would begin one."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
