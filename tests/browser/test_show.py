"""A walkthrough is played in front of the reader, who may stop it at any moment; their own run isn't touched."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser_steps import PHONE
from tests.support.page_pool import PagePool

AT_LAST = 60_000
"""Milliseconds in which all pictures have been shown. The page's clock stands still unless a test moves it."""


@pytest.fixture(params=["no-preference", "reduce"])
def page(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Page]:
    with browser.new_context(base_url=server, locale="ru-RU", viewport=PHONE, reduced_motion=request.param) as context:
        page = context.new_page()
        page.clock.install(time=datetime(2026, 1, 1))
        yield page


def key(page: Page, name: str) -> Locator:
    return page.get_by_role("dialog").get_by_role("button", name=name, exact=True)


def title(page: Page) -> Locator:
    return page.get_by_role("dialog").get_by_role("heading", level=2)


def begin(page: Page) -> list[str]:
    """Open the player from the keyboard. Returns what is asked of the sandbox from then on."""
    page.goto("/registration/by-phone/")
    page.get_by_label("Адрес сайта").fill("login.mts")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/sandbox/" in request.url else None)
    page.get_by_role("link", name="Покажите, как это делается").focus()
    page.clock.pause_at(datetime(2026, 1, 2))
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Перейдите на сайт login.mts.ru")
    return asked


def expect_all_as_it_was(page: Page, asked: list[str]) -> None:
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("link", name="Покажите, как это делается")).to_be_focused()
    expect(page.get_by_label("Адрес сайта")).to_have_value("login.mts")
    expect(page.locator("section.walkthrough")).to_have_attribute("data-status", "todo")
    assert asked == []


@pytest.mark.parametrize("page", ["no-preference"], indirect=True)
def test_it_goes_on_by_itself_until_it_is_paused_taken_in_hand_or_stopped(page: Page) -> None:
    asked = begin(page)
    field, pressed = page.locator(".show input[name=address]"), page.locator(".show [data-pressed]")
    expect(key(page, "Пауза")).to_be_focused()
    expect(field).to_have_value("")
    expect(pressed).to_have_count(0)
    page.clock.run_for(1_300)
    letters = field.input_value()
    assert letters
    assert "login.mts.ru".startswith(letters)
    page.clock.run_for(2_000)
    expect(field).to_have_value("login.mts.ru")
    expect(pressed).to_have_text("Перейти")
    page.clock.run_for(3_000)
    expect(title(page)).to_contain_text("Нажмите «Войти»")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Сайт открыт.")

    page.keyboard.press("Enter")
    expect(key(page, "Продолжить")).to_be_focused()
    page.clock.run_for(AT_LAST)
    expect(title(page)).to_contain_text("Нажмите «Войти»")
    expect(pressed).to_have_text("По номеру телефона")
    key(page, "Дальше").click()
    expect(title(page)).to_contain_text("Введите номер")
    expect(page.locator(".show input[name=phone]")).to_have_value("79070000001")
    key(page, "Назад").click()
    page.clock.run_for(AT_LAST)
    expect(title(page)).to_contain_text("Нажмите «Войти»")
    key(page, "Продолжить").click()
    page.clock.run_for(AT_LAST)
    expect(title(page)).to_have_text("Готово")
    key(page, "Ещё раз").click()
    expect(title(page)).to_have_text("Перейдите на сайт login.mts.ru")
    key(page, "Остановить").click()
    expect_all_as_it_was(page, asked)
    page.clock.run_for(AT_LAST)
    expect_all_as_it_was(page, asked)


@pytest.mark.parametrize("page", ["reduce"], indirect=True)
def test_with_little_motion_it_goes_on_by_hand_alone(page: Page) -> None:
    asked = begin(page)
    expect(key(page, "Дальше")).to_be_focused()
    expect(key(page, "Пауза")).to_be_hidden()
    expect(page.locator(".show input[name=address]")).to_have_value("login.mts.ru")
    expect(page.locator(".show [data-pressed]")).to_have_text("Перейти")
    page.clock.run_for(AT_LAST)
    expect(title(page)).to_have_text("Перейдите на сайт login.mts.ru")
    for _ in range(6):
        page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Готово")
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("Готово")
    page.keyboard.press("Escape")
    expect_all_as_it_was(page, asked)


def test_without_a_script_it_is_a_list_of_pictures(page_pool: PagePool) -> None:
    with page_pool.page(PHONE, java_script_enabled=False) as page:
        page.goto("/registration/by-phone/")
        page.get_by_role("link", name="Покажите, как это делается").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Первый вход по номеру телефона: показ")
        expect(page.locator(".frames > .frame")).to_have_count(7)
        button = page.get_by_text("Получить код", exact=True)
        expect(button).to_be_visible()
        expect(button).to_be_disabled()
        page.get_by_role("link", name="Теперь попробуйте сами").click()
        expect(page.locator("section.walkthrough")).to_be_visible()
