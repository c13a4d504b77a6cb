"""What axe finds on a page."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

Scheme = Literal["light", "dark"]

SHOWN: dict[Scheme, str] = {"light": "default", "dark": "slate"}
"""How the theme calls the schemes."""

_RUN = """async ([part, options]) => {
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
  const { violations } = await axe.run(part, options);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => [id, html, failureSummary]));
}"""


def show_scheme(page: Page, scheme: Scheme) -> None:
    """Choose it as by the button in the header, which may be out of sight."""
    body = page.locator("body")
    if body.get_attribute("data-md-color-scheme") != SHOWN[scheme]:
        page.locator(f"button[data-scheme={SHOWN[scheme]}]").evaluate("button => button.click()")
    expect(body).to_have_attribute("data-md-color-scheme", SHOWN[scheme])


def accessibility_faults(page: Page, scheme: Scheme = "light", part: str = "html") -> list[str]:
    """What is wrong with the page as it is, or with a part of it (a selector).

    In the dark its colours alone are asked for, since all else is as in the light.
    """
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    options: dict[str, Any] = {"resultTypes": ["violations"], "preload": False}
    if scheme == "dark":
        options["runOnly"] = ["cat.color"]
    found: list[tuple[str, str, str]] = page.evaluate(_RUN, [part, options])
    size = page.viewport_size
    return [f"{page.url} ({scheme}, {size}): {rule}: {html}: {summary}" for rule, html, summary in found]
