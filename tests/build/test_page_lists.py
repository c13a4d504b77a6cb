"""Lists that editors write: told where Markdown makes none of them, and only there."""

import re

from markdown import Markdown

from macros.editors.page_blocks import check_blocks
from macros.editors.page_lists import check_lists
from macros.editors.page_text import read_page
from sandbox.content.errors import ErrorList
from tests.support.at_once import at_once

_PRINTED = re.compile(r"(?:[-*]|1\.) (?:один|в нём)")
_CODE = re.compile(r"<pre>.*?</pre>", re.DOTALL)

EXTENSIONS = ("admonition", "attr_list", "def_list", "fenced_code", "md_in_html", "tables", "pymdownx.details")

TEXTS = (
    "- один\n- два",
    "Текст.\n\n- один\n- два",
    "Текст:\n- один",
    "Текст:\n* один",
    "Текст:\n  - один",
    "Текст:\n    - один",
    "Текст:\n1. один",
    "- один\n  и дальше\n- два",
    "- один\n    - в нём\n- два",
    "- один\n\n    Текст.\n\n    - в нём",
    "- один\n\n    Текст:\n    - в нём",
    "1. один\n2. два",
    "## Заголовок\n- один",
    '!!! note "Да"\n    - один\n    - два',
    '!!! note "Да"\n\n    - один',
    '!!! note "Да"\n    Текст:\n    - один',
    '??? question "Да?"\n    Текст.\n\n    - один',
    "Слово\n:   - один\n    - два",
    "Слово\n:   Значение:\n    - один",
    "Слово\n:   Значение.\n\n    - один",
    "> - один\n> - два",
    "> Текст:\n> - один",
    "| А | Б |\n|---|---|\n| 1 | 2 |\n- один",
    "```\nТекст:\n- один\n```",
    "```\nкод\n```\n- один",
    '<div markdown>\n- один\n\n</div>',
    "- один\n\n\n    - в нём",
    "Текст.\n\n* * *\n\n- один",
    "1. один\n\n    и дальше\n1. один",
    "<details markdown><summary>Да</summary>\n- один\n</details>",
    "<p>Да</p>\n- один",
    "<b>Да</b>\n- один",
    "<br>\n- один",
    "<!-- да -->\n- один",
    "Смотрите [список][l].\n[l]: index.md\n- один",
    "Минус -1 и тире — тоже текст\n— и это.",
    "В доме\n125. Так зовут дом.",
)  # fmt: skip


@at_once("text", TEXTS)
def test_a_list_is_told_where_markdown_makes_none(text: str) -> None:
    errors = ErrorList("page.md")
    page = read_page(text)
    check_lists(page, errors)
    check_blocks(page, errors)
    html = Markdown(extensions=list(EXTENSIONS)).convert(text)
    is_lost = bool(_PRINTED.search(_CODE.sub("", html)))
    assert [error.kind for error in errors.errors] == ["list_in_paragraph"] * is_lost
