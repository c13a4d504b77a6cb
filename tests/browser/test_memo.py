"""The card to print: alone on its sheet, in large type, with a script and without."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.guide import CONTENT
from tests.support.page_pool import PagePool

MOST_SHEETS = {"A6": 2, "A4": 1}
POINT = 96 / 72  # CSS pixels
SHEETS = {"A6": (336, 11 * POINT), "A4": (733, 18 * POINT)}
"""Width between the margins, and the least size of the type; both in CSS pixels."""


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without"])
def page(page_pool: PagePool, request: pytest.FixtureRequest) -> Iterator[Page]:
    with page_pool.page(java_script_enabled=request.param) as page:
        yield page


@pytest.mark.parametrize("page", [True], indirect=True, ids=["with JavaScript"])  # which shows a button more
def test_each_card_fits_on_its_sheets(page: Page) -> None:
    for slug in CONTENT.walkthroughs:
        page.goto(f"/memo/{slug}.html")
        for sheet, most in MOST_SHEETS.items():
            printed = page.pdf(format=sheet)
            assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= most, (slug, sheet)


def test_nothing_else_is_printed_and_the_type_is_large(page: Page) -> None:
    page.goto("/memo/register-by-phone.html")
    expect(page.get_by_role("link", name="Вернуться к тренировке")).to_be_visible()
    page.emulate_media(media="print")
    for sheet, (width, least) in SHEETS.items():
        page.set_viewport_size({"width": width, "height": 600})
        assert page.locator("main").bounding_box()
        for hidden in ("header", "footer"):
            expect(page.locator(hidden)).to_be_hidden()
        size = page.locator("ol").evaluate("list => parseFloat(getComputedStyle(list).fontSize)")
        assert size >= least - 0.01, sheet


def test_the_button_prints_and_without_a_script_the_page_says_how(page: Page, request: pytest.FixtureRequest) -> None:
    with page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1; };"):
        page.goto("/memo/register-by-phone.html")
    button = page.get_by_role("button", name="Напечатать")
    if request.node.name.endswith("[without]"):
        expect(button).to_be_hidden()
        expect(page.get_by_text("откройте меню браузера")).to_be_visible()
    else:
        button.click()
        assert page.evaluate("window.printed") == 1
        expect(page.get_by_text("откройте меню браузера")).to_be_hidden()
