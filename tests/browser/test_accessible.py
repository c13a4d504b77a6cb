"""axe finds no fault in what opens on a page, wide and narrow, light and dark; pages themselves: test_every_page.py.

Only what has opened is looked at: all else is as in the page's own test.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.support.accessibility import SHOWN, Scheme, accessibility_faults, leave_few_entries, show_scheme
from tests.support.browser_steps import (
    DESKTOP,
    PHONE,
    at_step,
    code_in_the_sms,
    fill,
    make_mistake,
    press,
    search,
    unfold,
)
from tests.support.page_pool import PagePool
from tests.support.states import reach

LOOKS: tuple[tuple[ViewportSize, Scheme], ...] = ((PHONE, "light"), (PHONE, "dark"))
"""How a trainer is looked at. What is on a wide screen, and its colours, is on a narrow one too."""


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Scheme:
    scheme: Scheme = request.param
    return scheme


@pytest.fixture
def page(page_pool: PagePool, scheme: Scheme) -> Iterator[Page]:
    with page_pool.page(scheme=scheme, reduced_motion=True) as page:
        page.goto("/")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", SHOWN[scheme])
        yield page


def faults(page: Page, size: ViewportSize, scheme: Scheme, part: str) -> list[str]:
    """What axe finds in a part of the page as it is, at this size."""
    page.set_viewport_size(size)
    return accessibility_faults(page, scheme, part)


def faults_of_the_trainer(page: Page) -> list[str]:
    """What is open stays so, while menu and search close at any press."""
    found = []
    for size, scheme in LOOKS:
        show_scheme(page, scheme)
        found += faults(page, size, scheme, "section.walkthrough")
    return found


def test_no_state_of_a_trainer_has_an_accessibility_fault(page_pool: PagePool) -> None:
    with page_pool.page(reduced_motion=True) as page:
        assert faults_of_states(page) == []


def faults_of_states(page: Page) -> list[str]:
    """The form for a code, a mistake that is prepared and one that was made, and the end."""
    reach(page, "register-by-phone", "enter-code")
    found = faults(page, DESKTOP, "light", "section.walkthrough") + faults_of_the_trainer(page)
    unfold(page.get_by_text("Попробуйте ошибиться"))
    page.get_by_role("button", name="Новый код слишком рано").click()
    expect(page.locator(".lesson .here")).to_be_visible()
    found += faults_of_the_trainer(page)
    make_mistake(page, "Неверный код")
    found += faults_of_the_trainer(page)
    fill(page, "Код подтверждения", code_in_the_sms(page))
    press(page, "Подтвердить")
    at_step(page, "set-password")
    press(page, "Показать, как")
    expect(page.locator(".notice")).to_contain_text("Осталось нажать кнопку")
    press(page, "Сохранить пароль")
    expect(page.locator(".finish")).to_be_visible()
    return found + faults_of_the_trainer(page)


def test_the_opened_menu_has_no_accessibility_fault(page: Page, scheme: Scheme) -> None:
    page.set_viewport_size(PHONE)
    for address in ("/security/fraud/", "/about/editors/"):  # of a section, and with the longest contents
        page.goto(address)
        leave_few_entries(page, ".md-content")
        page.locator("header label[for=__drawer]").click()
        expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()
        assert faults(page, PHONE, scheme, ".md-sidebar--primary") == []


def test_the_opened_search_has_no_accessibility_fault(page: Page, scheme: Scheme) -> None:
    for size in (DESKTOP, PHONE):
        page.set_viewport_size(size)
        page.goto("/security/")
        if size == PHONE:
            page.locator("header label[for=__search]").first.click()
        page.get_by_role("textbox", name="Поиск по сайту").focus()
        assert faults(page, size, scheme, ".md-search") == []
        search(page, "зобыл пароль")
        expect(page.locator(".search-hit mark").first).to_be_visible()
        assert faults(page, size, scheme, ".md-search") == []
