"""axe finds no fault on any page, wide and narrow, light and dark, nor in what opens on it."""

from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.browser_steps import DESKTOP, PHONE, at_step, code_in_the_sms, fill, go_to_the_code, press, search

Scheme = Literal["light", "dark"]
SHOWN = {"light": "default", "dark": "slate"}
AXE = Axe()


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Page]:
    scheme: Scheme = request.param
    with browser.new_context(base_url=server, locale="ru-RU", color_scheme=scheme, reduced_motion="reduce") as context:
        page = context.new_page()
        page.goto("/")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SHOWN[scheme])
        yield page


def faults(page: Page, size: ViewportSize) -> list[str]:
    """What axe finds on the page as it is, at this size."""
    page.set_viewport_size(size)
    page.evaluate("Promise.allSettled(document.getAnimations().map((animation) => animation.finished))")
    found = AXE.run(page, options={"resultTypes": ["violations"], "preload": False}).response["violations"]
    return [
        f"{page.url} at {size['width']}: {each['id']}: {node['html']}: {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


def test_no_page_has_an_accessibility_fault(page: Page, articles: dict[str, BeautifulSoup]) -> None:
    found = []
    for address in [*articles, "/404.html", "/problems/not_found.html"]:
        page.goto(address)
        for size in (DESKTOP, PHONE):
            found += faults(page, size)
    assert found == []


def test_no_state_of_a_trainer_has_an_accessibility_fault(page: Page) -> None:
    page.set_viewport_size(DESKTOP)
    go_to_the_code(page)
    found = faults(page, DESKTOP)
    page.get_by_text("Попробуйте ошибиться").click()
    page.get_by_role("button", name="Неверный код").click()
    expect(page.get_by_role("alert")).to_be_visible()
    found += faults(page, DESKTOP) + faults(page, PHONE)
    fill(page, "Код подтверждения", code_in_the_sms(page))
    press(page, "Подтвердить")
    at_step(page, "set-password")
    press(page, "Показать, как")
    expect(page.locator(".notice")).to_contain_text("Осталось нажать кнопку")
    press(page, "Сохранить пароль")
    expect(page.locator(".finish")).to_be_visible()
    assert found + faults(page, PHONE) + faults(page, DESKTOP) == []


def test_the_opened_menu_has_no_accessibility_fault(page: Page) -> None:
    page.set_viewport_size(PHONE)
    for address in ("/", "/security/fraud/", "/about/editors/"):
        page.goto(address)
        page.locator("header label[for=__drawer]").click()
        expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()
        assert faults(page, PHONE) == []


def test_the_opened_search_has_no_accessibility_fault(page: Page) -> None:
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.goto("/security/")
        if size == PHONE:
            page.locator("header label[for=__search]").first.click()
        page.get_by_role("textbox", name="Поиск по сайту").focus()
        assert faults(page, size) == []
        search(page, "зобыл пароль")
        expect(page.locator(".search-hit mark").first).to_be_visible()
        assert faults(page, size) == []
