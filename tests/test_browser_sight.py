"""After each press a learner sees what to do, what has happened, and the SMS, however small the screen is."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from tests.browsing import DESKTOP, PHONE, at_step, go_to_the_code, press

LOWEST: ViewportSize = {"width": 320, "height": 568}
CALL_DETAILS = "/features/call-details/"

ON_TOP = """(element) => {
  const { left, top, width, height } = element.getBoundingClientRect();
  const inner = [[2, 2], [width - 2, 2], [2, height - 2], [width - 2, height - 2], [width / 2, height / 2]];
  const points = inner.map(([x, y]) => document.elementFromPoint(left + x, top + y));
  return points.every((found) => found && (element.contains(found) || found.contains(element)));
}"""


@pytest.fixture
def page(browser: Browser, server: str, screen: ViewportSize) -> Iterator[Page]:
    page = browser.new_page(base_url=server, viewport=screen, reduced_motion="reduce")
    yield page
    page.close()


def expect_in_sight(part: Locator) -> None:
    """Nothing else lies on it: neither the header nor the phone."""
    expect(part).to_be_in_viewport(ratio=1)
    assert part.evaluate(ON_TOP), part.inner_text()


def make_mistake(page: Page, name: str) -> None:
    page.locator(".mistakes summary").click()
    page.locator(".mistakes").get_by_role("button", name=name).click()


@pytest.mark.parametrize("screen", [LOWEST, PHONE, DESKTOP])
def test_of_a_long_screen_the_title_is_seen_and_then_what_was_said(page: Page) -> None:
    page.goto(CALL_DETAILS)
    press(page, "Показать, как")
    expect(page.locator(".screen .notice")).to_be_visible()
    press(page, "Всё")
    at_step(page, "find-charge")
    expect_in_sight(page.locator(".step--now > .step__say"))
    make_mistake(page, "Выбрать плату за тариф")
    expect_in_sight(page.get_by_role("alert"))


@pytest.mark.parametrize("screen", [PHONE])
def test_a_page_loaded_again_stands_where_it_stood(page: Page) -> None:
    go_to_the_code(page)
    step = page.locator(".step--now")
    place = step.bounding_box()
    for _ in range(2):
        page.reload()
        at_step(page, "enter-code")
        assert step.bounding_box() == place
