"""The built site: every link, anchor, asset and form leads somewhere, and nothing of the article is lost."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from sandbox.account.actions import ACTIONS
from sandbox.content import Content
from sandbox.rendering.addresses import CABINET_ADDRESS, TASKS
from sandbox.web.site import ADDRESS, TITLE, WIDGET
from tests.support.article_instructions import TOLD
from tests.support.at_once import at_once

COMMANDS = {"restart", "wait", "show_example", "try_mistake", "undo", "step_back", "start_at"}
CABINETS_COMMANDS = {"wait", "insert_code", "undo", "keep", "recall", "restart", "answer", "finish"}
TRAINERS = "section[data-walkthrough]"
CABINETS = "section[data-cabinet]"


def cabinets(content: Content) -> set[str]:
    """The addresses of the free practice and of all tasks."""
    return {CABINET_ADDRESS, *(f"{TASKS}/{slug}" for slug in content.tasks)}


def references(page: BeautifulSoup) -> Iterator[str]:
    for tag in page.find_all(["a", "link", "img", "script", "source", "use"]):
        for attribute in ("href", "src", "xlink:href"):
            if value := tag.get(attribute):
                yield str(value)


def anchors(page: BeautifulSoup) -> set[str]:
    return {str(tag[key]) for tag in page.find_all(True) for key in ("id", "name") if tag.get(key)}


def test_every_internal_link_anchor_and_asset_leads_somewhere(
    site: Path, pages: dict[str, BeautifulSoup], content: Content
) -> None:
    places = {f"{cabinet}/{place}" for cabinet in cabinets(content) for place in content.places}
    known = {address: anchors(page) for address, page in pages.items()}
    broken = []
    for address, page in pages.items():
        for reference in references(page):
            target = urlsplit(urljoin(f"http://site{address}", reference.replace(ADDRESS, "")))
            if target.netloc != "site" or target.scheme != "http":
                continue
            path = unquote(target.path)
            exists = path in known or path in places or (site / path.lstrip("/")).is_file()
            fragment = unquote(target.fragment)
            if not exists or (fragment and path in known and fragment not in known[path] | {"__skip", "__top"}):
                broken.append(f"{address}: {reference}")
    assert broken == []


def test_no_page_loads_anything_from_another_origin(pages: dict[str, BeautifulSoup], port: int) -> None:
    own = ("", f"127.0.0.1:{port}")
    foreign = [
        f"{address}: {tag}"
        for address, page in pages.items()
        for tag in page.find_all(["link", "img", "script", "source", "iframe"])
        if urlsplit(str(tag.get("src") or tag.get("href") or "")).netloc not in own
    ]
    assert foreign == []


def test_every_form_in_the_pages_has_an_action_the_sandbox_knows(
    articles: dict[str, BeautifulSoup], content: Content
) -> None:
    for page in articles.values():
        for form in page.select(f"{TRAINERS} form, {CABINETS} form"):
            trainer, _, action = str(form["action"]).rpartition("/")
            assert action == form["data-action"]
            if trainer in cabinets(content):
                assert action in ACTIONS.keys() | CABINETS_COMMANDS
            else:
                assert trainer.removeprefix("/sandbox/walkthroughs/") in content.walkthroughs
                assert action in ACTIONS.keys() | COMMANDS


def test_every_walkthrough_is_baked_into_exactly_one_page(articles: dict[str, BeautifulSoup], content: Content) -> None:
    found = [str(section["data-walkthrough"]) for page in articles.values() for section in page.select(TRAINERS)]
    assert sorted(found) == sorted(content.walkthroughs)


def test_the_cabinet_and_every_task_are_baked_into_exactly_one_page_each(
    articles: dict[str, BeautifulSoup], content: Content
) -> None:
    found = [str(each["data-address"]) for page in articles.values() for each in page.select(CABINETS)]
    assert sorted(found) == sorted(cabinets(content))


def test_a_baked_walkthrough_shows_all_its_steps_with_the_first_form_open(
    articles: dict[str, BeautifulSoup], content: Content
) -> None:
    for page in articles.values():
        for section in page.select(TRAINERS):
            walkthrough = content.walkthroughs[str(section["data-walkthrough"])]
            first = walkthrough.steps[0]
            assert (section["data-status"], section["data-step"]) == ("todo", first.id)
            assert [said.text for said in section.select("ol.steps .step__say")] == [
                step.say for step in walkthrough.steps
            ]
            assert section.select_one(f'li[aria-current="step"] form[data-action="{first.action}"]')
            assert section.select_one("aside.phone")


def test_every_page_has_a_heading_a_description_and_a_title_of_its_own(articles: dict[str, BeautifulSoup]) -> None:
    titles = [str(page.title and page.title.text) for page in articles.values()]
    descriptions = [description(page) for page in articles.values()]
    assert all(len(page.find_all("h1")) == 1 for page in articles.values())
    assert len(set(titles)) == len(titles)
    assert len(set(descriptions)) == len(descriptions)
    assert all(20 < len(text) <= 160 for text in descriptions)


def description(page: BeautifulSoup) -> str:
    meta = page.select_one("meta[name=description]")
    return str(meta["content"]) if meta else ""


def test_the_first_page_leads_to_every_task_in_one_click(articles: dict[str, BeautifulSoup]) -> None:
    home = articles["/"].select_one("article")
    assert home
    assert home.h1
    assert home.h1.text.replace("\u00a0", " ").startswith("Что вы хотите сделать?")
    linked = {urljoin("/", str(link["href"]).split("#")[0]) for link in home.select("a[href]")}
    tasks = {address for address in articles if address.count("/") == 3 and not re.match("/about/|/check/", address)}
    assert tasks - linked == set()
    assert linked >= {"/cabinet/", "/check/"}


def test_every_card_leads_to_one_task(articles: dict[str, BeautifulSoup]) -> None:
    """A card that is typed without an empty line before it becomes the end of its neighbour's sentence."""
    cards = articles["/"].select(".grid.cards li")
    assert len(cards) > 15
    assert [card.text for card in cards if len(card.select("a")) != 1] == []


