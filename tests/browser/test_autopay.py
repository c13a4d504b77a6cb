"""The autopay in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import at_step, fill, move_clock, only_with_javascript, press, widget
from tests.support.states import reach


def choose(page: Page, kind: str) -> None:
    page.goto("/features/autopay/")
    press(page, "Автоплатёж")
    at_step(page, "choose-when")
    fill(page, "Порог в рублях", "300")
    press(page, kind)
    at_step(page, "set-sums")


def agree(page: Page, kind: str) -> None:
    fill(page, "Сумма одного платежа", "500")
    fill(page, "Не больше чем в месяц", "1 000")
    press(page, "Далее")
    at_step(page, "confirm")
    expect(page.locator(".screen .card")).to_contain_text(kind)
    fill(page, "Сколько самое большее уйдёт за месяц?", "1 000 ₽")
    press(page, "Подключить автоплатёж")
    at_step(page, "watch")


@only_with_javascript
def test_an_autopay_below_a_threshold_from_setting_up_to_turning_off(page: Page) -> None:
    choose(page, "Когда на счёте меньше порога")
    fill(page, "Сумма одного платежа", "500")
    fill(page, "Не больше чем в месяц", "300")
    press(page, "Далее")
    expect(page.get_by_role("alert")).to_contain_text("Предел меньше одного платежа.")
    expect(page.get_by_label("Не больше чем в месяц")).to_have_attribute("aria-invalid", "true")
    agree(page, "Когда на счёте меньше порога")
    move_clock(page, "next_fee")
    rows = page.locator(".ledger tr")
    expect(rows.nth(1)).to_contain_text("Автоплатёж с карты")
    expect(rows.nth(1)).to_contain_text("+500,00 ₽")
    expect(rows.nth(2)).to_contain_text("−550,00 ₽")
    move_clock(page, "minute")
    expect(page.locator("aside.phone li.message").first).to_contain_text("Автоплатёж: счёт пополнен на 500,00 ₽.")
    fill(page, "Какого числа он сработал?", "2 августа")
    press(page, "Проверить")
    at_step(page, "switch-off")
    press(page, "Отключить автоплатёж")
    expect(widget(page)).to_have_attribute("data-status", "done")


@only_with_javascript
def test_a_refused_card_stops_the_service_until_there_is_another(page: Page) -> None:
    reach(page, "set-up-autopay", "watch")
    press(page, "Потратить деньги с карты")
    move_clock(page, "next_fee")
    fill(page, "Какого числа он сработал?", "2 августа")
    press(page, "Проверить")
    expect(page.get_by_role("alert")).to_contain_text("Автоплатёж не прошёл.")
    move_clock(page, "next_fee")
    expect(page.locator("aside.phone li.message").first).to_contain_text("Связь приостановлена")
    press(page, "Взять другую карту")
    expect(page.locator(".screen")).not_to_contain_text("Связь приостановлена")
    fill(page, "Какого числа он сработал?", "2 сентября")
    press(page, "Проверить")
    at_step(page, "switch-off")
    press(page, "Оставить как есть")
    expect(widget(page)).to_have_attribute("data-status", "done")


@only_with_javascript
def test_an_autopay_on_a_day_of_the_month(page: Page) -> None:
    choose(page, "1-го числа каждого месяца")
    agree(page, "1-го числа каждого месяца")
    expect(page.locator(".screen .card")).to_contain_text("1 августа 2025")
    move_clock(page, "next_autopay")
    expect(page.locator(".ledger tr").nth(1)).to_contain_text("1 августа 2025")
    expect(page.locator(".screen .card")).to_contain_text("1 сентября 2025")
    press(page, "Изменить условия")
    at_step(page, "choose-when")
