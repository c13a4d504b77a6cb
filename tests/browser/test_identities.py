"""Journeys through other sites that vouch for the learner, in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import (
    at_step,
    choose_from_menu,
    code_in_the_sms,
    fill,
    move_clock,
    only_with_javascript,
    press,
)

pytestmark = only_with_javascript

SOCIAL = "/registration/by-social/"
GOSUSLUGI = "/sign-in/by-gosuslugi/"


def test_registration_through_a_network_to_the_end(page: Page) -> None:
    page.goto(SOCIAL)
    choose_from_menu(page, "Через VK")
    expect(page.locator(".other-site")).to_contain_text("Учебный сайт «VK»")
    press(page, "Отменить вход")
    at_step(page, "choose-network")
    expect(page.get_by_role("alert")).to_contain_text("Вход отменён")
    press(page, "Через Mail.ru")
    expect(page.locator(".other-site")).to_contain_text("Учебный сайт «Mail.ru»")
    expect(page.locator(".screen input:not([type=hidden])")).to_have_count(0)
    press(page, "Учебный вход")
    press(page, "+7 907 000-00-03 — родственника")
    expect(page.get_by_role("alert")).to_contain_text("Этот номер занят")
    press(page, "+7 907 000-00-01 — ваш")
    at_step(page, "enter-code")
    move_clock(page, "minute")
    fill(page, "Код подтверждения", code_in_the_sms(page))
    press(page, "Привязать номер")
    expect(page.locator(".finish")).to_contain_text("привязан к номеру")
    expect(page.locator(".step--done", has_text="«Через Mail.ru»")).to_contain_text("Через Mail.ru")


def test_sign_in_by_gosuslugi_to_the_end(page: Page) -> None:
    page.goto(GOSUSLUGI)
    choose_from_menu(page, "Через Госуслуги")
    for chosen, said in (
        ("Неподтверждённая запись", "Учётная запись не подтверждена"),
        ("Запись без номера телефона", "В записи нет номера телефона"),
    ):
        press(page, chosen)
        expect(page.get_by_role("alert")).to_contain_text(said)
    press(page, "Подтверждённая запись")
    at_step(page, "agree")
    expect(page.locator(".screen")).to_contain_text("Иванов Иван Иванович")
    press(page, "Отказать")
    at_step(page, "choose-gosuslugi")
    expect(page.get_by_role("alert")).to_contain_text("Данные не переданы")
    press(page, "Через Госуслуги")
    press(page, "Подтверждённая запись")
    page.get_by_label("Фамилия, имя, отчество").check()
    page.get_by_label("Пароль от Госуслуг").check()
    press(page, "Разрешить")
    expect(page.get_by_role("alert")).to_contain_text("Отмечено не то, что просят")
    page.get_by_label("Пароль от Госуслуг").uncheck()
    page.get_by_label("Номер телефона").check()
    press(page, "Разрешить")
    expect(page.locator(".finish")).to_contain_text("Вы вошли через Госуслуги")
