"""Every page is opened once, and what a reader could meet on any is looked for.

Colours are looked at wide and narrow, light and dark, of every element that is unlike all before it. For the rest every
page is looked at narrow, and pages that have all kinds of elements between them are looked at wide too.
"""

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, ViewportSize, expect

from tests.support.accessibility import (
    NewKinds,
    Scheme,
    axe_at_hand,
    colour_faults,
    faults_beside_colours,
    leave_few_entries,
    show_scheme,
)
from tests.support.browser_steps import DESKTOP, PHONE, SMALL
from tests.support.complaints import complaints_of
from tests.support.page_pool import PagePool

NOT_FOUND = ("/404.html", "/problems/not_found.html")
SHOWN = ("/show/keep-codes-secret.html", "/show/register-by-phone.html", "/show/task-year-of-ivan.html")
"""Of the pages of pictures those with a call, with an SMS above its field, and with the whole life of a cabinet."""

NARROW: tuple[ViewportSize, ...] = (SMALL, {"width": 360, "height": 640})

LOOKS: tuple[tuple[ViewportSize, Scheme], ...] = (
    (PHONE, "light"),
    (PHONE, "dark"),
    (DESKTOP, "dark"),
    (DESKTOP, "light"),
)
"""Sizes and schemes, so that each differs from the one before by little: from that of the look at all pages to that in
which a page is opened."""

ONE_LOOK = LOOKS[:1]
"""At pages that have no button for the scheme."""

REFERENCE = "/about/editors/"
"""Of five times as many elements as any other page: some of each list and table of it are looked at."""

TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll(".md-typeset__scrollwrap")]
  .filter((element) => element.scrollWidth > element.clientWidth)
  .map((element) => element.localName)"""

BROKEN_WORDS = """() => {
  const broken = [];
  for (const cell of document.querySelectorAll(".md-typeset table:not([class]) :is(td, th)")) {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      if (texts.currentNode.parentElement.closest("code")) continue;
      for (const { 0: word, index } of texts.currentNode.data.matchAll(/[а-яё]+/gi)) {
        const range = document.createRange();
        range.setStart(texts.currentNode, index);
        range.setEnd(texts.currentNode, index + word.length);
        if (new Set(Array.from(range.getClientRects(), ({ top }) => top)).size > 1) broken.push(word);
      }
    }
  }
  return broken;
}"""

Found = dict[str, list[str]]
"""What was found by each kind of look."""


@pytest.fixture(scope="module")
def found(page_pool: PagePool, articles: dict[str, BeautifulSoup]) -> Found:
    found: Found = {"inaccessible": [], "too wide": [], "broken words": []}
    wide = with_all_kinds(articles)
    kinds = NewKinds()
    with (
        page_pool.page(reduced_motion=True, service_workers="allow") as page,
        axe_at_hand(page),
        complaints_of(page) as found["complaints"],
    ):
        for address in [*sorted(articles, key=lambda address: address not in wide), *NOT_FOUND, *SHOWN]:
            page.set_viewport_size(DESKTOP)
            open_page(page, address)
            kinds.note_seen(page)
            if address in wide:
                found["inaccessible"] += faults_beside_colours(page)
            for size in (*NARROW, PHONE):
                page.set_viewport_size(size)
                found["too wide"] += look_at(page, TOO_WIDE)
                if size in NARROW:
                    found["broken words"] += look_at(page, BROKEN_WORDS)
            if address == REFERENCE:
                leave_few_entries(page, ".md-content")
            found["inaccessible"] += faults_beside_colours(page)
            if kinds.leave_alone(page):
                for size, scheme in ONE_LOOK if address in SHOWN else LOOKS:
                    page.set_viewport_size(size)
                    show_scheme(page, scheme)
                    found["inaccessible"] += colour_faults(page, scheme)
    return found


def with_all_kinds(articles: dict[str, BeautifulSoup]) -> set[str]:
    """Addresses of pages that have every kind of element that readers' pages have, as far as that matters when wide."""
    kinds = {address: kinds_of(page) for address, page in articles.items() if address != REFERENCE}
    missing = set().union(*kinds.values())
    chosen = set(NOT_FOUND)
    while missing:
        richest = max(kinds, key=lambda address: len(kinds[address] & missing))
        chosen.add(richest)
        missing -= kinds[richest]
    return chosen


def kinds_of(page: BeautifulSoup) -> set[str]:
    """What assistive technology goes by, and not how it looks: the name, the type and role, and how it is labelled."""
    return {
        f"{tag.name} {tag.get('type')} {tag.get('role')} {sorted(name for name in tag.attrs if spoken(name))}"
        for tag in page.find_all(True)
    }


def spoken(attribute: str) -> bool:
    return attribute.startswith("aria-") or attribute in ("alt", "for", "hidden", "tabindex", "title")


def open_page(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response
    assert response.headers.get("content-security-policy"), address
    expect(page.locator("html:not(.no-js)")).to_be_attached()
    expect(page.locator("[data-version=static]")).to_have_count(0)  # nothing is swapped while it is looked at


def look_at(page: Page, script: str) -> list[str]:
    seen: list[str] = page.evaluate(script)
    return [f"{page.url} at {page.viewport_size}: {each}" for each in seen]


def test_no_page_does_what_its_policy_forbids(found: Found) -> None:
    assert found["complaints"] == []


def test_no_page_has_an_accessibility_fault(found: Found) -> None:
    assert found["inaccessible"] == []


def test_no_page_scrolls_sideways_on_a_phone(found: Found) -> None:
    assert found["too wide"] == []


def test_no_word_of_a_table_is_broken(found: Found) -> None:
    assert found["broken words"] == []
