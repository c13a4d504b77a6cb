"""Changing the password in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import (
    at_step,
    fill,
    move_clock,
    only_with_javascript,
    press,
    widget,
)

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
    press(page, "Завершить отмеченные")
    expect(page.get_by_role("alert")).to_contain_text("Ничего не отмечено.")
    page.get_by_label("Старый телефон").check()
    page.get_by_label("Компьютер").check()
    press(page, "Завершить отмеченные")
    at_step(page, "check-sessions")
    expect(page.locator(".session")).to_have_count(1)
    fill(page, "Сколько сеансов в списке?", "3")
    press(page, "Проверить")
    expect(page.get_by_role("alert")).to_contain_text("Сеансов другое число.")
    fill(page, "Сколько сеансов в списке?", "1")
    press(page, "Проверить")
    at_step(page, "renew")
    move_clock(page, "password_reminder")
    expect(page.locator(".screen")).to_contain_text("Прошло полгода. Пора сменить пароль.")
    fill(page, "Новый пароль", "Смелый-огурец-48")
    press(page, "Сменить пароль")
    expect(widget(page)).to_have_attribute("data-status", "done")
