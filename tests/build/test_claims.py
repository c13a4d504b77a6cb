"""What pages say of the world has a source, which readers see under the page; the marks that tie them are unseen."""

import re
from datetime import date
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from markdown import markdown

from macros.check import check_claims, main, warnings
from macros.claims.claim import CLAIMS, Claim, Status, load_claims
from macros.claims.marks import Mark, marks_on_pages
from macros.claims.page_sources import claims_of_pages, sources_of
from macros.editors.source_files import read_pages
from sandbox.content.errors import ContentErrors
from tests.support.at_once import at_once
from tests.support.project import ROOT, copy_tree

Articles = dict[str, BeautifulSoup]

DAY_OF_CHECK = date(2026, 11, 26)
"""A day of the tests' own, so that they don't begin to fail as time goes by."""

# What only the article knows, by what pages must call it, and the claim that says so.
WAYS = {
    r"\bVK\b|Mail\.ru": "create-by-social",
    r"[Вв]ход[а-я]* через Госуслуги|[Вв]ойти через Госуслуги": "sign-in-by-gosuslugi",
    r"в салон МТС": "move-to-new-number",
}


def test_every_sentence_about_the_world_has_a_claim_and_every_claim_a_sentence() -> None:
    assert [str(error) for error in check_claims(ROOT)] == []


def test_no_claim_is_older_than_a_year_and_a_year_later_each_is_named() -> None:
    claims = load_claims(ROOT / "docs")
    newest = max(claim.checked for claim in claims.values())
    assert [each for each in warnings(ROOT, DAY_OF_CHECK) if each.kind != "checked_ahead"] == []
    told = [each.kind for each in warnings(ROOT, newest.replace(year=newest.year + 2))]
    assert told.count("claim_outdated") == len(claims)


ABOUT_THE_WORLD = (
    "Замена SIM-карты стоит 300 ₽.",
    "По закону карту меняют бесплатно.",
    "Звоните по номеру 8 (800) 555-35-35.",
    "Это правило действует с 1 марта 2024 года.",
    "Кабинет открывается и на my.mts.ru.",
    "Войти можно через Сбер ID.",
    "Оператор обязан ответить за сутки.",
)


def test_each_sentence_without_a_claim_is_named_by_the_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = copy_tree(tmp_path)
    page = tree / "docs/features/tariff.md"
    before, heading, after = page.read_text(encoding="utf-8").partition("## Чего остерегаться")
    page.write_text(before + "\n\n".join([*ABOUT_THE_WORLD, heading]) + after, encoding="utf-8")
    assert main(["--today", DAY_OF_CHECK.isoformat()], tree) == 1
    first = before.count("\n") + 1
    expected = [f"docs/features/tariff.md:{first + 2 * place}" for place in range(len(ABOUT_THE_WORLD))]
    assert [
        line.partition(": предложение говорит о мире")[0] for line in capsys.readouterr().out.splitlines()
    ] == expected
    marked = [f"{sentence}[^ask-operator]" for sentence in ABOUT_THE_WORLD]
    page.write_text(before + "\n\n".join([*marked, heading]) + after, encoding="utf-8")
    assert main(["--today", DAY_OF_CHECK.isoformat()], tree) == 0
    assert capsys.readouterr().out == "Ошибок нет.\n"


