"""Calls and SMS, genuine and forged, in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import answered, at_step, fill, let_the_sms_come, only_with_javascript, press, widget
from tests.support.states import reach

FRAUD = "/security/fraud/"


def answer(page: Page, value: str) -> None:
    answered(page)
    before = widget(page).get_attribute("data-version")
    page.locator(f".screen__form [value={value}]").click()
    expect(widget(page)).not_to_have_attribute("data-version", before or "")


def go_to_the_call(page: Page) -> None:
    page.goto(FRAUD)
    fill(page, "Номер телефона", "+7 907 000-00-01")
    press(page, "Получить код")
    at_step(page, "first-call")


def judge_all(page: Page) -> set[str]:
    """Trust each SMS, and after a refusal don't. Returns what was said to the refused trust."""
    said = set()
    for step in ("judge-first", "judge-second", "judge-third", "judge-last"):
        at_step(page, step)
        answer(page, "trust")
        if widget(page).get_attribute("data-step") == step:
            said.add(page.get_by_role("alert").inner_text())
            answer(page, "distrust")
    return said


def test_the_code_is_typed_and_the_lesson_is_taken_back(page: Page) -> None:
    go_to_the_call(page)
    answer(page, "pick_up")
    answer(page, "listen")
    press(page, "Положить трубку")
    at_step(page, "enter-code")
    let_the_sms_come(page)
    fill(page, "Код подтверждения", page.locator("aside.phone li.message mark").first.text_content() or "")
    press(page, "Войти")
    assert len(judge_all(page)) == 2, "two of four are forged"
    press(page, "Положить трубку")
    at_step(page, "look-what-follows")
    press(page, "Посмотреть, что было бы")
    expect(page.get_by_role("alert")).to_contain_text("добрался до денег")
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
    press(page, "Положить трубку")
    expect(widget(page)).to_have_attribute("data-status", "done")
    expect(page.locator("aside.phone")).not_to_contain_text("переведено")


@only_with_javascript
def test_a_held_enter_key_decides_nothing(page: Page) -> None:
    page.goto(FRAUD)
    fill(page, "Номер телефона", "+7 907 000-00-01")
    page.get_by_label("Номер телефона", exact=True).focus()
    page.keyboard.down("Enter")
    at_step(page, "first-call")
    expect(page.get_by_role("button", name="Положить трубку", exact=True)).to_be_focused()
    version = widget(page).get_attribute("data-version") or ""
    for _ in range(5):
        page.keyboard.down("Enter")  # without having been let go: the key repeats
    page.keyboard.up("Enter")
    page.get_by_role("button", name="Ответить", exact=True).press("Enter")
    expect(widget(page)).to_have_attribute("data-version", str(int(version) + 1))
    at_step(page, "first-call")


@only_with_javascript
def test_a_forgery_comes_unannounced_and_the_step_waits(page: Page) -> None:
    reach(page, "check-balance-and-top-up", "enter-sum")
    expect(page.locator(".sms--judged")).to_be_visible()
    expect(page.get_by_label("Сумма", exact=False)).to_have_count(0)
    answer(page, "trust")
    expect(page.get_by_role("alert")).to_contain_text("Это подделка.")
    answer(page, "distrust")
    expect(page.locator(".sms--judged")).to_have_count(0)
    expect(page.locator(".screen input[name=sum]")).to_be_visible()