def test_the_page_that_the_sandbox_fills_has_its_places_and_root_links(pages: dict[str, BeautifulSoup]) -> None:
    shell = pages["/trainer.html"]
    text = str(shell)
    assert text.count(WIDGET) == 1
    assert TITLE in str(shell.title)
    relative = [
        reference
        for reference in references(shell)
        if not re.match(r"/|#|https?:|data:", reference.replace(ADDRESS, ""))
    ]
    assert relative == [], "the page is shown at another address than it is built at"


def test_lines_do_not_begin_with_a_dash_or_end_with_a_preposition(articles: dict[str, BeautifulSoup]) -> None:
    for address, page in articles.items():
        for text in visible_texts(page):
            assert " —" not in text, f"{address}: {text!r}"
            assert not re.search(r"(?<![\w-])[вксиоау] (?=[а-яё])", text), f"{address}: {text!r}"


def test_quotes_are_russian(articles: dict[str, BeautifulSoup]) -> None:
    for address, page in articles.items():
        for text in visible_texts(page):
            assert not re.search(r'["“”]', text), f"{address}: {text!r}"


def visible_texts(page: BeautifulSoup) -> Iterator[str]:
    article = page.select_one("article")
    assert article
    for text in article.find_all(string=True):
        parents = {parent.name for parent in text.parents if isinstance(parent, Tag)}
        if not parents & {"code", "pre", "script", "style", "title", "svg"}:
            yield str(text)


ARTICLE = (
    # every sentence of the article that isn't a heading, as the site has it
    *TOLD,
    "предоставляет доступ к управлению услугами, проверке баланса и детализации звонков",
    "Ознакомьтесь с другими похожими статьями, которые могут быть вам полезны.",
)


@at_once("sentence", ARTICLE)
def test_nothing_of_the_article_is_lost(articles: dict[str, BeautifulSoup], sentence: str) -> None:
    guide = (page for address, page in articles.items() if address != "/about/article/")
    texts = (" ".join(page.get_text(" ").split()) for page in guide)
    assert any(sentence.casefold() in text.casefold() for text in texts)


@at_once(
    "heading",
    [
        "Способы создания личного кабинета",
        "Пошаговая регистрация",
        "Вход в существующий аккаунт",
        "Восстановление доступа",
        "Возможности личного кабинета",
    ],
)
def test_the_articles_sections_have_their_headings(articles: dict[str, BeautifulSoup], heading: str) -> None:
    found = [each.text for page in articles.values() for each in page.select("article h2[id]")]
    headings = [" ".join(text.replace("¶", "").split()) for text in found]
    assert headings.count(heading) == 1


def test_the_nine_teasers_are_shown_as_they_are(articles: dict[str, BeautifulSoup]) -> None:
    teasers = [item.get_text(" ", strip=True) for item in articles["/about/related/"].select(".related__item")]
    assert len(teasers) == 9
    assert "Многие абоненты Теле2 сталкиваются с ситуацией" in teasers[0].replace("\u00a0", " ")
    assert "Снижение продаж — серьёзная проблема" in teasers[2].replace("\u00a0", " "), "in our signs and letters"


def test_the_chrome_of_the_articles_page_is_not_ours(articles: dict[str, BeautifulSoup]) -> None:
    for page in articles.values():
        body = page.select_one("article")
        assert body
        assert "Мыльницы" not in body.text


def test_each_walkthrough_has_a_map_of_all_its_ways(articles: dict[str, BeautifulSoup], content: Content) -> None:
    drawn = {}
    for page in articles.values():
        for section in page.select(TRAINERS):
            (drawn[str(section["data-walkthrough"])],) = page.select("details.map")
    assert drawn.keys() == content.walkthroughs.keys()
    for slug, walkthrough in content.walkthroughs.items():
        steps = drawn[slug].select(".map__step")
        assert len(steps) == len(walkthrough.steps) + 1
        for step, box in zip(walkthrough.steps, steps, strict=False):
            assert step.say in box.text
            back = [way.text for way in box.select(".map__back")]
            known = [each.id for each in walkthrough.steps]
            leads_back = [to for to in step.then.values() if to in known and known.index(to) <= known.index(step.id)]
            assert len(back) == len(leads_back)
            assert len(box.select(".map__on")) == len(step.then) - len(leads_back)
            assert len(box.select(".map__stay")) == len({each.gives for each in step.mistakes} - step.then.keys())
