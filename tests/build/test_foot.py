"""What stands under the text of every page, and that each page answers at once and says where it knows it from."""

import re
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup

from macros.claims.marks import without_marks
from macros.pages.subjects import RelatedPage, Subject, related_to
from tests.support.at_once import at_once
from tests.support.project import ROOT

Articles = dict[str, BeautifulSoup]

_TASKS = {f"/check/{path.stem}/".replace("index/", "") for path in (ROOT / "docs/check").glob("*.md")}
_CLAIMING_TASKS = {"/check/without-new-password/"}
WITHOUT_CLAIMS = {"/about/threats/", "/about/load/", "/about/editors/", "/practice/", *(_TASKS - _CLAIMING_TASKS)}
"""Pages about the site itself, and those of tasks."""

WITHOUT_SUBJECT = WITHOUT_CLAIMS | _TASKS | {"/", "/about/", "/about/glossary/", "/cabinet/"}

MONEY, PASSWORD = Subject("Деньги", ("a.md", "b.md", "c.md")), Subject("Пароль", ("b.md", "d.md", "a.md"))


def test_pages_of_the_same_subject_are_related_and_subjects_take_turns() -> None:
    found = related_to("b.md", [MONEY, PASSWORD], already_linked=(), most=3)
    assert found == [RelatedPage("a.md", "Деньги"), RelatedPage("d.md", "Пароль"), RelatedPage("c.md", "Деньги")]
    assert related_to("b.md", [MONEY, PASSWORD], already_linked=(), most=1) == found[:1]


def test_what_a_page_links_to_at_its_end_comes_last() -> None:
    found = related_to("b.md", [MONEY], already_linked={"a.md"}, most=2)
    assert [related.page for related in found] == ["c.md", "a.md"]


def test_a_page_of_no_subject_has_nothing_related() -> None:
    assert related_to("z.md", [MONEY, PASSWORD], already_linked=(), most=3) == []


def test_every_page_of_the_guide_has_related_pages_by_subject(articles: Articles) -> None:
    for address, page in articles.items():
        links = [urljoin(address, str(link["href"])) for link in page.select(".read-on li a")]
        assert set(links) <= articles.keys()
        assert address not in links
        assert len(set(links)) == len(links) <= 3
        assert len(page.select(".read-on li .related__subject")) == len(links)
        if address not in WITHOUT_SUBJECT:
            assert links, f"name {address} in docs/_data/subjects.yml"


def test_the_foot_says_honestly_what_is_known_of_the_sources_other_articles(articles: Articles) -> None:
    foot = articles["/registration/by-phone/"].select_one(".read-on > p")
    assert foot
    assert foot.a
    assert urljoin("/registration/by-phone/", str(foot.a["href"])) == "/about/related/"
    assert len(articles["/about/related/"].select(".related__item")) == 9


def test_every_page_that_claims_something_says_its_source_and_date(articles: Articles) -> None:
    for address, page in articles.items():
        sources = [source.text for source in page.select("article .sources")]
        assert len(sources) == (address not in WITHOUT_CLAIMS), address
        assert all(re.search(r"\d{4}\sгода", text) for text in sources), address


@at_once("path", sorted((ROOT / "docs").rglob("*.md")))
def test_a_page_answers_in_the_sentence_after_its_heading(path: Path) -> None:
    text = without_marks(path.read_text(encoding="utf-8"))
    after = re.search(r"^# .+\n\n(.+)", text, re.MULTILINE)
    assert after
    assert re.match(r"[А-ЯЁA-Z][^{|#]+[.]$", after[1]), after[1]


def test_every_page_asks_whether_it_was_useful_under_its_own_address(articles: Articles) -> None:
    for address, page in articles.items():
        (form,) = page.select(".feedback form")
        assert (form["method"], form["action"]) == ("post", "/sandbox/feedback")
        assert [str(field["value"]) for field in form.select("input[name=page]")] == [address.removeprefix("/")]
        assert [str(button["value"]) for button in form.select("button[name=useful]")] == ["yes", "no"]


def test_help_for_the_deceived_is_one_press_away_from_everywhere(pages: Articles) -> None:
    for address, page in pages.items():
        if address.endswith("-fragment.html"):
            continue
        links = {urljoin(address, str(link["href"])) for link in page.select("footer a[href]")}
        assert "/deceived/" in links, address


def test_a_wrong_address_leads_on_to_every_task(pages: Articles) -> None:
    page = pages["/404.html"]
    links = [str(link["href"]) for link in page.select("article a[href]")]
    assert all(link.startswith("/") for link in links), "the page is shown at any depth"
    sections = (
        "/registration/",
        "/sign-in/",
        "/recovery/",
        "/features/",
        "/security/",
        "/practice/",
        "/deceived/",
        "/",
    )
    assert set(sections) <= {link.removesuffix(".") for link in links}
    assert "поиск" in page.select("article")[0].text
