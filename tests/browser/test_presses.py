"""Presses that come close together, while an answer or an SMS is on its way: none is lost."""

from collections.abc import Callable

from playwright.sync_api import Browser, Locator, Page, Request, Route, expect

from tests.support.browser_steps import (
    REGISTER,
    at_step,
    before_the_phone_looks,
    fill,
    go_to_the_code,
    go_to_the_number,
    move_clock,
    only_with_javascript,
    press,
    press_if_offered,
    unfold,
)


def wait_for_the_sms(page: Page) -> None:
    go_to_the_number(page)
    fill(page, "Номер телефона", "+7 907 000-00-01")
    press(page, "Получить код")
    at_step(page, "wait-for-sms")


def be_too_early(page: Page, go_and_press: Callable[[Page], None]) -> None:
    """Press something before the SMS is there. A machine that is slower than the SMS begins again."""
    while not told_to_wait(page).count():
        page.context.clear_cookies()
        go_and_press(page)


def told_to_wait(page: Page) -> Locator:
    return page.locator(".screen .notice[data-until=sms]")


def say_that_it_is_there(page: Page) -> None:
    wait_for_the_sms(page)
    press(page, "Оператор")
    told_to_wait(page).or_(page.locator("section[data-step=enter-code]")).wait_for()


@only_with_javascript
def test_a_press_on_a_phone_that_is_swapped_meanwhile_is_served_and_so_is_the_next(page: Page) -> None:
    wait_for_the_sms(page)
    page.evaluate("AbortSignal.timeout = undefined")  # an SMS may take longer than the page waits for what is held
    held: list[Route] = []
    page.route("**/read_message", lambda route: held.append(route))
    with page.expect_request("**/read_message"):
        press(page, "Оператор")
    assert press_if_offered(page, "minute")
    expect(page.locator("aside.phone li.message")).to_be_visible()
    held[0].continue_()
    at_step(page, "enter-code")
    expect(page.locator(".notice")).to_contain_text("Часы переведены")
    with page.expect_response("**/wait") as answer:
        move_clock(page, "minute")
    assert answer.value.ok


@only_with_javascript
def test_two_buttons_of_one_form_are_two_presses(page: Page) -> None:
    page.goto(REGISTER)
    unfold(page.get_by_text("Попробуйте ошибиться"))
    tried: list[Request] = []
    page.on("request", lambda request: tried.append(request) if request.url.endswith("/try_mistake") else None)
    page.locator(".chip").evaluate_all("chips => { chips[0].click(); chips[1].click(); chips[1].click(); }")
    expect(page.locator(".lesson__name")).to_contain_text("Другой конец адреса")
    expect(page.locator(".walkthrough")).not_to_have_attribute("aria-busy", "true")
    assert len(tried) == 2
    assert len({request.headers["idempotency-key"] for request in tried}) == 2


@only_with_javascript
def test_what_was_said_of_an_sms_on_its_way_goes_when_it_arrives(page: Page) -> None:
    notice = page.locator(".screen .notice")
    with before_the_phone_looks(page):
        be_too_early(page, say_that_it_is_there)
        expect(notice).to_contain_text("SMS ещё в пути")
        notice.focus()
    expect(page.locator("aside.phone li.message")).to_be_visible()
    expect(notice).to_contain_text("SMS пришло.")
    expect(notice).to_have_attribute("role", "status")
    expect(notice).to_be_focused()
    page.reload()
    expect(notice).to_contain_text("SMS пришло.")
    at_step(page, "wait-for-sms")


@only_with_javascript
def test_a_code_that_was_typed_before_its_sms_is_not_called_wrong_when_that_is_there(page: Page) -> None:
    field = page.get_by_label("Код подтверждения")
    with before_the_phone_looks(page):
        be_too_early(page, confirm_a_new_code)
        expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.locator(".screen .notice")).to_contain_text("SMS пришло.")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    expect(page.locator(".screen .field__error")).to_have_count(0)
    expect(field).to_have_value("111111")
    expect(field).to_be_focused()


def confirm_a_new_code(page: Page) -> None:
    go_to_the_code(page)
    move_clock(page, "minute")
    press(page, "Отправить код повторно")
    fill(page, "Код подтверждения", "111111")
    press(page, "Подтвердить")
    page.locator(".screen .field__error").wait_for()


def test_the_phone_asks_until_the_sms_is_there(browser: Browser, server: str) -> None:
    with browser.new_context(base_url=server, locale="ru-RU") as context:  # whose clock stays that of the test
        expect_the_phone_to_ask(context.new_page())


def expect_the_phone_to_ask(page: Page) -> None:
    page.clock.install()
    address = "**/sandbox/walkthroughs/register-by-phone"
    page.route(address, lambda route: route.abort(), times=1)
    with page.expect_response(address):
        with page.expect_event("requestfailed"):
            wait_for_the_sms(page)
            page.clock.run_for(5_000)
        page.clock.run_for(5_000)
    page.locator("aside.phone [value=minute]").focus()
    page.clock.resume()
    expect(page.locator("aside.phone li.message")).to_be_visible()
    expect(page.locator("#live-region")).to_contain_text("код")
    expect(page.locator("aside.phone [value=minute]")).to_be_focused()
