"""What is around the text of a page: its colours, its bar and contents, and what Back brings."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.support.browser_steps import (
    PHONE,
    REGISTER,
    at_rest,
    at_step,
    fill,
    go_to_the_methods,
    go_to_the_number,
    have_come,
    taken_over,
)
from tests.support.chromium import launch
from tests.support.page_pool import PagePool


@pytest.fixture
def page(page_pool: PagePool) -> Iterator[Page]:
    with page_pool.page(reduced_motion=True) as page:
        yield page


# Colours

SCHEME_AT_FIRST = """() => {
  const look = () => document.body?.dataset.mdColorScheme;
  const watch = new MutationObserver(() => {
    if (document.querySelector(".md-main")) { window.schemeAtFirst ??= look(); watch.disconnect(); }
  });
  watch.observe(document, { childList: true, subtree: true });
}"""
"""Notes the scheme as soon as the text of the page begins: nothing has been painted by then."""


def test_the_chosen_colours_are_there_before_the_text_and_on_every_page(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, color_scheme="dark") as context:
        context.add_init_script(f"({SCHEME_AT_FIRST})()")
        page = context.new_page()
        page.goto("/")
        assert page.evaluate("schemeAtFirst") == "slate", "those of the device"
        page.get_by_role("button", name="Включить светлую тему").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
        dark = page.get_by_role("button", name="Включить тёмную тему")
        expect(dark).to_be_focused()
        for address in ("/security/fraud/", "/404.html"):
            page.goto(address)
            assert page.evaluate("schemeAtFirst") == "default", "those that were chosen"
        page.keyboard.press("Tab")
        dark.press("Enter")
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        expect(page.locator("meta[name=theme-color]")).to_have_attribute("content", "rgb(11, 75, 82)")


def test_a_choice_made_with_the_themes_own_script_is_still_known(page: Page) -> None:
    page.goto("/")
    stored = '{"index":1,"color":{"media":"(prefers-color-scheme: dark)","scheme":"slate","primary":"custom"}}'
    page.evaluate("stored => localStorage.setItem('/.__palette', stored)", stored)
    page.goto("/registration/")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


# Where the reader is


def test_the_bar_and_the_contents_follow_the_reader(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 700})
    page.goto("/about/editors/")
    title, contents = page.locator(".md-header__title"), page.locator(".md-sidebar--secondary")
    expect(title).not_to_have_class("md-header__title md-header__title--active")
    links = contents.locator("a")
    third = links.nth(2)
    third.click()
    expect(title).to_have_class("md-header__title md-header__title--active")
    expect(contents.locator(".md-nav__link--active")).to_have_text(third.inner_text())
    expect(links.first).to_contain_class("md-nav__link--passed")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(contents.locator(".md-nav__link--active")).to_have_text(links.last.inner_text())
    page.evaluate("scrollTo(0, 0)")
    expect(title).not_to_contain_class("md-header__title--active")
    expect(contents.locator(".md-nav__link--passed")).to_have_count(0)


def test_what_is_beside_the_text_stands_still_and_is_never_cut_off(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    page.goto("/about/editors/")
    page.evaluate("scrollTo(0, 3000)")
    for column in (".md-sidebar--primary", ".md-sidebar--secondary"):
        box = page.locator(f"{column} .md-sidebar__scrollwrap").bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 400, "the rest is reached by scrolling the column"


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_the_search_but_not_while_something_is_typed(page: Page, key: str) -> None:
    page.goto(REGISTER)
    search = page.get_by_role("textbox", name="Поиск по сайту")
    address = page.get_by_label("Адрес сайта")
    address.focus()
    page.keyboard.press(key)
    expect(address).to_have_value(key)
    page.locator("h1").click()
    page.keyboard.press(key)
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#search-results")).to_be_hidden()


# Back


@pytest.fixture(scope="module")
def keeping_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser that keeps the pages that were left, as those of readers do."""
    with launch(playwright, keeps_pages=True) as browser:
        yield browser


@pytest.fixture(scope="module")
def keeping_pool(keeping_browser: Browser, server: str) -> Iterator[PagePool]:
    pool = PagePool(keeping_browser, server)
    yield pool
    pool.close()


