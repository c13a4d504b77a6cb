"""Options in a real Chromium: the unasked subscription goes, the needed option comes."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import (
    at_step,
    fill,
    move_clock,
    only_with_javascript,
    press,
    see_through_the_forgery,
    widget,
)

pytestmark = only_with_javascript

OPTIONS = "/features/options/"


def test_a_subscription_turned_off_and_an_option_turned_on_to_the_end(page: Page) -> None:
    page.goto(OPTIONS)
    expect(page.locator(".screen .facts")).to_contain_text("479,00 ₽")
    press(page, "Мои опции")
    expect(page.locator(".compare tbody tr", has_text="Гороскоп дня")).to_contain_text("149,00 ₽")
    press(page, "Гороскоп дня")
    at_step(page, "turn-on")
    see_through_the_forgery(page)
    press(page, "Ночной интернет")
    expect(page.get_by_role("alert")).to_contain_text("Две опции мешают друг другу.")
    press(page, "Звонки за границу")
    expect(page.get_by_role("alert")).to_contain_text("На счёте не хватает денег.")
    expect(page.locator(".compare tbody tr", has_text="есть")).to_have_count(2)
    press(page, "Ещё 5 ГБ")
    at_step(page, "check-options")
    expect(page.locator(".compare tbody tr")).to_have_count(3)
    expect(page.locator(".compare tbody", has_text="Гороскоп")).to_have_count(0)
    move_clock(page, "minute")
    messages = page.locator("aside.phone li.message")
    expect(messages.nth(0)).to_contain_text("Подключена опция «Ещё 5 ГБ». Плата — 100,00 ₽ в месяц.")
    expect(messages.nth(1)).to_contain_text("Опция «Гороскоп дня» отключена.")
    press(page, "Интернет на выходные")
    expect(page.get_by_role("alert")).to_contain_text("Новая опция — другая.")
    press(page, "Ещё 5 ГБ")
    at_step(page, "see-charges")
    fill(page, "Когда последний раз списали за «Гороскоп дня»?", "20 июня")
    press(page, "Проверить")
    expect(page.get_by_role("alert")).to_contain_text("Проверять рано.")
    move_clock(page, "next_fee")
    expect(page.locator(".phone__time")).to_contain_text("1 августа 2025")
    expect(page.locator(".ledger tr").nth(1)).to_contain_text("Плата за тариф")
    expect(page.locator(".ledger tr", has_text="Плата за опцию «Гороскоп дня»")).to_have_count(1)
    fill(page, "Когда последний раз списали за «Гороскоп дня»?", "20.06")
    press(page, "Проверить")
    expect(widget(page)).to_have_attribute("data-status", "done")
    expect(page.locator(".finish")).to_contain_text("Нужная опция на месте")


def test_after_turning_off_a_needed_option_the_subscription_is_still_to_be_turned_off(page: Page) -> None:
    page.goto(OPTIONS)
    press(page, "Мои опции")
    press(page, "Интернет на выходные")
    expect(page.get_by_role("alert")).to_contain_text("Отключена не та опция.")
    named = page.locator(".screen .notice", has_text="Отключено зря: «Интернет на выходные»")
    expect(named).to_be_visible()
    expect(page.locator(".compare tbody tr")).to_have_count(2)
    at_step(page, "turn-off")
    press(page, "Гороскоп дня")
    at_step(page, "turn-on")
    see_through_the_forgery(page)
    press(page, "Ещё 5 ГБ")
    at_step(page, "check-options")
    expect(named).to_be_visible()
    press(page, "Вернуть отключённое зря")
    expect(page.locator(".screen .notice[role=status]")).to_contain_text("Опция подключена снова.")
    expect(named).to_have_count(0)
