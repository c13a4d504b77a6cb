"""A task on a small phone, in a real Chromium: what a press has come to is seen, and nothing typed is lost."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.support.browser_steps import answered, unfold
from tests.support.page_pool import PagePool

SMALLEST: ViewportSize = {"width": 320, "height": 568}
IN_VIEW = """(element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return top >= document.querySelector(".md-header").getBoundingClientRect().bottom && bottom <= window.innerHeight;
}"""


@pytest.fixture
def phone(page_pool: PagePool) -> Iterator[Page]:
    with page_pool.page(SMALLEST, reduced_motion=True) as page:
        page.goto("/check/paid-call/")
        yield page


def notice(page: Page) -> Locator:
    return page.locator(".screen .notice")


def go_to_the_details(page: Page) -> None:
    page.locator(".cabinet__menu a[data-place=details]").click()
    expect(page.locator("section.cabinet")).to_have_attribute("data-place", "details")
    answered(page)


def type_the_days(page: Page) -> None:
    page.get_by_label("С какого дня").fill("01.07.2025")
    page.get_by_label("По какой день").fill("14.07.2025")


def answer(page: Page, question: str, said: str) -> None:
    if page.locator("details.task").get_attribute("open") is None:
        unfold(page.locator("details.task > summary"))
    form = page.locator(".task__question", has_text=question)
    form.get_by_role("textbox").fill(said)
    form.get_by_role("button", name="Ответить").click()


def test_what_an_answer_has_come_to_is_seen_and_the_task_stays_open(phone: Page) -> None:
    go_to_the_details(phone)
    type_the_days(phone)
    phone.get_by_role("button", name="Только платное").click()
    expect(phone.locator(".screen")).to_contain_text("Исходящий звонок")
    for said, told in (("0001", "Это не тот ответ"), ("0002", "Ответ записан")):
        answer(phone, "На какой номер", said)
        expect(notice(phone)).to_contain_text(told)
        expect(notice(phone)).to_be_focused()
        assert notice(phone).evaluate(IN_VIEW)
        expect(phone.locator("details.task")).to_have_attribute("open", "")


def test_what_is_half_typed_elsewhere_stays_when_a_question_is_answered(phone: Page) -> None:
    go_to_the_details(phone)
    type_the_days(phone)
    answer(phone, "На какой номер", "0001")
    expect(notice(phone)).to_contain_text("Это не тот ответ")
    expect(phone.get_by_label("С какого дня")).to_have_value("01.07.2025")
    expect(phone.get_by_label("По какой день")).to_have_value("14.07.2025")
    phone.reload()
    expect(phone.get_by_label("С какого дня")).to_have_value("01.07.2025")
