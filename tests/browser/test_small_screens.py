"""On a small phone everything that has happened, and what is to be done next, is in sight and whole."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from sandbox.content.rehearsal import NOW, play_mistake, runs_at_each_step
from tests.support.browser_steps import before_the_phone_looks, fill, go_to_the_code, press, unfold
from tests.support.guide import CONTENT, RENDERER, turn
from tests.support.page_pool import PagePool

BEYOND_THE_EDGE = """(states) => states.flatMap((html) => {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  for (const part of holder.content.querySelectorAll(".phone details")) part.open = true;
  document.querySelector(".walkthrough").replaceWith(holder.content);
  const seen = document.querySelectorAll(".walkthrough :is(button, input, .dots i, .phone *, td, th, p)");
  return Array.from(seen)
    .filter((element) => element.getBoundingClientRect().right > innerWidth)
    .filter((element) => !element.closest(".visually-hidden, caption, thead, details:not([open])"))
    .map((element) => element.outerHTML);
})"""


@pytest.fixture
def page(page_pool: PagePool) -> Iterator[Page]:
    with page_pool.page({"width": 360, "height": 640}, reduced_motion=True) as page:
        yield page


def test_a_refused_field_and_its_button_stand_below_what_was_said(page: Page) -> None:
    go_to_the_code(page)
    fill(page, "Код подтверждения", "12")
    press(page, "Подтвердить")
    field = page.locator("[aria-invalid=true]")
    expect(field).to_be_focused()
    for part in (page.locator(".screen .notice"), field, page.get_by_role("button", name="Подтвердить")):
        expect(part).to_be_in_viewport(ratio=1)


def test_each_lever_of_the_clock_says_what_it_brings_and_when(page: Page) -> None:
    go_to_the_code(page)
    levers = page.locator(".phone__levers button")
    with before_the_phone_looks(page):
        press(page, "Отправить код повторно")
        expect(levers).to_have_count(4)
        expect(levers.first).to_have_text("до SMS через несколько секунд")
        for lever in levers.all()[1:]:
            expect(lever).to_have_text(re.compile(r"^\S.* будет 12:\d\d$"))


def test_the_clock_is_open_only_at_a_step_that_waits(page: Page) -> None:
    go_to_the_code(page)
    expect(page.locator(".phone__levers")).to_be_visible()
    expect(page.locator(".phone__inbox")).to_be_hidden()  # which nobody has opened
    unfold(page.locator(".phone__clock > summary"))
    press(page, "Отправить код повторно")
    expect(page.locator(".screen .notice")).to_contain_text("Отправлен новый код")
    expect(page.locator(".phone__levers")).to_be_hidden()


def test_the_sites_name_is_not_cut(page: Page) -> None:
    page.goto("/")
    name = page.locator(".md-header__topic .md-ellipsis").first
    assert name.evaluate("element => element.scrollWidth <= element.clientWidth")
    assert name.evaluate("element => element.scrollHeight <= element.clientHeight")


@pytest.mark.parametrize("address", ["/", "/registration/by-phone/", "/404.html"])
def test_urgent_help_stands_in_the_bar_of_the_smallest_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    page.goto(address)
    link = page.locator(".md-header__urgent")
    expect(link).to_be_in_viewport(ratio=1)
    box = link.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 44
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    link.click()
    expect(page).to_have_url(re.compile(r"/deceived/$"))


def test_what_the_closed_menu_holds_is_not_reached_by_keyboard(page: Page) -> None:
    page.goto("/recovery/forgotten-password/")
    menu = page.locator(".md-sidebar--primary")
    expect(menu).to_be_hidden()
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(menu.get_by_role("link", name="Сменился номер")).to_be_visible()
    covered = menu.get_by_role("link", name="Безопасность")
    expect(covered).to_be_hidden()
    menu.locator("label.md-nav__title", has_text="Восстановление доступа").click()
    expect(covered).to_be_visible()


def test_the_menu_is_opened_and_left_by_keyboard_and_says_its_state(page: Page) -> None:
    page.goto("/recovery/forgotten-password/")
    menu, button = page.locator(".md-sidebar--primary"), page.get_by_role("button", name="Меню")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    back = menu.locator("label.md-nav__title").get_by_role("button", name="Восстановление доступа")
    expect(back).to_be_focused()
    page.keyboard.press("Space")
    expect(menu.get_by_role("link", name="Главная")).to_be_visible()
    expect(back).to_be_hidden()
    expect(menu.locator(":focus")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    button.press("Enter")
    for _ in range(30):
        if menu.locator(":focus").count() == 0:
            break
        page.keyboard.press("Tab")
    expect(menu).to_be_hidden()  # what has the focus is never behind it
    expect(button).to_have_attribute("aria-expanded", "false")


def test_a_link_of_the_open_menu_to_the_same_page_closes_it(page: Page) -> None:
    page.goto("/registration/by-phone/")
    page.get_by_role("button", name="Меню").click()
    menu = page.locator(".md-sidebar--primary")
    menu.get_by_role("button", name="По номеру телефона").click()
    menu.get_by_role("link", name="Если что-то не получается").click()
    expect(menu).to_be_hidden()
    expect(page.get_by_role("heading", name="Если что-то не получается")).to_be_in_viewport()


def test_a_table_on_a_narrow_screen_is_still_one_and_names_its_columns(page: Page) -> None:
    page.goto("/registration/")
    cell = page.get_by_role("cell", name="Авторизация через VK или Mail.ru")
    assert cell.evaluate("element => getComputedStyle(element, '::before').content") == '"Процесс"'
    expect(page.get_by_role("columnheader", name="Процесс")).to_have_count(1)


def test_nothing_of_any_step_or_mistake_stands_beyond_the_edge(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/registration/by-phone/")
    for walkthrough in CONTENT.walkthroughs.values():
        runs = []
        for step, before, after in runs_at_each_step(turn(walkthrough)):
            runs += [before, after]
            runs += [play_mistake(turn(walkthrough), before, mistake) for mistake in step.mistakes]
        shown = (RENDERER.widget(CONTENT.wording, walkthrough, run, NOW, version=1) for run in runs)
        states = list(dict.fromkeys(shown))  # as a step is left the next is often begun
        assert page.evaluate(BEYOND_THE_EDGE, states) == []