def test_an_old_claim_is_a_warning_and_a_broken_file_a_mistake(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = copy_tree(tmp_path)
    assert main(["--today", "2027-11-27"], tree) == 0
    said = capsys.readouterr().out.splitlines()
    assert len([line for line in said if "утверждение" in line]) == len(load_claims(ROOT / "docs"))
    assert said[0].startswith("docs/_data/claims.yml:7: предупреждение: утверждение «create-by-number»")
    path = tree / "docs" / CLAIMS
    path.write_text(path.read_text(encoding="utf-8").replace("  source: сторонние источники\n", "", 1), "utf-8")
    assert main(["--today", "2027-11-27"], tree) == 1
    assert "нет ключа «source»" in capsys.readouterr().out
    with pytest.raises(ContentErrors, match="нет ключа «source»"):
        load_claims(tree / "docs")


def test_a_mark_is_unseen_wherever_it_stands_but_in_an_example_of_code() -> None:
    text = "Раз.[^one]\nДва. [^two][^three]\n\n- **Три**[^one]\n\n| А |\n|---|\n| г[^one] |\n\n`[^one]` [а](b)\n"
    html = markdown(text, extensions=["tables", "macros.markdown.claims"])
    shown = BeautifulSoup(html, "html.parser").get_text(" ", strip=True)
    assert shown.split() == "Раз. Два. Три А г [^one] а".split()
    assert html.count("[^") == 1


def test_readers_see_no_mark(articles: Articles) -> None:
    shown = {address for address, page in articles.items() if "[^" in str(page) and address != "/about/editors/"}
    assert shown == set()


def test_the_sources_of_a_page_are_made_from_its_claims() -> None:
    def claim(name: str, status: Status, source: str, day: int = 26) -> Claim:
        return Claim(name, f"что {name}", status, tuple(source.split("; ")), date(2026, 11, day), 1)

    claims = {
        "a": claim("a", Status.CONFIRMED, "статья, раздел 3; сторонние источники"),
        "b": claim("b", Status.ONLY_ARTICLE, "статья, раздел 1", 20),
        "c": claim("c", Status.OUR_ADVICE, "редакция"),
        "d": claim("d", Status.CONFIRMED, "сторонние источники"),
    }
    marks = [Mark("docs/page.md", line, name) for line, name in enumerate("cbaad", 1)]
    sources = sources_of(claims_of_pages(marks, claims)["docs/page.md"])
    assert sources
    assert sources.from_article
    assert sources.names == ("сторонние источники",)
    assert (sources.only_article, sources.ours) == (("что b",), ("что c",))
    assert sources.checked == date(2026, 11, 20)
    assert sources_of([]) is None


def test_the_line_under_a_page_names_its_sources_and_what_is_ours(articles: Articles) -> None:
    deceived = words(articles["/deceived/"], ".sources")
    assert "МВД в прессе от 23 января 2026 года" in deceived
    assert "Наши советы: сразу позвонить в банк;" in deceived
    assert deceived.endswith("Сверено 26 ноября 2026 года.")
    social = words(articles["/registration/by-social/"], ".sources")
    assert "Из наших источников — только в статье: создание кабинета через VK или Mail.ru." in social


def test_the_ways_that_only_the_article_knows_are_marked_so_wherever_they_stand(articles: Articles) -> None:
    claims = load_claims(ROOT / "docs")
    assert sum(claim.status is Status.ONLY_ARTICLE and "раздел" in claim.sources[0] for claim in claims.values()) == 9
    marked = claims_of_pages(marks_on_pages(read_pages(ROOT / "docs")), claims)
    for address, page in articles.items():
        if address.startswith("/about/"):  # what the site is, and the article's own words
            continue
        text = " ".join(tag.get_text(" ") for tag in page.select("article :is(p, li, td)") if not tag.select("a"))
        said = {claim for way, claim in WAYS.items() if re.search(way, text.replace("\u00a0", " "))}
        path = f"docs{address}index.md"
        source = path if (ROOT / path).exists() else f"docs{address.rstrip('/')}.md"
        assert said <= {claim.name for claim in marked.get(source, [])}, address


ONLY_IN_ARTICLE = {
    "create-by-number": "/registration/by-phone/",
    "create-by-social": "/registration/by-social/",
    "set-up-profile": "/registration/profile/",
    "sign-in-by-gosuslugi": "/sign-in/by-gosuslugi/",
    "reset-link": "/recovery/forgotten-password/",
    "move-to-new-number": "/recovery/new-number/",
    "balance-in-cabinet": "/features/balance/",
    "tariff-in-cabinet": "/features/tariff/",
    "options-in-cabinet": "/features/options/",
}
"""The nine ways, and the page of each."""


@at_once(("claim", "address"), ONLY_IN_ARTICLE.items())
def test_the_page_of_such_a_way_begins_with_where_it_is_known_from(
    articles: Articles, claim: str, address: str
) -> None:
    assert "По статье, " in words(articles[address], "article h1 ~ p")
    _, _, only_there = words(articles[address], ".sources").partition("только в статье:")
    assert load_claims(ROOT / "docs")[claim].what in only_there


def test_the_page_about_the_site_names_all_such_ways(articles: Articles) -> None:
    lists = articles["/about/"].select("#unconfirmed ~ ul")[:2]
    named = {urljoin("/about/", str(link["href"])) for each in lists for link in each.select("a")}
    assert named == set(ONLY_IN_ARTICLE.values())


def words(page: BeautifulSoup, selector: str) -> str:
    found = page.select_one(selector)
    assert found
    return " ".join(found.get_text(" ").split())
