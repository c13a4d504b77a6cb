"""Calls and SMS from strangers in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import at_step, fill, move_clock, only_with_javascript, press, widget

pytestmark = only_with_javascript

FRAUD = "/security/fraud/"


def go_to_the_call(page: Page) -> None:
    page.goto(FRAUD)
    press(page, "Получить код")
    at_step(page, "judge-link")
    expect(page.locator(".call--sms")).to_contain_text("prodlit-sim.example")
    expect(page.get_by_role("link", name="prodlit-sim.example")).to_have_count(0)
    press(page, "Открыть ссылку")
    expect(page.get_by_role("alert")).to_contain_text("Это поддельный сайт.")
    press(page, "Не открывать ссылку")
    at_step(page, "judge-transfer")
    press(page, "Проверить баланс, ничего не возвращать")
    at_step(page, "answer-call")
    expect(page.locator(".call")).to_contain_text("«Служба безопасности»")


def undo_what_the_stranger_did(page: Page) -> None:
    at_step(page, "stop-talking")
    expect(page.get_by_role("alert")).to_contain_text("За минуту он вошёл в ваш кабинет и добрался до денег.")
    expect(page.locator(".screen .card")).to_contain_text("−200,00 ₽")
    expect(page.locator("aside.phone li.message").first).to_contain_text("переведено 200,00 ₽")
    press(page, "Положить трубку")
    at_step(page, "change-password")
    press(page, "Завершить другие сеансы")
    expect(page.get_by_role("alert")).to_contain_text("Чужой человек вошёл снова.")
    fill(page, "Новый пароль", "Тёплый-валенок-35")
    press(page, "Сменить пароль")
    at_step(page, "end-sessions")
    expect(page.locator(".session")).to_have_count(2)
    press(page, "Завершить другие сеансы")
    at_step(page, "answer-rescuer")
    press(page, "Поверить и ждать код")
    expect(page.get_by_role("alert")).to_contain_text("Это тот же обман.")
    press(page, "Положить трубку")
    expect(widget(page)).to_have_attribute("data-status", "done")


def test_a_code_is_kept_then_told_on_purpose_and_everything_undone(page: Page) -> None:
    go_to_the_call(page)
    move_clock(page, "minute")
    press(page, "Положить трубку и ввести код на сайте")
    at_step(page, "tell-on-purpose")
    press(page, "Назвать код")
    undo_what_the_stranger_did(page)


def test_whoever_tells_the_code_at_once_can_undo_it_too(page: Page) -> None:
    go_to_the_call(page)
    move_clock(page, "minute")
    press(page, "Назвать код")
    undo_what_the_stranger_did(page)
