"""What a reader waits for on a phone: the first page of a visit, and the next one. For ``make bench``."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.support.browser_steps import at_rest, taken_over
from tests.support.slow_link import SlowLink

FIRST = "/sign-in/"
LINKS = ("a[href*='by-password']", ".md-tabs a[href*='recovery']")
"""The links to the next pages: without a pause above the link, and after one."""
PAUSE = 500
"""Milliseconds that a pointer rests above a link before it is pressed."""
SLOWER = 4
"""So many times slower than this machine is the processor of a cheap phone."""
VISITS = 7

_WATCH = """
const now = () => performance.timeOrigin + performance.now();
const heading = () => document.querySelector("h1")?.textContent;
addEventListener("click", () => { sessionStorage.pressed = now(); }, { capture: true });
new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) window.seen = { heading: heading(), at: performance.timeOrigin + paint.startTime };
}).observe({ type: "paint", buffered: true });
(function look() {
  const { seen } = window;
  if (seen && heading() !== seen.heading) {
    const changed = heading();
    requestAnimationFrame(() => { window.seen = { heading: changed, at: now() }; });
  }
  requestAnimationFrame(look);
})();
"""
"""Notes when a link is pressed, and when the page is painted that it leads to: another document, or another heading."""


@dataclass(frozen=True)
class Visit:
    """Seconds until a page's heading is seen, and what the first view moved: bytes with all headers, and requests."""

    first: float
    loaded: float
    """The first page, with its scripts."""
    following: float
    following_after_a_pause: float
    moved: int
    requests: int


def visit(browser: Browser, address: str, link: SlowLink) -> Visit:
    """Read three pages through a slow link, by a browser that has never been here."""
    with browser.new_context(base_url=address, locale="ru-RU", viewport={"width": 1280, "height": 800}) as context:
        context.add_init_script(_WATCH)
        page = context.new_page()
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        moved, requests = link.moved, link.requests
        page.goto(FIRST, wait_until="commit")
        page.wait_for_function("() => window.seen")
        first = page.evaluate("window.seen.at - performance.timeOrigin")
        page.wait_for_load_state("load")
        loaded = page.evaluate("performance.getEntriesByType('navigation')[0].loadEventStart")
        taken_over(page)
        at_rest(page)
        moved, requests = link.moved - moved, link.requests - requests
        following, after_a_pause = follow(page, LINKS[0], 0), follow(page, LINKS[1], PAUSE)
    return Visit(first / 1000, loaded / 1000, following, after_a_pause, moved, requests)


def follow(page: Page, link: str, pause: int) -> float:
    """Seconds from the press of a link to its page; ``pause`` are the milliseconds that the pointer rests before it."""
    before, found = page.locator("h1").text_content(), page.locator(link).locator("visible=true").first
    found.hover()
    page.wait_for_timeout(pause)
    found.click()
    page.wait_for_function("before => window.seen && window.seen.heading !== before", arg=before)
    seconds: float = page.evaluate("(window.seen.at - sessionStorage.pressed) / 1000")
    at_rest(page)
    return seconds
