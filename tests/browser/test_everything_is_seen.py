"""In every step of every walkthrough what matters is seen whole after the press that opened it, on any small screen.

And a finger hits what can be pressed there, and the browser has nothing to complain of.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize

from sandbox.engine.walkthrough import Walkthrough
from sandbox.web.site import Site
from tests.support.chromium import FONT_FOLDERS, font_config, launch
from tests.support.complaints import complaints_of
from tests.support.guide import CONTENT
from tests.support.page_pool import PagePool
from tests.support.tab import ScriptTab
from tests.support.walk import walk

KEYBOARD = 260
"""CSS pixels that a keyboard on the screen takes from the height."""

LARGE_TYPE = 32
"""CSS pixels of the browser's own font, twice the usual."""

SIZES = [(360, 560), (360, 640), (390, 664), (412, 732), (390, 844), (320, 568), (195, 422), (740, 360)]
EVERY_DAY = [(360, 640), (320, 568), (390, 664 - KEYBOARD)]

BEGIN_ANEW = """async () => {
  const form = document.querySelector("section.walkthrough form[data-action=restart]");
  const answered = new Promise((resolve, reject) => {
    setTimeout(reject, 30_000, new Error("nothing answers"));
    const look = () => form.isConnected || resolve();
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  form.requestSubmit();
  await answered;
  document.activeElement.blur();
  document.querySelector("section.walkthrough").scrollIntoView();
}"""
"""A walkthrough at its end begins again, in a page that stands as one that a link has just opened there."""


def view(width: int, height: int) -> ViewportSize:
    return {"width": width, "height": height}


def hidden_in(page: Page, walkthrough: Walkthrough) -> list[str]:
    return [f"{place}: {fault}" for place, view in walk(ScriptTab(page), walkthrough) for fault in view.faults]


@pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda each: each.slug)
def test_all_of_the_task_is_seen_in_every_step(page_pool: PagePool, site: Path, walkthrough: Walkthrough) -> None:
    found = []
    with page_pool.page(reduced_motion=True, service_workers="allow") as page, complaints_of(page) as complaints:
        for place, size in enumerate(EVERY_DAY):
            page.set_viewport_size(view(*size))
            if place:
                page.evaluate(BEGIN_ANEW)
            else:
                page.goto(Site(site).trainers()[walkthrough.slug])
            found += [f"{size}: {hidden}" for hidden in hidden_in(page, walkthrough)]
    assert found == []
    assert complaints == []


@pytest.fixture(params=FONT_FOLDERS)
def browser_with_font(request: pytest.FixtureRequest, playwright: Playwright, tmp_path: Path) -> Iterator[Browser]:
    font = str(request.param)
    browser = launch(playwright, font_config(font, tmp_path))
    yield browser
    browser.close()


@pytest.mark.soak
@pytest.mark.parametrize("keyboard", [0, KEYBOARD], ids=["whole", "keyboard"])
@pytest.mark.parametrize("type_size", [16, LARGE_TYPE])
def test_so_it_is_on_every_screen_with_every_font(
    browser_with_font: Browser, server: str, site: Path, type_size: int, keyboard: int
) -> None:
    found = []
    for width, height in SIZES if type_size == 16 else [(390, 844)]:
        with browser_with_font.new_context(
            base_url=server, locale="ru-RU", reduced_motion="reduce", viewport=view(width, height - keyboard)
        ) as context:
            page = context.new_page()
            session = context.new_cdp_session(page)
            session.send("Page.setFontSizes", {"fontSizes": {"standard": type_size}})
            for slug, walkthrough in CONTENT.walkthroughs.items():
                page.goto(Site(site).trainers()[slug])
                hidden = hidden_in(page, walkthrough)
                found += [f"{width}x{height - keyboard}, {slug}, {part}" for part in hidden]
    assert found == []
