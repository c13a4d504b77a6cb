"""The HTML of a macro on a page of Markdown."""

from markdown import markdown

from macros.markdown.finished import finished

SECTION = "<section>\n\n<p>*Шаг*   1</p>\n\n    - и отступ\n</section>\n\n<b>*Не звёзды*</b>"


def test_it_stays_as_it_is_and_what_stands_around_it_is_markdown() -> None:
    page = f"Раз *два*.\n\n{finished(SECTION)}\n\nТри.\n\n{finished('<p>Четыре</p>')}"
    html = markdown(page, extensions=["md_in_html", "macros.markdown.finished"])
    assert html == f"<p>Раз <em>два</em>.</p>\n{SECTION}\n<p>Три.</p>\n<p>Четыре</p>"


def test_markdown_would_be_found_in_it_else() -> None:
    assert "<em>Не звёзды</em>" in markdown(SECTION, extensions=["md_in_html"])


def test_without_the_extension_it_is_shown_too() -> None:
    assert "<p>Четыре</p>" in markdown(finished("<p>Четыре</p>"), extensions=["md_in_html"])
