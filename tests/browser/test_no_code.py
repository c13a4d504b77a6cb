"""Finding out why no code comes, in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import at_step, fill, move_clock, only_with_javascript, press, widget
from tests.support.states import reach

pytestmark = only_with_javascript


def test_the_causes_are_removed_one_by_one_and_the_code_comes(page: Page) -> None:
    page.goto("/security/no-code/")
    fill(page, "Номер телефона", "+7 907 000-00-07")
    press(page, "Получить код")
    expect(page.get_by_role("alert")).to_contain_text("Это номер другого телефона.")
    fill(page, "Номер телефона", "+7 907 000-00-01")
    press(page, "Получить код")
    at_step(page, "unblock-sim")
    expect(page.get_by_role("alert")).to_contain_text("SMS отправлено, но не пришло.")
    press(page, "Отменить отказ от рассылок")
    expect(page.get_by_role("alert")).to_contain_text("Сейчас мешает не это.")
    press(page, "Разблокировать SIM-карту")
    at_step(page, "lift-cooling")
    expect(page.locator(".card")).to_contain_text("до 21 ноября 2025")
    press(page, "Снять период охлаждения")
    at_step(page, "allow-mailings")
    expect(page.locator(".card")).to_contain_text("вы от них отказались")
    press(page, "Отменить отказ от рассылок")
    at_step(page, "ask-again")
    move_clock(page, "resend")
    press(page, "Войти по коду из SMS")
    at_step(page, "wait-for-sms")
    move_clock(page, "minute")
    expect(page.locator("aside.phone li.message")).to_have_count(1)
    press(page, "Оператор")
    expect(widget(page)).to_have_attribute("data-status", "done")


def test_the_cooling_period_can_be_waited_out(page: Page) -> None:
    reach(page, "when-no-code-comes", "lift-cooling")
    move_clock(page, "cooling_end")
    expect(page.locator(".card")).to_contain_text("вы от них отказались")
    press(page, "Отменить отказ от рассылок")
    at_step(page, "ask-again")
