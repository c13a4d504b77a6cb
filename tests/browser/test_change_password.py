"""Changing the password in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import at_step, fill, only_with_javascript, press, widget

pytestmark = only_with_javascript


def test_a_weak_password_is_replaced_and_others_are_signed_out(page: Page) -> None:
    page.goto("/security/change-password/")
    fill(page, "Нынешний пароль", "12345678")
    press(page, "Далее")
    at_step(page, "set-new")
    fill(page, "Новый пароль", "12345678")
    press(page, "Сменить пароль")
    expect(page.get_by_role("alert")).to_contain_text("Это прежний пароль.")
    fill(page, "Новый пароль", "Тёплый-валенок-35")
    press(page, "Сменить пароль")
    at_step(page, "end-sessions")
    expect(page.locator(".session")).to_have_count(3)
    press(page, "Здесь всё моё")
    expect(page.get_by_role("alert")).to_contain_text("Кабинет открыт ещё на 2 устройствах.")
    press(page, "Завершить другие сеансы")
    at_step(page, "check-sessions")
    expect(page.locator(".session")).to_have_count(1)
    press(page, "Здесь всё моё")
    expect(widget(page)).to_have_attribute("data-status", "done")
