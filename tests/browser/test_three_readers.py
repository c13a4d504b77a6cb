"""Three readers in trouble know the next thing to do within two presses, from the first page and by search alone.

On a phone, as they would: what they must do stands in sight, without scrolling.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_steps import PHONE, search
from tests.support.page_pool import PagePool


@dataclass(frozen=True)
class Reader:
    """``link`` stands on the first page; ``typed`` is what they look for; ``next_thing`` is what they must be told.

    ``hit`` is the line that they press of what was found: a page, or the question under it that is theirs.
    """

    link: str
    typed: str
    next_thing: str
    hit: int = 0


READERS = {
    "named a code on the phone": Reader("Что делать, если вас обманули", "сказала код из смс", "Прекратите разговор"),
    "the SIM stopped working": Reader("Исчезла вся связь", "симка перестала работать", "Сразу позвоните оператору"),
    "a late husband's number": Reader("Удалить кабинет", "удалить кабинет умершего мужа", "8 800 250 08 90", hit=1),
}


@pytest.fixture
def page(page_pool: PagePool) -> Iterator[Page]:
    with page_pool.page(PHONE, reduced_motion=True) as page:
        page.goto("/")
        yield page


def expect_in_sight(page: Page, next_thing: str) -> None:
    said = page.locator("article :is(p, li)").filter(has_text=next_thing, visible=True).first
    expect(said).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_from_the_first_page(page: Page, reader: Reader) -> None:
    page.locator("article").get_by_role("link", name=reader.link, exact=True).click()
    expect_in_sight(page, reader.next_thing)


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
def test_by_search_alone(page: Page, reader: Reader) -> None:
    page.locator("header label[for=__search]").first.click()
    search(page, reader.typed)
    page.locator(".search-hit").nth(reader.hit).click()
    expect_in_sight(page, reader.next_thing)


TYPED = {
    "сказала цифры из смски": "Прекратите разговор",
    "мне позвонили и я дала код": "Прекратите разговор",
    "телефон пишет нет сети": "Сразу позвоните оператору",
    "симка сдохла": "Сразу позвоните оператору",
    "муж умер что делать с кабинетом": "Узнайте, куда звонить",
    "закрыть номер покойного мужа": "Узнайте, куда звонить",
}
"""In other words, and what the first line that was found must lead to."""


@pytest.mark.parametrize(("typed", "next_thing"), TYPED.items(), ids=TYPED)
def test_by_the_first_that_is_found(page: Page, typed: str, next_thing: str) -> None:
    page.locator("header label[for=__search]").first.click()
    search(page, typed)
    page.locator(".search-hit").first.click()
    expect_in_sight(page, next_thing)
