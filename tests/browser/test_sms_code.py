"""A code goes from its SMS into the field by one press; what counts down does so by itself."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.support.browser_steps import (
    DESKTOP,
    PHONE,
    SMALL,
    at_step,
    code_in_the_sms,
    move_clock,
    press,
)
from tests.support.page_pool import PagePool
from tests.support.states import reach


@pytest.fixture(params=[DESKTOP, SMALL], ids=["beside", "above"])
def page(page_pool: PagePool, request: pytest.FixtureRequest) -> Iterator[Page]:
    with page_pool.page(request.param, reduced_motion=True) as page:
        yield page


above = pytest.mark.parametrize("page", [SMALL], indirect=True, ids=["above"])
"""For what is the same wherever the SMS stands."""


def test_one_press_fills_the_field_and_the_next_one_confirms(page: Page) -> None:
    reach(page, "register-by-phone", "enter-code")
    page.locator("[data-code]:visible").click()
    expect(page.get_by_label("Код подтверждения")).to_have_value(code_in_the_sms(page))
    expect(page.locator("[data-code]:visible")).to_have_text("Код вставлен ✓", use_inner_text=True)
    expect(page.get_by_role("button", name="Подтвердить")).to_be_focused()
    page.keyboard.press("Enter")
    at_step(page, "set-password")


@above
def test_it_is_copied_where_the_browser_allows_it(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reach(page, "register-by-phone", "enter-code")
    page.locator("[data-copy]:visible").click()
    expect(page.locator("[data-copy]:visible")).to_have_text("Скопировано ✓", use_inner_text=True)
    assert page.evaluate("navigator.clipboard.readText()") == code_in_the_sms(page)
    page.context.clear_permissions()


@above
def test_a_double_click_takes_the_code_whole(page: Page) -> None:
    reach(page, "register-by-phone", "enter-code")
    page.locator("mark:visible > span").first.dblclick()
    assert page.evaluate("getSelection().toString().trim()") == code_in_the_sms(page)


@above
def test_one_click_selects_the_code_whole(page: Page) -> None:
    reach(page, "register-by-phone", "enter-code")
    page.locator("mark:visible > span").last.click()
    assert page.evaluate("getSelection().toString().trim()") == code_in_the_sms(page)


@above
def test_the_whole_sms_is_pasted_uncut_and_its_code_is_found(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    reach(page, "register-by-phone", "enter-code")
    text = page.locator(".message__text:visible").first.evaluate("element => element.textContent.trim()")
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.get_by_label("Код подтверждения").press("ControlOrMeta+v")
    expect(page.get_by_label("Код подтверждения")).to_have_value(text)
    press(page, "Подтвердить")
    at_step(page, "set-password")
    page.context.clear_permissions()


@above
def test_a_code_that_has_expired_is_asked_for_anew_beside_it(page: Page) -> None:
    reach(page, "register-by-phone", "enter-code")
    move_clock(page, "code_expiry")
    expect(page.locator("[data-code]:visible")).to_have_count(0)
    page.locator(".message button:visible", has_text="Запросить новый код").click()
    expect(page.locator(".screen .notice")).to_contain_text("Отправлен новый код")


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["above", "beside"])
def test_without_scripts_the_same_button_fills_the_field(page_pool: PagePool, size: ViewportSize) -> None:
    with page_pool.page(size, java_script_enabled=False) as page:
        reach(page, "register-by-phone", "enter-code", javascript=False)
        page.locator("[data-code]:visible").click()
        expect(page.get_by_label("Код подтверждения")).to_have_value(code_in_the_sms(page))


def test_a_notice_counts_down_and_only_its_end_is_announced(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, locale="ru-RU", viewport=PHONE) as context:
        page = context.new_page()
        page.clock.install()
        reach(page, "register-by-phone", "enter-code")
        move_clock(page, "minute")  # only then another code can be had
        # What was said of a code on its way goes when it comes: the page doesn't learn that it has.
        page.route("**/sandbox/walkthroughs/**", lambda route: route.request.method == "GET" or route.fallback())
        press(page, "Отправить код повторно")
        expect(page.locator(".screen .notice")).to_contain_text("Отправлен новый код")
        press(page, "Отправить код повторно")
        left = page.locator(".notice__left")
        expect(left).to_contain_text(re.compile("Осталось: (1:00|0:[1-5][0-9])"))
        page.clock.run_for(10_000)
        expect(left).to_contain_text(re.compile("Осталось: 0:(50|[0-4][0-9])"))
        region = page.locator("#live-region")
        expect(region).not_to_contain_text("Осталось:")
        page.clock.run_for(50_000)
        expect(left).to_contain_text("Время вышло, можно пробовать.")
        expect(region).to_contain_text("Время вышло, можно пробовать.")


def test_in_forced_colours_edges_are_drawn(page: Page) -> None:
    reach(page, "register-by-phone", "enter-code")
    page.emulate_media(forced_colors="active")
    for part in ("aside.phone", ".message:visible"):
        width = page.locator(part).first.evaluate("element => getComputedStyle(element).borderTopWidth")
        assert width != "0px", part
    outline = page.locator(".step--now").evaluate("step => getComputedStyle(step, '::before').outlineStyle")
    assert outline == "solid"
    page.emulate_media(forced_colors="none")
