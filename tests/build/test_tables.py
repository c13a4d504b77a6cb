"""Tables of the text, in the elements in which they scroll, without a script."""

from markdown import markdown


def test_a_table_stands_in_the_elements_in_which_the_theme_lets_it_scroll() -> None:
    table = "| А | Б |\n|---|---|\n| в | г |\n\nПосле."
    html = markdown(table, extensions=["tables", "macros.markdown.tables"]).replace("\n", "")
    assert html.startswith('<div class="md-typeset__scrollwrap"><div class="md-typeset__table"><table>')
    assert html.endswith('<td data-label="Б">г</td></tr></tbody></table></div></div><p>После.</p>')
