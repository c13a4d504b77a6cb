"""Search engines and messengers learn about each page what is true, and nothing of the sandbox."""

import json
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from font_roboto import font_files
from PIL import Image, ImageFont

from macros.pages import share_picture
from sandbox.content import Content

Articles = dict[str, BeautifulSoup]
Thing = dict[str, Any]

REQUIRED = {
    "WebSite": {"name", "url", "description", "inLanguage"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "HowTo": {"name", "image", "step"},
    "HowToStep": {"name", "text", "url"},
    "FAQPage": {"mainEntity"},
    "Question": {"name", "acceptedAnswer"},
    "Answer": {"text"},
}
"""What schema.org and the search engines' guides ask of each thing, as far as the site uses it."""


ADDED = " — учебный сайт"
LONGEST_TITLE = 70


@pytest.fixture(scope="module")
def address(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def meta(page: BeautifulSoup, name: str) -> str:
    (tag,) = page.select(f'meta[property="{name}"], meta[name="{name}"]')
    return str(tag["content"])


def things(page: BeautifulSoup) -> list[Thing]:
    (script,) = page.select('script[type="application/ld+json"]')
    data = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    graph: list[Thing] = data["@graph"]
    return graph


def of_type(page: BeautifulSoup, kind: str) -> list[Thing]:
    return [thing for thing in things(page) if thing["@type"] == kind]


def walk(value: object) -> list[Thing]:
    """All things in a tree of JSON."""
    if isinstance(value, list):
        return [thing for item in value for thing in walk(item)]
    return [value, *walk(list(value.values()))] if isinstance(value, dict) else []


def plain(text: str) -> str:
    return " ".join(text.split())


def test_a_title_says_that_the_site_is_for_training(articles: Articles) -> None:
    for page in articles.values():
        assert page.title
        assert page.title.text.endswith(ADDED)
        assert len(page.title.text) >= 20, page.title.text
        assert 70 <= len(meta(page, "description")) <= 160, page.title.text


def test_a_title_is_short_enough_to_be_shown_whole(articles: Articles) -> None:
    """Search engines cut longer ones. What is added to the editor's own title counts too."""
    too_long = [
        f"{path}: {title.removesuffix(ADDED)!r} has {len(title)} characters with {ADDED!r}, the most is {LONGEST_TITLE}"
        for path, page in articles.items()
        if len(title := page.title.text if page.title else "") > LONGEST_TITLE
    ]
    assert too_long == [], "\n".join(too_long)


def test_each_page_names_the_one_address_it_is_found_at(articles: Articles, address: str) -> None:
    for path, page in articles.items():
        (canonical,) = page.select("link[rel=canonical]")
        assert canonical["href"] == meta(page, "og:url") == address + path


def test_the_sitemap_holds_all_pages_and_nothing_else(site: Path, articles: Articles, address: str) -> None:
    tree = ElementTree.parse(site / "sitemap.xml")
    found = [str(place.text) for place in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert sorted(found) == sorted(address + path for path in articles)


def test_robots_find_the_sitemap_and_may_read_what_tells_them_not_to_index(site: Path, address: str) -> None:
    lines = (site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {address}/sitemap.xml" in lines
    assert [line for line in lines if line.startswith("Disallow: /")] == []


def test_pages_that_are_not_for_finding_say_so(pages: Articles) -> None:
    hidden = {path for path, page in pages.items() if page.select('meta[name=robots][content="noindex"]')}
    shells = {path for path in pages if path.startswith("/problems/") and not path.endswith("-fragment.html")}
    others = {path for path in pages if path.startswith(("/memo/", "/show/"))}
    assert hidden == {"/404.html", "/trainer.html"} | shells | others
    assert [path for path in hidden if pages[path].select("link[rel=canonical], meta[property^=og]")] == []


def test_a_shared_link_shows_the_page_and_its_own_picture(site: Path, articles: Articles, address: str) -> None:
    pictures = set()
    for page in articles.values():
        assert meta(page, "twitter:card") == "summary_large_image"
        assert meta(page, "og:title") in str(page.title)
        assert meta(page, "og:description") == meta(page, "description")
        assert "Не связан с оператором" in meta(page, "og:image:alt")
        picture = meta(page, "og:image")
        assert picture.startswith(address)
        with Image.open(site / urlsplit(picture).path.lstrip("/")) as drawn:
            assert drawn.format == "PNG"
            assert drawn.size == (int(meta(page, "og:image:width")), int(meta(page, "og:image:height"))) == (1200, 630)
        pictures.add(picture)
    assert len(pictures) == len(articles)


def test_a_long_title_is_drawn_within_the_picture() -> None:
    font = ImageFont.truetype(font_files["RobotoBold"], 60)
    lines = share_picture.wrap("Что делать, если потерян телефон с\u00a0SIM-картой", font, 600)
    assert len(lines) > 1
    assert max(font.getlength(line) for line in lines) <= 600
    assert not any(line.endswith("с") for line in lines), "a no-break space keeps its line together"
    assert share_picture.draw("Коротко", "Сайт", "Учебный") != share_picture.draw("Длинно", "Сайт", "Учебный")


def test_pictures_of_two_pages_differ_only_in_the_rows_of_their_titles() -> None:
    read = [Image.open(BytesIO(share_picture.draw(title, "Сайт", "Учебный"))) for title in ("Ж" * 9, "Два слова")]
    rows = [[each.crop((0, y, each.width, y + 1)).tobytes() for y in range(each.height)] for each in read]
    differing = [y for y, (one, other) in enumerate(zip(*rows, strict=True)) if one != other]
    assert differing
    assert {*differing} <= {*share_picture.TITLE}
    assert [each.convert("RGB").getpixel((0, share_picture.TITLE.start)) for each in read] == [(0xF1, 0xF6, 0xF6)] * 2
    titles = [each.convert("L").crop((0, differing[0], each.width, differing[-1])) for each in read]
    assert max(min(each.tobytes()) for each in titles) < 0x30, "the ink of both"


def test_structured_data_has_all_that_search_engines_ask_for(articles: Articles, address: str) -> None:
    for page in articles.values():
        for thing in walk(things(page)):
            kind = thing["@type"]
            assert thing.keys() - {"@type"} == REQUIRED[kind], kind
            assert all(value not in ("", [], None) for value in thing.values())
            for place in (thing.get("url"), thing.get("item"), thing.get("image")):
                assert place is None or str(place).startswith(f"{address}/")


def test_a_how_to_has_the_steps_of_the_walkthrough_in_its_file(
    articles: Articles, content: Content, address: str
) -> None:
    shown = set()
    for path, page in articles.items():
        sections = page.select("section.walkthrough[data-walkthrough]")
        for section, how_to in zip(sections, of_type(page, "HowTo"), strict=True):
            walkthrough = content.walkthroughs[str(section["data-walkthrough"])]
            shown.add(walkthrough.slug)
            assert [step["name"] for step in how_to["step"]] == [step.say for step in walkthrough.steps]
            for step, told in zip(walkthrough.steps, how_to["step"], strict=True):
                assert (step.hint or "") in told["text"]
                place = told["url"].removeprefix(f"{address}{path}#")
                assert page.find(id=place), "the address of a step leads to it"
    assert shown == content.walkthroughs.keys()


def test_questions_and_answers_are_those_of_the_page(articles: Articles) -> None:
    for page in articles.values():
        blocks = page.select("details.question")
        told = [question for faq in of_type(page, "FAQPage") for question in faq["mainEntity"]]
        assert len(told) == len(blocks)
        for block, question in zip(blocks, told, strict=True):
            assert block.summary
            assert question["name"] == plain(block.summary.text)
            assert f"{question['name']} {question['acceptedAnswer']['text']}" == plain(block.get_text())


def test_breadcrumbs_lead_down_from_the_first_page_through_pages_that_exist(articles: Articles, address: str) -> None:
    for path, page in articles.items():
        trails = of_type(page, "BreadcrumbList")
        if path == "/":
            assert trails == []
            continue
        ((items),) = [trail["itemListElement"] for trail in trails]
        assert [item["position"] for item in items] == [*range(1, len(items) + 1)]
        assert (items[0]["item"], items[-1]["item"]) == (f"{address}/", address + path)
        assert {urljoin("/", urlsplit(item["item"]).path) for item in items} <= articles.keys()
        assert len(items) == path.count("/"), "one level for each part of the address"
