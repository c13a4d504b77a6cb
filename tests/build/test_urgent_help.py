"""Whoever is in trouble right now is told what to do for real, not led to a trainer as if it were the cure."""

import re
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup, Tag

from sandbox.account.addresses import FAKES, judge_address
from sandbox.content import Content
from tests.support.at_once import at_once

Articles = dict[str, BeautifulSoup]

TRAINER = "section.walkthrough"


def test_what_to_do_when_deceived_leads_to_no_trainer(articles: Articles) -> None:
    steps = articles["/deceived/"].select_one("#now ~ ol")
    assert steps
    assert "на\u00a0сайте оператора" in steps.text
    assert not steps.select("a:not([href^='#'])"), "a trainer changes no real password"


def test_what_to_do_when_deceived_names_everything_that_a_code_opens(articles: Articles) -> None:
    steps = [words(step) for step in articles["/deceived/"].select("#now ~ ol > li")]
    in_order = ["Положите трубку", "от кого был код", "Смените пароль сначала там", "все сеансы", "в свой банк"]
    in_order += ["Проверьте приложения банков, Госуслуги, почту и маркетплейсы", "и в полицию", "«спасателям»"]
    assert len(steps) == len(in_order)
    assert [told for told, step in zip(in_order, steps, strict=True) if told not in step] == []


@at_once(
    "address",
    ["/deceived/", "/recovery/", "/registration/by-phone/", "/security/", "/security/lost-sim/", "/security/no-code/"],
)
def test_whoever_has_lost_all_signal_is_told_to_call(articles: Articles, address: str) -> None:
    """A SIM that is dead at once may have been issued anew, to a thief."""
    text = words(articles[address].select_one("article"))
    assert "исчезла вся связь" in text
    assert "звон" in text.partition("исчезла вся связь")[2]


def test_a_lost_signal_stands_among_the_causes_of_a_missing_code(articles: Articles) -> None:
    page = articles["/security/no-code/"]
    assert "другая SIM-карта" in words(page.select_one(".admonition.danger"))
    assert "исчезла вся связь" in words(page.select_one("#causes ~ .md-typeset__scrollwrap, #causes ~ table"))


@pytest.mark.parametrize(
    "address", ["/registration/by-phone/", "/sign-in/by-password/", "/recovery/forgotten-password/"]
)
def test_where_an_address_is_judged_the_page_says_how_a_real_one_ends(articles: Articles, address: str) -> None:
    assert re.search(r"имя[^.]* конча(ется|ться) на \.mts\.ru", words(articles[address]), re.IGNORECASE)


def test_the_name_of_a_site_ends_where_the_rules_end_it(articles: Articles, content: Content) -> None:
    """Else ``https://evil.example?x=login.mts.ru/`` would pass for the operator's."""
    page = words(articles["/recovery/forgotten-password/"])
    reset = content.walkthroughs["reset-forgotten-password"]
    (hint,) = (step.hint or "" for step in reset.steps if step.action == "open_reset_link")
    assert "первый знак /, ?, # или \\" in page
    assert "первый знак /, ?, # или \\" in hint.replace("\u00a0", " ")
    forged = [code.text for code in articles["/recovery/forgotten-password/"].select("li code") if "://" in code.text]
    assert len(forged) == 3
    assert all(judge_address(link).outcome in FAKES for link in forged)


def test_the_first_page_helps_the_frightened_before_all_else(articles: Articles) -> None:
    first = articles["/"].select_one("article :is(.admonition, h2, .grid)")
    assert first
    assert {"admonition", "danger"} <= set(first["class"])
    assert [link["href"] for link in first.select("a")] == ["deceived/", "security/lost-sim/", "security/no-code/"]


def test_the_bar_of_every_page_leads_to_urgent_help(pages: Articles) -> None:
    for address, page in pages.items():
        if not address.endswith("-fragment.html") and not address.startswith(
            ("/memo/", "/show/")
        ):  # printed, or pictures
            (link,) = page.select("header a.md-header__urgent")
            assert urljoin(address, str(link["href"])) == "/deceived/", address


def test_what_leads_to_a_trainer_there_says_so(articles: Articles) -> None:
    page = articles["/deceived/"].select_one("article")
    assert page
    for link in page.select("li a[href*='/change-password/'], li a[href*='/lost-sim/']"):
        around = link.find_parent("div", class_="admonition") or link.find_parent("nav")
        assert around, link
        assert around.name == "nav" or "потренироваться" in around.text, link


@at_once("address", ["/security/change-password/", "/security/lost-sim/", "/security/no-code/", "/security/fraud/"])
def test_urgent_help_stands_above_the_trainer(articles: Articles, address: str) -> None:
    page = articles[address]
    urgent = page.select_one(".admonition.danger")
    assert urgent, "no box for whoever is in trouble"
    assert urgent.find_next("section", class_="walkthrough"), "the box comes too late"
    for link in urgent.select("a[href$='/']"):
        target = page_of(link["href"], articles)
        assert not target.select(TRAINER), link


def words(tag: Tag | None) -> str:
    assert tag
    return " ".join(tag.get_text().split())


def page_of(href: object, articles: Articles) -> BeautifulSoup:
    return next(
        page for address, page in articles.items() if address.strip("/") == str(href).replace("../", "").strip("/")
    )
