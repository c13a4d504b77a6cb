"""The journey of an account to a new number, in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import at_step, code_in_the_sms, fill, move_clock, only_with_javascript, press

pytestmark = only_with_javascript

MOVE = "/recovery/new-number/"


def test_a_move_to_the_new_number_to_the_end(page: Page) -> None:
    page.goto(MOVE)
    phone = page.locator("aside.phone .phone__top")
    expect(page.locator(".card--passport")).to_contain_text("Учебный паспорт")
    expect(page.locator(".screen input:not([type=hidden])")).to_have_count(0)
    press(page, "Старую SIM-карту")
    at_step(page, "visit-salon")
    expect(page.get_by_role("alert")).to_contain_text("Этого мало.")
    press(page, "Паспорт")
    at_step(page, "ask-to-move")
    expect(phone).to_contain_text("+7 907 000-00-01")
    press(page, "Перенести кабинет на новый номер")
    at_step(page, "enter-number")
    expect(phone).to_contain_text("+7 907 000-00-02")
    fill(page, "Номер телефона", "+7 907 000-00-01")
    press(page, "Получить код")
    expect(page.get_by_role("alert")).to_contain_text("По старому номеру не войти")
    fill(page, "Номер телефона", "+7 907 000-00-02")
    press(page, "Получить код")
    at_step(page, "enter-code")
    move_clock(page, "minute")
    fill(page, "Код подтверждения", code_in_the_sms(page))
    press(page, "Подтвердить")
    at_step(page, "update-sign-in")
    press(page, "Оставить как было")
    expect(page.get_by_role("alert")).to_contain_text("Данные не обновлены")
    fill(page, "Пароль", "Тёплый-валенок-35")
    press(page, "Обновить данные")
    expect(page.locator(".finish")).to_contain_text("Кабинет на новом номере")
