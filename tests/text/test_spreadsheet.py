"""No cell of a table is run as a formula."""

from sandbox.text.spreadsheet import not_a_formula
from tests.support.at_once import at_once


@at_once("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁼", "₊"])
@at_once("before", ["", " ", "\t", "\r", "\n", "\u00a0", "\u3000", "\u200b", "\ufeff", "\x00"])
def test_a_cell_that_would_begin_a_formula_gets_an_apostrophe(sign: str, before: str) -> None:
    cell = f"{before}{sign}СУММ(A1)"
    assert not_a_formula(cell) == f"'{cell}"


@at_once("cell", ["", "Гороскоп", "1=1", "а-б", "7 907 000-00-01", "«=1»", "'=1", "−5", "sign-in/"])
def test_any_other_cell_stays_as_it_is(cell: str) -> None:
    assert not_a_formula(cell) == cell
