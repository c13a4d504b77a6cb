"""A term of the glossary is found in any form of its words, and explained once, where nothing else is touched."""

from pathlib import Path

from bs4 import BeautifulSoup
from markdown import markdown

from macros.markdown.glossary import GlossaryExtension
from macros.markdown.terms import Glossary, Term
from tests.support.at_once import at_once
from tests.support.project import ROOT

CODE = Term("Код подтверждения (код из SMS)", "Несколько цифр.")
PASSWORD = Term("Пароль", "Секретное слово.")
SMS = Term("SMS", "Короткое сообщение.")
TRAINER = Term("Тренажёр", "Учебная форма.")
GLOSSARY = Glossary([CODE, PASSWORD, SMS, TRAINER])


@at_once(
    ("text", "found"),
    [
        ("Введите паролем", "паролем"),
        ("Двух паролей мало", "паролей"),
        ("Ждите кода подтверждения", "кода подтверждения"),
        ("Ждите код из\u00a0SMS", "код из\u00a0SMS"),
        ("В тренажере", "тренажере"),
        ("SMS", "SMS"),
    ],
)
def test_a_term_is_found_in_any_form(text: str, found: str) -> None:
    match = GLOSSARY.first(text, known=())
    assert match
    assert text[match.start : match.end] == found


@at_once("text", ["Введите код", "код, подтверждения нет", "беспарольный вход", "SMS-центр", ""])
def test_other_words_are_no_terms(text: str) -> None:
    assert GLOSSARY.first(text, known=()) is None


def test_a_known_term_is_passed_over() -> None:
    match = GLOSSARY.first("Пароль и SMS", known={PASSWORD})
    assert match
    assert match.term == SMS


def test_the_sites_own_glossary_is_read_whole() -> None:
    page = ROOT / "docs/about/glossary.md"
    terms = Glossary.read(page).terms
    assert len(terms) == page.read_text(encoding="utf-8").count("\n:   ")
    assert len({term.anchor for term in terms}) == len(terms)
    assert all(term.meaning.endswith(".") for term in terms)


def rendered(text: str, **options: object) -> BeautifulSoup:
    extension = GlossaryExtension(glossary=GLOSSARY, home="about/glossary.md", page="sign-in/page.md", **options)  # type: ignore[arg-type]
    return BeautifulSoup(markdown(text, extensions=[extension, "md_in_html", "def_list"]), "html.parser")


def test_a_term_opens_its_meaning_where_it_first_stands() -> None:
    page = rendered("Ваш **пароль** и снова пароль.", close="Закрыть")
    (button,) = page.select("strong button.term")
    (meaning,) = page.select("div.terms > [popover]")
    assert button.text == "пароль"
    assert button["popovertarget"] == meaning["id"]
    assert "Пароль\u00a0— секретное слово." in meaning.text
    assert [str(link["href"]) for link in meaning.select("a")] == ["../about/glossary.md#пароль"]
    assert meaning.select(f'button[popovertarget="{meaning["id"]}"][popovertargetaction=hide]')


def test_a_text_stays_the_same_but_for_its_buttons() -> None:
    text = "Один пароль, *два* SMS и тренажёр. Ещё SMS."
    page = rendered(text)
    assert page.p
    assert page.p.text == text.replace("*", "")
    assert [term.text for term in page.select(".term")] == ["пароль", "SMS", "тренажёр"]


@at_once(
    ("text", "whole"),
    [
        ("Это пароль. Его помнят.", "пароль."),
        ("Смена («пароль») и", "(«пароль»)"),
        ("Слово о\u00a0пароле\u00a0— ваше", "о\u00a0пароле\u00a0—"),
        ("Это пароль и другое", "пароль"),
    ],
)
def test_what_clings_to_a_term_stays_on_its_line(text: str, whole: str) -> None:
    page = rendered(text)
    assert [each.text for each in page.select(".unbroken:has(> .term)")] == [whole]


@at_once(
    "text",
    [
        "# Пароль",
        "[пароль](page.md)",
        "`пароль`",
        "    пароль",
        "> Пароль",
        "Пароль\n:   Это пароль.",
        '<div class="cards" markdown>\n\nпароль\n\n</div>',
        "<form><label>Пароль</label></form>",
        '<section class="walkthrough"><p>Пароль</p></section>',
    ],
)
def test_headings_links_code_cards_and_trainers_are_not_touched(text: str) -> None:
    assert rendered(text).select(".term, .terms") == []


def test_a_page_may_ask_for_no_explanations() -> None:
    assert rendered("Пароль", explain=False).select(".term") == []


def test_on_the_built_pages_each_term_has_one_meaning_and_leads_to_the_glossary(
    site: Path, articles: dict[str, BeautifulSoup]
) -> None:
    glossary = articles["/about/glossary/"]
    assert glossary.select(".term") == []
    names = [" ".join(entry.text.split()) for entry in glossary.select("dt")]
    assert names == [term.name for term in Glossary.read(ROOT / "docs/about/glossary.md").terms]
    entries = {str(entry.get("id")) for entry in glossary.select("dt")}
    for address, page in articles.items():
        ids = [str(meaning["id"]) for meaning in page.select(".term__meaning")]
        assert [str(term["popovertarget"]) for term in page.select(".term")] == ids, address
        assert {anchor.removeprefix("term-") for anchor in ids} <= entries
        assert page.select(".walkthrough .term, h1 .term, h2 .term, a .term, summary .term") == []
    assert articles["/about/editors/"].select(".term") == []
    assert len(articles["/registration/by-phone/"].select(".term")) > 5
