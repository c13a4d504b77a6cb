"""A step back, by its button and by the browser's; a restart that asks; an address that names a step."""

import re

from playwright.sync_api import Page, expect

from tests.support.browser_steps import (
    REGISTER,
    at_step,
    code_in_the_sms,
    fill,
    go_to_the_number,
    make_mistake,
    only_with_javascript,
    press,
    restart,
    unfold,
    widget,
)
from tests.support.states import come_back, go_to_step, reach

REGISTRATION = "register-by-phone"

NUMBER = "Номер телефона"


def at_the_number(page: Page) -> None:
    go_to_the_number(page)
    at_step(page, "enter-number")


def notice(page: Page, text: str) -> None:
    expect(page.locator(".screen .notice")).to_contain_text(text)


def test_a_step_back_and_on_again(page: Page, javascript: bool) -> None:
    reach(page, REGISTRATION, "enter-code", javascript=javascript)
    press(page, "На шаг назад")
    at_step(page, "wait-for-sms")
    press(page, "На шаг назад")
    at_step(page, "enter-number")
    notice(page, "Вы на шаг раньше.")
    expect(page.get_by_label(NUMBER)).to_have_value("79070000001")
    expect(page.locator(".phone__now, .phone__time").first).to_contain_text("12:00")
    press(page, "Получить код")
    at_step(page, "wait-for-sms")


@only_with_javascript
def test_the_browsers_back_leads_to_the_step_before_and_out_of_the_page_last(page: Page) -> None:
    page.goto("/")
    at_the_number(page)
    for step in ("choose-method", "open-site"):
        page.go_back()
        at_step(page, step)
        expect(page).to_have_url(re.compile(f"#{step}$"))
    notice(page, "Вы на шаг раньше.")
    page.go_back()
    expect(page).to_have_url(re.compile("^[^#]+(?<!by-phone)/$"))
    page.go_forward()
    at_step(page, "open-site")


@only_with_javascript
def test_the_browsers_back_leads_out_of_a_lesson_first(page: Page) -> None:
    at_the_number(page)
    make_mistake(page, "Не хватает цифры")
    page.go_back()
    notice(page, "Всё снова как было.")
    at_step(page, "enter-number")
    expect(page).to_have_url(re.compile("#enter-number$"))  # the page itself goes forward to it again
    page.go_back()
    at_step(page, "choose-method")


@only_with_javascript
def test_what_is_half_typed_survives_a_reload_but_no_number_that_may_be_somebodys(page: Page) -> None:
    reach(page, REGISTRATION, "enter-number")
    fill(page, NUMBER, "+7 907 00")
    page.reload()
    at_step(page, "enter-number")
    expect(page.get_by_label(NUMBER)).to_have_value("+7 907 00")
    fill(page, NUMBER, "+7 916 111-22-33")
    page.reload()
    at_step(page, "enter-number")
    expect(page.get_by_label(NUMBER)).to_have_value("")
    assert "916" not in page.evaluate("JSON.stringify(sessionStorage)")


@only_with_javascript
def test_neither_a_password_nor_what_was_refused_is_kept(page: Page) -> None:
    reach(page, REGISTRATION, "enter-number")
    fill(page, NUMBER, "+7 907 00")
    press(page, "Получить код")
    notice(page, "Номер слишком короткий.")
    page.reload()
    at_step(page, "enter-number")
    expect(page.get_by_label(NUMBER)).to_have_value("")
    page.goto("/")
    page.goto(f"{REGISTER}#set-password")
    at_step(page, "enter-number")
    page.get_by_role("button", name="Начать с этого шага").click()
    at_step(page, "set-password")
    page.get_by_role("button", name="Показать пароль").click()
    page.locator(".field--password input").fill("Тайный-чайник-27")
    assert "чайник" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_beginning_anew_asks_first_and_is_taken_back(page: Page, javascript: bool) -> None:
    reach(page, REGISTRATION, "choose-method", javascript=javascript)
    restart(page)
    at_step(page, "open-site")
    page.locator(".notice").get_by_role("button", name="Вернуть прежнее").click()
    at_step(page, "choose-method")
    restart(page)
    at_step(page, "open-site")
    press(page, "Показать, как")
    expect(page.get_by_role("button", name="Вернуть прежнее")).to_have_count(0)
    unfold(page.locator(".restart > summary"))
    page.get_by_role("link", name="Нет, остаться").click()
    at_step(page, "open-site")


def test_an_address_that_names_a_step_offers_to_begin_there(page: Page) -> None:
    page.goto(f"{REGISTER}#enter-code")
    offer = page.get_by_role("button", name="Начать с этого шага")
    expect(offer).to_have_count(1)
    at_step(page, "open-site")
    offer.click()
    at_step(page, "enter-code")
    fill(page, "Код подтверждения", code_in_the_sms(page))
    press(page, "Подтвердить")
    at_step(page, "set-password")
    expect(page.locator(".step--done")).to_have_count(5)


@only_with_javascript
def test_it_offers_that_to_a_learner_who_is_at_another_step_too(page: Page) -> None:
    go_to_step(page, REGISTRATION, "choose-method")
    come_back(page, f"{REGISTER}#register-by-phone-enter-code")
    at_step(page, "choose-method")
    page.get_by_role("button", name="Начать с этого шага").click()
    at_step(page, "enter-code")
    page.locator(".notice").get_by_role("button", name="Вернуть прежнее").click()
    at_step(page, "choose-method")
    expect(widget(page)).to_have_attribute("data-status", "active")
