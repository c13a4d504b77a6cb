"""What isn't the sandbox's answer, but somebody's in between, never comes onto the page."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.browser_steps import REGISTER, at_step, fill, only_with_javascript, press, widget

pytestmark = only_with_javascript

BAD_GATEWAY = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
SIGN_IN_TO_THE_WIFI = "<!doctype html><section id=wifi><h1>Примите условия</h1></section>"

foreign = pytest.mark.parametrize(
    ("status", "body"), [(502, BAD_GATEWAY), (200, SIGN_IN_TO_THE_WIFI), (200, "")], ids=["proxy", "Wi-Fi", "nothing"]
)


def answer_instead(page: Page, address: str, status: int, body: str) -> None:
    def answer(route: Route) -> None:
        route.fulfill(status=status, body=body, content_type="text/html; charset=utf-8")

    page.route(address, answer, times=1)


@foreign
def test_a_form_can_be_sent_again(page: Page, status: int, body: str) -> None:
    page.goto(REGISTER)
    fill(page, "Адрес сайта", "login.mts.ru")
    answer_instead(page, "**/open_site", status, body)
    press(page, "Перейти")
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Нет связи с тренажёром")
    expect(alert).to_be_focused()
    expect(page.get_by_label("Адрес сайта")).to_have_value("login.mts.ru")
    page.get_by_role("button", name="Отправить ещё раз").click()
    at_step(page, "choose-method")


@foreign
def test_a_reader_can_answer_again(page: Page, status: int, body: str) -> None:
    page.goto(REGISTER)
    answer_instead(page, "**/sandbox/feedback", status, body)
    page.get_by_role("button", name="Да", exact=True).click()
    expect(page.locator(".feedback").get_by_role("alert")).to_contain_text("Не получилось отправить")
    page.get_by_role("button", name="Да", exact=True).click()
    expect(page.locator(".feedback").get_by_role("status")).to_contain_text("Спасибо")


def test_who_comes_back_keeps_the_trainer(page: Page) -> None:
    page.goto(REGISTER)
    fill(page, "Адрес сайта", "login.mts.ru")
    press(page, "Перейти")
    at_step(page, "choose-method")
    answer_instead(page, "**/sandbox/walkthroughs/register-by-phone", 200, SIGN_IN_TO_THE_WIFI)
    with page.expect_response("**/sandbox/walkthroughs/register-by-phone"):
        page.reload()
    fill(page, "Адрес сайта", "login.mts.ru")
    press(page, "Перейти")
    expect(widget(page)).to_contain_text("Этот шаг уже")
    at_step(page, "choose-method")
