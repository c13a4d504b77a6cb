"""A line never ends after a short word or before a dash; nothing but spaces is ever changed."""

import pytest
from markdown import Markdown

from macros.markdown.typography import makeExtension
from sandbox.text.typography import no_break, unbroken_parts
from tests.support.at_once import at_once
from tests.support.project import ROOT

TEXTS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").rglob("*.md"))] + [
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "walkthroughs").glob("*.yml"))
]


def spaced(text: str) -> str:
    """``~`` stands for a no-break space in these tests."""
    return text.replace("~", "\u00a0")


def html(markdown: str) -> str:
    return Markdown(extensions=[makeExtension()]).convert(markdown)


@at_once(
    "text",
    [
        "Код~— в~последнем SMS",
        "Код~– в~последнем SMS",
        "Вход в~кабинет",
        "и~на~сайт",
        "и~не~то, и~не~это",
        "В~кабинет",
        "(в~кабинет)",
        "«О~нас»",
        "Нажмите на~«Войти»",
        "войти в~(новый) кабинет",
        "это не~7",
        "ЕЖ~И~Ёж",
        "тот~же, кто знает~ли",
        "если~бы, если~б",
        "так~ж, знай~же",
        "5~минут",
        "1~234,50~₽",
        "12~июля 2025~года, 00:33",
        "90~%",
        "№~5",
        "+7~907~000-00-01",
        "от~8~до~64~знаков",
    ],
)
def test_these_spaces_do_not_break(text: str) -> None:
    assert no_break(spaced(text).replace("\u00a0", " ")) == spaced(text)


@at_once(
    "text",
    [
        "Введите номер телефона",
        "абоненты Теле2 сталкиваются",
        "Почта, пароль",
        "по-русски пишут",
        "кто-то пришёл",
        "an ordinary text of it",
        "да, конечно",
        "Глава 2. Вход",
        "сразу (если можно)",
        "бы́л дом",
        "тот жеребец, этот лист, эта быль",
        "в\nкабинет",
        "",
    ],
)
def test_these_texts_stay_as_they_are(text: str) -> None:
    assert no_break(text) == text


def test_nothing_but_spaces_is_changed() -> None:
    for text in TEXTS:
        assert no_break(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")


def test_once_is_enough() -> None:
    for text in TEXTS:
        assert no_break(no_break(text)) == no_break(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Номер: +7\u00a0907\u00a0000-00-01.", "+7\u00a0907\u00a0000-00-01."),
        ("Ваша «SIM-карта», и всё", "«SIM-карта»,"),
        ("Пароль — Синий-чайник-27. Свой", "Синий-чайник-27."),
    ],
)
def test_what_is_copied_is_not_torn_at_its_hyphens(text: str, whole: str) -> None:
    parts = unbroken_parts(text)
    assert parts[1::2] == (whole,)
    assert "".join(parts) == text, "no sign is another one: it is searched for and copied as it is"


@at_once("text", ["кое-кто", "по-русски", "2025-07-14", "login-mts.example"])
def test_other_hyphens_may_end_a_line(text: str) -> None:
    assert unbroken_parts(text) == (text,)


def test_the_text_of_pages_is_set_too() -> None:
    page = html("# Вход в кабинет\n\nНажмите *на кнопку* в углу — и ждите 5 **минут**.\n\n- в списке\n")
    assert "Вход в\u00a0кабинет" in page
    assert "<em>на\u00a0кнопку</em> в\u00a0углу\u00a0— и\u00a0ждите" in page
    assert "<li>в\u00a0списке</li>" in page


def test_a_number_on_a_page_stays_on_one_line() -> None:
    page = html("Наберите *номер* +7 907 000-00-01, он учебный.\n\n- `SIM-карта`\n")
    assert '<em>номер</em> <span class="unbroken">+7\u00a0907\u00a0000-00-01,</span> он\u00a0учебный.' in page
    assert "<code>SIM-карта</code>" in page


def test_code_on_pages_stays_as_it_is() -> None:
    page = html("Напишите в файле `в кабинет 5 минут` и сохраните.\n\n    в кабинет — 5 минут\n")
    assert "<code>в кабинет 5 минут</code> и\u00a0сохраните" in page
    assert "<code>в кабинет — 5 минут\n</code>" in page


def test_addresses_on_pages_stay_as_they_are() -> None:
    assert html('[сюда](<a 5 b.md> "Вход в кабинет")') == '<p><a href="a 5 b.md" title="Вход в кабинет">сюда</a></p>'
