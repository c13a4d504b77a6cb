"""Every step of every walkthrough, for whoever has a keyboard alone, no JavaScript, a small screen or other eyes."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from sandbox.content.rehearsal import NOW, play_mistake, runs_at_each_step
from sandbox.engine.walkthrough import Walkthrough
from sandbox.web.site import Site
from tests.support.accessibility import Scheme, accessibility_faults, show_scheme
from tests.support.browser_steps import SMALL
from tests.support.guide import CONTENT, RENDERER, turn
from tests.support.page_pool import PagePool
from tests.support.tab import KeyboardTab
from tests.support.walk import walk

pytestmark = pytest.mark.soak
WALKTHROUGHS = pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda each: each.slug)

_SHOW = """(html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const part of holder.content.querySelectorAll("details")) part.open = true;
  document.querySelector("section.walkthrough").replaceWith(holder.content);
}"""


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
@WALKTHROUGHS
def test_a_walkthrough_is_done_by_keyboard_on_a_small_screen(
    page_pool: PagePool, site: Path, walkthrough: Walkthrough, javascript: bool
) -> None:
    with page_pool.page(SMALL, reduced_motion=True, java_script_enabled=javascript) as page:
        tab = KeyboardTab(page)
        tab.open(Site(site).trainers()[walkthrough.slug])
        assert [name for name, _ in walk(tab, walkthrough) if is_too_wide(page)] == []


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@WALKTHROUGHS
def test_no_step_and_no_mistake_has_an_accessibility_fault(
    page_pool: PagePool, site: Path, walkthrough: Walkthrough, scheme: Scheme
) -> None:
    found = []
    with page_pool.page(SMALL, reduced_motion=True) as page:
        page.goto(Site(site).trainers()[walkthrough.slug])
        show_scheme(page, scheme)
        for step, before, after in runs_at_each_step(turn(walkthrough)):
            mistakes = (play_mistake(turn(walkthrough), before, mistake) for mistake in step.mistakes)
            for run in [before, after, *mistakes]:
                page.evaluate(_SHOW, RENDERER.widget(CONTENT.wording, walkthrough, run, NOW, version=1))
                found += [f"{step.id}: {fault}" for fault in accessibility_faults(page, scheme, "section.walkthrough")]
    assert found == []