@pytest.fixture
def kept_page(keeping_pool: PagePool) -> Iterator[Page]:
    with keeping_pool.page(PHONE, service_workers="allow") as page:
        page.goto("/security/")
        # A browser drops what it keeps when a service worker takes over, as it does soon after the first page.
        taken_over(page)
        yield page


def before_it_is_left(page: Page) -> None:
    """Let the page notice that it comes back, and not another of its address."""
    page.evaluate("addEventListener('pageshow', ({ persisted }) => { window.wasKept = persisted; })")


def go_back(page: Page) -> None:
    """Press the browser's Back. Playwright's own waits for a page to load, and none does."""
    page.evaluate("history.back()")
    page.wait_for_function("() => window.wasKept")


def test_back_brings_every_kind_of_page_as_it_was_left(kept_page: Page) -> None:
    for address in ("/", REGISTER, "/practice/", "/about/editors/", "/404.html"):
        kept_page.goto(address)
        at_rest(kept_page)
        kept_page.evaluate("scrollTo(0, 10)")
        before_it_is_left(kept_page)
        kept_page.goto("/security/")
        go_back(kept_page)
        assert kept_page.evaluate("[location.pathname, scrollY]") == [address, 10]


def test_a_page_comes_back_with_what_was_half_typed_and_without_what_lay_over_it(kept_page: Page) -> None:
    go_to_the_number(kept_page)
    fill(kept_page, "Номер телефона", "+7 907 00")
    kept_page.get_by_role("button", name="Меню").click()
    menu = kept_page.locator(".md-sidebar--primary")
    before_it_is_left(kept_page)
    menu.get_by_role("link", name="Через соцсети").click()
    expect(kept_page).to_have_url(re.compile("by-social"))
    go_back(kept_page)
    expect(menu).to_be_hidden()
    expect(kept_page.get_by_label("Номер телефона")).to_have_value("+7 907 00")
    at_step(kept_page, "enter-number")


def test_a_page_that_comes_back_knows_what_has_happened_meanwhile(kept_page: Page) -> None:
    go_to_the_methods(kept_page)
    before_it_is_left(kept_page)
    kept_page.goto("/practice/")
    kept_page.get_by_role("button", name="Включить тёмную тему").click()
    kept_page.get_by_role("button", name="Начать заново: Первый вход по номеру телефона").click()
    expect(kept_page.locator(".overview .notice")).to_be_visible()
    go_back(kept_page)
    at_step(kept_page, "open-site")
    expect(kept_page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


# The next page


@pytest.mark.parametrize("service_workers", ["block", "allow"])
def test_a_browser_with_speculation_rules_has_the_next_page_before_it_is_pressed(
    page_pool: PagePool, service_workers: str
) -> None:
    """Through the service worker and without it: the rules go by a header, and the policy lets them."""
    with page_pool.page(service_workers=service_workers) as page:
        page.goto("/")
        if service_workers == "allow":
            taken_over(page)
        have_come(page, ".speculationrules")
        link = page.locator(".md-tabs__link", has_text="Вход")
        with page.context.expect_event("request", lambda request: request.headers.get("sec-purpose") == "prefetch"):
            link.hover()
        link.click()
        expect(page.locator(".md-tabs__item--active")).to_contain_text("Вход")
        come = page.evaluate("performance.getEntriesByType('navigation')[0].deliveryType")
        assert come == "navigational-prefetch"


WITHOUT_RULES = "HTMLScriptElement.supports = () => false;"


def test_another_browser_asks_for_the_next_page_when_its_link_is_reached(browser: Browser, server: str) -> None:
    asked: list[str] = []
    with browser.new_context(base_url=server, service_workers="block") as context:
        context.add_init_script(WITHOUT_RULES)
        context.route("**/*.speculationrules", lambda route: route.abort())
        page = context.new_page()
        go_to_the_methods(page)
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        with page.expect_request("**/practice/"):
            page.locator(".md-tabs__link", has_text="Тренировки").hover()
        with page.expect_request("**/deceived/"):
            page.get_by_role("link", name="Что делать, если вас обманули").focus()
        page.get_by_role("link", name="Памятка для печати").hover()
        with page.expect_request("**/sign-in/"):
            page.locator(".md-tabs__link", has_text="Тренировки").hover()
            page.locator(".md-tabs__link", has_text="Вход").hover()
    assert [path for path in asked if "sandbox" in path] == []
    assert asked.count("/practice/") == 1
