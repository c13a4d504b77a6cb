"""The editors' page fits every screen, has no accessibility fault, and is whole on paper."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sandbox.counters import Batch, Counter, kept_weeks, today
from sandbox.counters.address import open_counters
from sandbox.engine.walkthrough import DONE
from tests.support.accessibility import SHOWN, accessibility_faults, leave_few_entries, show_scheme
from tests.support.at_once import at_once
from tests.support.browser_steps import DESKTOP, PHONE, unfold
from tests.support.guide import CONTENT
from tests.support.page_pool import PagePool
from tests.support.sandbox_process import SandboxProcess

FROM_THE_THIRD = ".stumbles__funnel ~ .stumbles__funnel ~ .stumbles__funnel"


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A sandbox in which every walkthrough and every task was begun, and something went wrong everywhere."""
    store = f"sqlite:///{tmp_path_factory.mktemp('stumbles')}/learners.sqlite3"
    weeks = kept_weeks(today())
    counts = {}
    for week in weeks[-2:]:
        for slug, walkthrough in CONTENT.walkthroughs.items():
            for number, step in enumerate(walkthrough.steps):
                counts[week, Counter(slug, step.id, "reached")] = 1000 - 7 * number
                counts[week, Counter(slug, step.id, "outcome", "number_not_for_training")] = 11 + number
            counts[week, Counter(slug, DONE, "reached")] = 321
        for task in CONTENT.tasks.values():
            counts[week, Counter(CONTENT.cabinet_of(task).slug, task.at, "reached")] = 30
            counts[week, Counter(CONTENT.cabinet_of(task).slug, task.at, "outcome", "task_unsolved")] = 12
    counters = open_counters(store)
    counters.add(Batch("1", counts), weeks[0])
    counters.close()
    with SandboxProcess(site, store, SANDBOX_EDITORS="local") as sandbox:
        yield f"{sandbox.address}/sandbox/stumbles"


@pytest.fixture
def page(page_pool: PagePool, address: str) -> Iterator[Page]:
    with page_pool.page(reduced_motion=True) as page:
        page.goto(address)
        page.evaluate("for (const each of document.querySelectorAll('article details')) each.open = true")
        yield page


def test_axe_finds_no_fault_wide_and_narrow(page_pool: PagePool, address: str) -> None:
    """In the part that no other page has; of its funnels the first two, of its lists and tables some entries."""
    with page_pool.page(reduced_motion=True) as page:
        page.goto(address)
        unfold(page.locator(".stumbles__funnel > summary").first)
        page.evaluate(f"for (const each of document.querySelectorAll('{FROM_THE_THIRD}')) each.remove()")
        leave_few_entries(page, "article")
        for scheme, size in product(SHOWN, (DESKTOP, PHONE)):
            show_scheme(page, scheme)
            page.set_viewport_size(size)
            assert accessibility_faults(page, scheme, "article") == []


@at_once("width", [1280, 390, 320])
def test_nothing_is_wider_than_the_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 664})
    wide = page.evaluate(
        """width => [...document.querySelectorAll('article :is(h1, p, td, th, text, select, a, summary)')]
        .filter(each => each.getBoundingClientRect().right > width + 1).map(each => each.textContent)""",
        width,
    )
    assert wide == []


def test_on_paper_every_funnel_is_open(page_pool: PagePool, address: str) -> None:
    with page_pool.page() as page:
        page.goto(address)
        page.emulate_media(media="print")
        funnels = page.locator(".stumbles__funnel table")
        assert funnels.count() == len(CONTENT.walkthroughs)
        assert all(funnels.nth(number).bounding_box() for number in range(funnels.count()))


def test_a_week_is_chosen_without_a_script(page_pool: PagePool, address: str) -> None:
    with page_pool.page(PHONE, java_script_enabled=False) as page:
        page.goto(address)
        page.get_by_label("За какое время").select_option(kept_weeks(today())[-1])
        page.get_by_role("button", name="Показать").click()
        expect(page).to_have_url(re.compile(f"week={kept_weeks(today())[-1]}"))
        expect(page.locator("option[selected]")).to_have_attribute("value", kept_weeks(today())[-1])
        (walkthrough, *_) = CONTENT.walkthroughs.values()
        expect(page.get_by_text(f"{walkthrough.title}: прошли 321 из 1000")).to_have_count(1)
