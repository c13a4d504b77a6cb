"""Questions have addresses of their own, and whoever comes to one finds it open."""

import pytest
from markdown import markdown
from playwright.sync_api import Page, expect

from tests.support.browser_steps import only_with_javascript

BALANCE = "/features/balance/"
ANCHOR = "что-такое-сбп"
QUESTION = f"[id='{ANCHOR}']"
EXTENSIONS = ["pymdownx.details", "attr_list", "toc", "macros.markdown.typography", "macros.markdown.questions"]


def test_a_question_has_an_address_made_of_its_title() -> None:
    question = '??? question "А что с `SMS`?"\n\n    Ничего.\n\n'
    html = markdown("# Вопросы { #а-что-с-sms_1 }\n\n" + question * 2, extensions=EXTENSIONS)
    assert '<details class="question" id="а-что-с-sms">' in html
    assert '<details class="question" id="а-что-с-sms_2">' in html


def test_an_address_leads_to_its_question_and_opens_it(page: Page, javascript: bool) -> None:
    page.goto(f"{BALANCE}#{ANCHOR}")
    expect(page.locator(f"{QUESTION} summary")).to_be_in_viewport()
    expect(page.locator(f"{QUESTION}[open]")).to_have_count(1 if javascript else 0)


@only_with_javascript
@pytest.mark.parametrize("start", [BALANCE, "/about/"])
def test_a_question_that_search_has_found_is_open(page: Page, start: str) -> None:
    page.goto(start)
    page.get_by_role("textbox", name="Поиск по сайту").fill("что такое сбп")
    page.locator(".search-hit--section").first.click()
    expect(page.locator(f"{QUESTION}[open] summary")).to_be_in_viewport()
    expect(page.locator(f"{QUESTION} p").first).to_be_in_viewport()
