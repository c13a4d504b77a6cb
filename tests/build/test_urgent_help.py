"""Whoever is in trouble right now is told what to do for real, not led to a trainer as if it were the cure."""

import pytest
from bs4 import BeautifulSoup

Articles = dict[str, BeautifulSoup]

TRAINER = "section.walkthrough"


def test_what_to_do_when_deceived_leads_to_no_trainer(articles: Articles) -> None:
    steps = articles["/deceived/"].select_one("#now ~ ol")
    assert steps
    assert len(steps.select("li")) == 5
    assert "на\u00a0сайте оператора" in steps.text
    assert not steps.select("a:not([href^='#'])"), "a trainer changes no real password"


def test_what_leads_to_a_trainer_there_says_so(articles: Articles) -> None:
    page = articles["/deceived/"].select_one("article")
    assert page
    for link in page.select("li a[href*='/change-password/'], li a[href*='/lost-sim/']"):
        around = link.find_parent("div", class_="admonition") or link.find_parent("nav")
        assert around, link
        assert around.name == "nav" or "потренироваться" in around.text, link


@pytest.mark.parametrize(
    "address",
    ["/security/change-password/", "/security/lost-sim/", "/security/fraud/"],
)
def test_urgent_help_stands_above_the_trainer(articles: Articles, address: str) -> None:
    page = articles[address]
    urgent = page.select_one(".admonition.danger")
    assert urgent, "no box for whoever is in trouble"
    assert urgent.find_next("section", class_="walkthrough"), "the box comes too late"
    for link in urgent.select("a[href$='/']"):
        target = page_of(link["href"], articles)
        assert not target.select(TRAINER), link


def page_of(href: object, articles: Articles) -> BeautifulSoup:
    return next(
        page for address, page in articles.items() if address.strip("/") == str(href).replace("../", "").strip("/")
    )
