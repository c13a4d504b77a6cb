"""Pages in a real browser: words are explained by touch and keyboard, feedback is sent, paper holds the text alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser_steps import connect_again
from tests.support.page_pool import PagePool

PAGE = "/recovery/forgotten-password/"


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request: pytest.FixtureRequest, page_pool: PagePool) -> Iterator[Page]:
    with page_pool.page({"width": 390, "height": 800}, has_touch=True, java_script_enabled=request.param) as page:
        yield page


@pytest.fixture
def scripted(page_pool: PagePool) -> Iterator[Page]:
    with page_pool.page() as page:
        yield page


def test_a_word_is_explained_by_touch(page: Page) -> None:
    page.goto(PAGE)
    meaning = page.locator("#term-ссылка-для-сброса")
    expect(meaning).to_be_hidden()
    page.locator(".term", has_text="ссылку для сброса").tap()
    expect(meaning).to_be_visible()
    expect(meaning).to_be_in_viewport(ratio=1)
    meaning.get_by_role("button", name="Закрыть").tap()
    expect(meaning).to_be_hidden()


def test_a_word_is_explained_by_keyboard_and_leads_to_the_glossary(page: Page, server: str) -> None:
    page.goto(PAGE)
    term, meaning = page.locator(".term", has_text="ссылку для сброса"), page.locator("#term-ссылка-для-сброса")
    term.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(term).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(meaning.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dt[id='ссылка-для-сброса']")).to_be_in_viewport()


def test_an_answer_and_a_reason_reach_the_editors(page: Page) -> None:
    page.goto(PAGE)
    page.get_by_role("button", name="Нет", exact=True).tap()
    expect(page.get_by_text("Кто вы, мы не знаем").first).to_be_visible()
    expect(page.get_by_text("Чего не хватило?")).to_be_visible()
    expect(page.locator("button[name=reason]")).to_have_count(6)
    page.locator("button[name=reason]").first.tap()
    expect(page.get_by_text("причина учтена").first).to_be_visible()


def test_with_a_script_a_reader_stays_on_the_page(scripted: Page, server: str) -> None:
    scripted.goto(PAGE)
    notice = scripted.locator(".feedback .notice")
    for button in ("Нет", "Слишком длинно"):
        scripted.get_by_role("button", name=button, exact=True).click()
        expect(notice).to_be_focused()
        expect(notice).to_have_count(1)
        expect(notice).to_contain_text("Спасибо")
    expect(scripted).to_have_url(f"{server}{PAGE}")
    expect(scripted.locator(".feedback button")).to_have_count(0)


def test_a_lost_connection_is_said_and_the_answer_can_be_sent_again(scripted: Page) -> None:
    scripted.goto(PAGE)
    scripted.context.set_offline(True)
    scripted.get_by_role("button", name="Да", exact=True).click()
    notice = scripted.locator(".feedback .notice")
    expect(notice).to_contain_text("Не получилось отправить")
    connect_again(scripted)
    scripted.get_by_role("button", name="Да", exact=True).click()
    expect(notice).to_contain_text("Спасибо")


def test_on_paper_there_is_the_text_with_numbered_steps_and_answered_questions(page: Page) -> None:
    page.goto(PAGE)
    page.emulate_media(media="print")
    for shown in (".step__say >> nth=-1", ".sources", ".on-paper"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".screen", ".phone", ".map", ".feedback", ".read-on", ".terms", ".md-header", ".md-footer"):
        expect(page.locator(hidden).first).to_be_hidden()
    answer = page.locator("details.question p").first
    assert answer.bounding_box(), "an answer is printed though its question is closed"


def test_the_foot_fits_a_narrow_screen(scripted: Page) -> None:
    scripted.set_viewport_size({"width": 320, "height": 700})
    scripted.goto(PAGE)
    scripted.get_by_role("button", name="Нет", exact=True).click()
    expect(scripted.get_by_text("Чего не хватило?")).to_be_visible()
    assert scripted.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_tab_is_pressed_anywhere_and_does_not_move_when_the_page_is_scrolled(scripted: Page) -> None:
    scripted.goto(PAGE)
    tab, link = scripted.locator(".md-tabs__item").nth(1), scripted.locator(".md-tabs__link").nth(1)
    assert link.bounding_box() == tab.bounding_box()
    scripted.locator(".md-footer").scroll_into_view_if_needed()
    expect(link).to_have_css("transform", "none")
    expect(link).to_have_css("transition-property", "none")
