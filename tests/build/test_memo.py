"""The card of each walkthrough: a page for the printer alone, with room for one's own values and without ours."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from macros.pages.memo import MemoLine, lines_of
from sandbox.content import Content
from sandbox.engine.walkthrough import Walkthrough
from tests.support.forms_over_http import plain
from tests.support.guide import CONTENT, SIMULATION

PUBLIC = {"login.mts.ru"}
"""What the article itself tells to type."""
PRESSED = {"choice", "switch", "link"}
SECRET = {"password", "code"}
TRAINING = re.compile(r"907 ?000|Иванов|Ромашк|учебн|тренажёр", re.IGNORECASE)

walkthroughs = pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda each: each.slug)


@pytest.fixture
def memo(site: Path, walkthrough: Walkthrough) -> Tag:
    text = (site / f"memo/{walkthrough.slug}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "html.parser")


def training_values(walkthrough: Walkthrough) -> set[str]:
    """All that is typed in a walkthrough, rightly or by mistake."""
    fields = SIMULATION.fields
    given = [each for step in walkthrough.steps for each in (step.example, *(m.input for m in step.mistakes))]
    typed = {value for each in given for name, value in each.items() if fields[name].kind not in PRESSED}
    return {value for value in typed if value and value[0] != "{"} - PUBLIC


@walkthroughs
def test_the_card_has_every_step_the_rules_and_two_numbers_to_call(memo: Tag, walkthrough: Walkthrough) -> None:
    lines = [plain(line.find(string=True) or "").strip() for line in memo.select("ol > li")]
    assert len(memo.select("ol > li")) == len(walkthrough.steps), lines
    text = plain(memo.get_text(" "))
    assert "никому не называйте" in text
    assert "0890" in text
    assert "8 800 250 08 90" in text
    assert "Если не получается, звоню:" in text


@walkthroughs
def test_the_card_holds_nothing_of_the_training(memo: Tag, walkthrough: Walkthrough) -> None:
    steps = plain(" ".join(line.get_text(" ") for line in memo.select("h1, ol > li")))
    assert not TRAINING.search(steps), steps
    assert [value for value in training_values(walkthrough) if value in steps] == []
    assert not memo.select("input, form")


@walkthroughs
def test_no_search_engine_menu_or_search_box_knows_it(memo: Tag, site: Path, walkthrough: Walkthrough) -> None:
    assert memo.select("meta[name=robots][content=noindex]")
    address = f"memo/{walkthrough.slug}"
    for file in ("sitemap.xml", "assets/search/index.json", "index.html", "practice/index.html"):
        assert address not in (site / file).read_text(encoding="utf-8"), file


@walkthroughs
def test_the_page_of_the_walkthrough_offers_it_and_it_leads_back(
    memo: Tag, site: Path, pages: dict[str, BeautifulSoup], walkthrough: Walkthrough
) -> None:
    back = str(memo.select("header a")[0]["href"])
    page, _, anchor = back.removeprefix("../").partition("#")
    assert anchor == walkthrough.slug
    (link,) = pages[f"/{page}"].select(".map-memo a")
    assert (site / page / str(link["href"])).resolve() == (site / f"memo/{walkthrough.slug}.html").resolve()


def test_it_has_a_stylesheet_of_its_own_that_no_other_page_loads(site: Path) -> None:
    (style,) = site.glob("assets/memo.*.css")
    using = {path.relative_to(site).parts[0] for path in site.rglob("*.html") if style.name in path.read_text("utf-8")}
    assert using == {"memo"}
    assert not list(site.glob("assets/styles/*.css"))


def test_a_value_is_written_in_where_it_is_first_needed_and_a_secret_never(content: Content) -> None:
    lines = {slug: lines_of(each, content.wording, SIMULATION) for slug, each in content.walkthroughs.items()}
    named = {label for each in lines.values() for line in each for label in line.blanks}
    secret = {content.wording.fields[name].label for name, field in SIMULATION.fields.items() if field.kind in SECRET}
    assert "Номер телефона" in named
    assert not named & secret
    register = content.walkthroughs["register-by-phone"].steps
    assert lines["register-by-phone"][2] == MemoLine(register[2].memo or register[2].say, ("Номер телефона",))
    for each in lines.values():
        blanks = [label for line in each for label in line.blanks]
        assert len(blanks) == len(set(blanks))
