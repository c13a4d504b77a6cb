"""The balance and the tariff in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import (
    at_step,
    fill,
    make_mistake,
    move_clock,
    only_with_javascript,
    press,
    see_through_the_forgery,
    widget,
)
from tests.support.states import reach

pytestmark = only_with_javascript

BALANCE = "/features/balance/"
TARIFF = "/features/tariff/"


def test_a_top_up_to_the_end(page: Page) -> None:
    page.goto(BALANCE)
    expect(page.locator(".screen .balance")).to_contain_text("350,00 ₽")
    fill(page, "Сколько сейчас на счёте?", "350 ₽")
    press(page, "Пополнить")
    press(page, "Через СБП")
    at_step(page, "enter-sum")
    see_through_the_forgery(page)
    fill(page, "Сумма в рублях", "2 500")
    press(page, "Заплатить")
    expect(page.get_by_role("alert")).to_contain_text("На карте не хватает денег. Не хватает 500,00 ₽.")
    fill(page, "Сумма в рублях", "1 000,50 ₽")
    press(page, "Заплатить")
    at_step(page, "check-history")
    expect(page.locator(".step--done", has_text="Введите сумму")).to_contain_text("1 000,50 ₽")
    move_clock(page, "minute")
    expect(page.locator("aside.phone li.message").first).to_contain_text("Ваш счёт пополнен на 1 000,50 ₽.")
    rows = page.locator(".ledger tr")
    expect(rows.nth(1)).to_contain_text("Пополнение через СБП")
    expect(rows.nth(1)).to_contain_text("+1 000,50 ₽")
    expect(rows.nth(2)).to_contain_text("Остаток на начало")
    expect(rows.last).to_contain_text("1 350,50 ₽")
    fill(page, "Сколько сейчас на счёте?", "350")
    press(page, "Сверить")
    expect(page.get_by_role("alert")).to_contain_text("На счёте другая сумма.")
    fill(page, "Сколько сейчас на счёте?", "1 350,50")
    press(page, "Сверить")
    expect(widget(page)).to_have_attribute("data-status", "done")
    expect(page.locator(".finish")).to_contain_text("Счёт пополнен")


def test_a_card_number_does_not_stay_in_the_field(page: Page) -> None:
    reach(page, "check-balance-and-top-up", "enter-sum")
    see_through_the_forgery(page)
    fill(page, "Сумма в рублях", "0000 0000 0000 0000")
    press(page, "Заплатить")
    expect(page.get_by_role("alert")).to_contain_text("Здесь нужна сумма, а не номер карты.")
    expect(page.get_by_label("Сумма в рублях")).to_have_value("")


def test_a_change_of_tariff_to_its_next_fee(page: Page) -> None:
    page.goto(TARIFF)
    expect(page.locator(".screen")).to_contain_text("Учебный большой")
    press(page, "Сменить тариф")
    see_through_the_forgery(page)
    expect(page.locator(".compare tbody tr")).to_have_count(4)
    expect(page.locator(".compare tbody tr", has_text="ваш")).to_contain_text("550,00 ₽")
    press(page, "Учебный полный")
    expect(page.get_by_role("alert")).to_contain_text("не хватает 150,00 ₽")
    make_mistake(page, "Не хватает денег")
    expect(page.locator(".lesson")).to_contain_text("Вы попробовали ошибку «Не хватает денег»: Учебный полный.")
    press(page, "Учебный средний")
    at_step(page, "check-tariff")
    move_clock(page, "minute")
    sms = page.locator("aside.phone li.message").first
    expect(sms).to_contain_text("Ваш тариф — «Учебный средний». Списано 350,00 ₽. Следующая плата — 14 августа 2025.")
    press(page, "Вернуть прежний тариф")
    expect(page.get_by_role("alert")).to_contain_text("Тариф уже меняли в этом месяце.")
    fill(page, "Когда следующая плата?", "15.07")
    press(page, "Проверить")
    expect(page.get_by_role("alert")).to_contain_text("Следующая плата в другой день.")
    fill(page, "Когда следующая плата?", "14 августа")
    press(page, "Проверить")
    move_clock(page, "next_fee")
    expect(page.locator(".notice")).to_contain_text("Вперёд на 31 день.")
    expect(page.locator(".phone__time")).to_contain_text("14 августа 2025")
    newest = page.locator(".ledger tr").nth(1)
    expect(newest).to_contain_text("14 августа 2025")
    expect(newest).to_contain_text("−350,00 ₽")
    expect(page.locator(".ledger tr").last).to_contain_text("50,00 ₽")
    fill(page, "Сколько сейчас на счёте?", "50,00")
    press(page, "Сверить")
    expect(page.locator(".finish")).to_contain_text("Тариф сменён")
