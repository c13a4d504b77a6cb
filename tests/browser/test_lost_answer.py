"""The answer to a form is lost on the way: it is sent again, and nothing is done twice."""

from playwright.sync_api import Page, Route, expect

from tests.support.browser_steps import only_with_javascript

pytestmark = only_with_javascript


def test_a_form_whose_answer_was_lost_is_sent_again_and_done_once(page: Page) -> None:
    marks: list[str] = []

    def lose_the_answer(route: Route) -> None:
        marks.append(route.request.headers["idempotency-key"])
        route.fetch()
        route.abort()

    def press(label: str) -> str:
        with page.expect_request("**/open_site") as request:
            page.get_by_role("button", name=label, exact=True).click()
        return request.value.headers["idempotency-key"]

    page.goto("/registration/by-phone/")
    widget = page.locator(".walkthrough")
    page.get_by_label("Адрес сайта").fill("login-mts.example")
    page.route("**/open_site", lose_the_answer, times=1)
    first = press("Перейти")
    expect(widget).to_have_attribute("data-version", "1")
    assert marks == [first]

    page.route("**/open_site", lose_the_answer, times=2)
    second = press("Перейти")
    expect(page.get_by_text("Нет связи с тренажёром")).to_be_visible()
    assert marks == [first, second, second]
    assert press("Отправить ещё раз") == second
    expect(widget).to_have_attribute("data-version", "2")
    assert first != second
