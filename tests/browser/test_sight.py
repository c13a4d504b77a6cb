"""After each press a learner sees what to do, what has happened, and the SMS, however small the screen is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.support.browser_steps import (
    DESKTOP,
    PHONE,
    at_step,
    before_the_phone_looks,
    code_in_the_sms,
    fill,
    genuine_link,
    let_the_sms_come,
    make_mistake,
    move_clock,
    open_phone,
    press,
    read_the_sms,
    unfold,
)
from tests.support.page_pool import PagePool
from tests.support.states import reach

LOWEST: ViewportSize = {"width": 320, "height": 568}
ON_ITS_SIDE: ViewportSize = {"width": 640, "height": 360}
LOW: list[ViewportSize] = [LOWEST, ON_ITS_SIDE]
"""What lies between them is looked at in every step: tests/browser/test_everything_is_seen.py."""

CALL_DETAILS = "/features/call-details/"
REGISTRATION = "register-by-phone"

ON_TOP = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const inner = [[2, 2], [width - 2, 2], [2, height - 2], [width - 2, height - 2], [width / 2, height / 2]];
  const points = inner.map(([x, y]) => document.elementFromPoint(left + x, top + y));
  return points.every((found) => found && (element.contains(found) || found.contains(element)));
}"""


@pytest.fixture
def page(page_pool: PagePool, screen: ViewportSize) -> Iterator[Page]:
    with page_pool.page(screen, reduced_motion=True) as page:
        yield page


def go_to_the_code(page: Page) -> None:
    """By a press, which brings it into view; the way to that press is no matter."""
    reach(page, REGISTRATION, "wait-for-sms")
    read_the_sms(page)


def expect_in_sight(part: Locator) -> None:
    """Nothing else lies on it: neither the header nor the phone."""
    expect(part).to_be_in_viewport(ratio=1)
    assert part.evaluate(ON_TOP), part.inner_text()


@pytest.mark.parametrize("screen", [LOWEST, DESKTOP])
def test_of_a_long_screen_the_title_is_seen_and_then_what_was_said(page: Page) -> None:
    page.goto(CALL_DETAILS)
    press(page, "Показать, как")
    expect(page.locator(".screen .notice")).to_be_visible()
    press(page, "Всё")
    at_step(page, "find-charge")
    expect_in_sight(page.locator(".step--now > .step__say"))
    make_mistake(page, "Выбрать плату за тариф")
    expect_in_sight(page.get_by_role("alert"))


@pytest.mark.parametrize("screen", LOW)
def test_the_newest_code_is_whole_above_its_field(page: Page) -> None:
    go_to_the_code(page)
    expect_in_sight(page.locator(".sms mark"))
    expect_in_sight(page.get_by_label("Код подтверждения"))
    expect_in_sight(button(page))
    move_clock(page, "minute")
    expect_in_sight(page.locator(".screen .notice", has_text="Часы переведены"))
    with before_the_phone_looks(page):
        press(page, "Отправить код повторно")
        expect_in_sight(page.get_by_text("Учебное SMS в пути…"))


@pytest.mark.parametrize("screen", [LOWEST, {"width": 390, "height": 664}])
def test_a_keyboard_that_opens_covers_neither_code_nor_field_nor_button(page: Page, screen: ViewportSize) -> None:
    reach(page, REGISTRATION, "enter-code")
    page.get_by_label("Код подтверждения").focus()
    page.evaluate("window.scrollBy(0, -200)")
    page.set_viewport_size({**screen, "height": screen["height"] - 260})
    for part in (page.locator(".sms mark"), page.get_by_label("Код подтверждения"), button(page)):
        expect_in_sight(part)


@pytest.mark.parametrize("screen", LOW)
def test_the_link_for_a_new_password_can_be_pressed(page: Page) -> None:
    reach(page, "reset-forgotten-password", "enter-number")
    with before_the_phone_looks(page):  # an SMS that comes by itself moves nothing
        fill(page, "Номер телефона", "+7 907 000-00-01")
        press(page, "Прислать ссылку")
        at_step(page, "open-link")
        let_the_sms_come(page)
    link = genuine_link(page, ".sms")
    expect_in_sight(link)
    link.click()
    at_step(page, "set-password")


@pytest.mark.parametrize("screen", [LOWEST, {"width": 390, "height": 780}])
def test_what_was_said_the_field_and_the_button_are_seen_together(page: Page) -> None:
    go_to_the_code(page)
    wrong = "000000" if code_in_the_sms(page) != "000000" else "111111"
    parts = [page.locator(".screen .notice"), page.get_by_label("Код подтверждения"), button(page)]
    fill(page, "Код подтверждения", wrong)
    press(page, "Подтвердить")
    expect(page.get_by_role("alert")).to_be_visible()
    for part in [*parts, page.locator(".field__error")]:
        expect_in_sight(part)
    press(page, "Показать, как")
    expect(page.get_by_role("alert")).to_have_count(0)
    for part in parts:
        expect_in_sight(part)


def button(page: Page) -> Locator:
    return page.get_by_role("button", name="Подтвердить", exact=True)


@pytest.mark.parametrize("screen", [LOWEST])
def test_an_older_sms_is_two_presses_away(page: Page) -> None:
    reach(page, REGISTRATION, "enter-code")
    move_clock(page, "minute")
    old = code_in_the_sms(page)
    press(page, "Отправить код повторно")
    move_clock(page, "minute")
    open_phone(page)
    unfold(page.get_by_text("Ещё 1 SMS"))
    page.locator(".message--old mark", has_text=old).scroll_into_view_if_needed()
    expect_in_sight(page.locator(".message--old mark", has_text=old))
    expect(page.locator(".message--old")).to_contain_text("Заменён новым")


@pytest.mark.parametrize("screen", [LOWEST])
def test_nothing_lies_over_the_task(page: Page) -> None:
    reach(page, REGISTRATION, "enter-code")
    page.evaluate("document.querySelectorAll('.phone details').forEach((part) => { part.open = true; })")
    for screen in (LOWEST, PHONE, ON_ITS_SIDE, DESKTOP):
        page.set_viewport_size(screen)
        phone = page.locator("aside.phone").bounding_box()
        task = page.locator(".screen").bounding_box()
        assert phone
        assert task
        beside, below = phone["x"] >= task["x"] + task["width"], phone["y"] >= task["y"] + task["height"]
        assert beside or below, screen


@pytest.mark.parametrize("screen", [PHONE])
def test_a_page_loaded_again_stands_where_it_stood(page: Page) -> None:
    go_to_the_code(page)
    step = page.locator(".step--now")
    place = step.bounding_box()
    for _ in range(2):
        page.reload()
        at_step(page, "enter-code")
        assert step.bounding_box() == place
