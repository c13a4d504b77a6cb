"""The overview of all walkthroughs in a real Chromium: progress, beginning anew, erasing."""

import re

from playwright.sync_api import Locator, Page, Route, expect

from sandbox.content import Content
from sandbox.rendering.addresses import PROGRESS
from tests.support.accessibility import Scheme, accessibility_faults, show_scheme
from tests.support.browser_steps import (
    SMALL,
    at_step,
    only_with_javascript,
    press,
    unfold,
)
from tests.support.forms_over_http import FRAGMENT, plain
from tests.support.page_pool import PagePool
from tests.support.sandbox_process import SandboxProcess
from tests.support.states import come_back, go_to_step, make_mistake, reach

OVERVIEW = "/practice/"
REGISTRATION, PROFILE = "register-by-phone", "set-up-profile"


def overview(page: Page) -> Locator:
    return page.locator("section.overview")


def item(page: Page, title: str) -> Locator:
    return overview(page).get_by_role("listitem").filter(has=page.get_by_role("link", name=title, exact=True))


def begin_registration(page: Page) -> None:
    make_mistake(page, REGISTRATION, "open-site", "Похожий адрес")
    go_to_step(page, REGISTRATION, "choose-method")


def begin_profile(page: Page) -> None:
    go_to_step(page, PROFILE, "fill-email")


def open_overview(page: Page, javascript: bool) -> None:
    page.goto(OVERVIEW)
    if not javascript:
        page.get_by_role("button", name="Посмотреть ход тренировок").click()
    expect(overview(page)).to_have_attribute("data-version", "live")


def come_back_to_the_overview(page: Page, javascript: bool) -> None:
    """Open it as who has practised, where the button leads to that `open_overview` presses without JavaScript."""
    come_back(page, OVERVIEW if javascript else PROGRESS)
    expect(overview(page)).to_have_attribute("data-version", "live")


def test_progress_is_seen_reset_and_erased(page: Page, javascript: bool, content: Content) -> None:
    open_overview(page, javascript)
    expect(overview(page)).to_contain_text("Сейчас сайт ничего о вас не хранит")
    begin_registration(page)
    begin_profile(page)
    come_back_to_the_overview(page, javascript)
    expect(overview(page)).to_contain_text("Пройдено 0 из")
    registration, profile = item(page, "Первый вход по номеру телефона"), item(page, "Настройка профиля")
    expect(registration).to_contain_text("Шаг 2 из 6. Нажмите «Войти»")
    mistakes = sum(len(step.mistakes) for step in content.walkthroughs["register-by-phone"].steps)
    expect(registration).to_contain_text(f"Ошибок попробовано: 1 из {mistakes}")
    expect(profile).to_contain_text("Шаг 2 из 6.")
    page.get_by_role("button", name="Начать заново: Первый вход по номеру телефона").click()
    expect(page.get_by_role("status")).to_contain_text("Тренировка начата заново")
    expect(registration).to_contain_text("Не начата")
    expect(profile).to_contain_text("Шаг 2 из 6.")
    unfold(page.locator("summary", has_text="Начать всё заново"))
    page.get_by_role("button", name="Да, начать всё заново").click()
    expect(page.get_by_role("status")).to_contain_text("Все тренировки начаты заново")
    expect(profile).to_contain_text("Не начата")
    begin_registration(page)
    come_back_to_the_overview(page, javascript)
    unfold(page.locator("summary", has_text="Удалить мои данные"))
    page.get_by_role("button", name="Да, удалить мои данные").click()
    expect(page.get_by_role("status")).to_contain_text("Ваши данные удалены")
    expect(registration).to_contain_text("Не начата")
    expect(overview(page)).to_contain_text("Сейчас сайт ничего о вас не хранит")
    assert page.context.cookies() == []
    if javascript:
        assert page.evaluate("localStorage.getItem('practised')") is None


def test_a_walkthrough_is_gone_on_with_from_the_overview(page: Page, javascript: bool) -> None:
    begin_registration(page)
    come_back_to_the_overview(page, javascript)
    name = "Первый вход по номеру телефона"
    page.get_by_role("link", name=name if javascript else f"Продолжить: {name}", exact=True).click()
    at_step(page, "choose-method")


@only_with_javascript
def test_the_end_of_a_walkthrough_leads_to_the_overview(page: Page) -> None:
    reach(page, PROFILE, "see-protection")
    press(page, "Показать, как")
    expect(page.locator(".notice")).to_contain_text("Верный ответ выделен")
    press(page, "Код для входа")
    page.get_by_role("link", name="Все тренировки и их ход").click()
    expect(item(page, "Настройка профиля")).to_contain_text("Пройдена")
    expect(page.get_by_role("progressbar", name="Пройдено 1 из")).to_have_js_property("value", 1)


@only_with_javascript
def test_the_overview_follows_a_learner_who_goes_to_and_fro(page: Page) -> None:
    reach(page, REGISTRATION, "choose-method")
    for _ in range(2):
        page.get_by_role("link", name="Тренировки").first.click()
        expect(item(page, "Первый вход по номеру телефона")).to_contain_text("Шаг 2 из 6.")
        page.get_by_role("link", name="Первый вход по номеру телефона", exact=True).click()
        at_step(page, "choose-method")
    page.get_by_role("link", name="Тренировки").first.click()
    page.get_by_role("button", name="Начать заново: Первый вход по номеру телефона").click()
    expect(item(page, "Первый вход по номеру телефона")).to_contain_text("Не начата")


@only_with_javascript
def test_by_keyboard_alone_and_told_to_screen_readers(page: Page) -> None:
    begin_registration(page)
    open_overview(page, javascript=True)
    button = page.get_by_role("button", name="Начать заново: Первый вход по номеру телефона")
    button.focus()
    page.keyboard.press("Enter")
    notice = page.locator(".overview .notice")
    expect(notice).to_be_focused()
    expect(notice).to_be_in_viewport()
    expect(page.locator("#live-region")).to_contain_text("Тренировка начата заново.")
    expect(page.locator("#live-region")).to_contain_text("Пройдено 0 из")


@only_with_javascript
def test_who_is_quicker_than_the_answer_keeps_the_place(page: Page) -> None:
    held: list[Route] = []
    page.route("**/sandbox/progress", lambda route: held.append(route))
    with page.expect_request("**/sandbox/progress"):
        page.goto(OVERVIEW)
    link = page.get_by_role("link", name="Настройка профиля", exact=True)
    link.focus()
    held[0].continue_()
    expect(overview(page)).to_have_attribute("data-version", "live")
    expect(link).to_be_focused()


def test_when_the_server_dies_nothing_is_lost(mortal_page: Page, mortal_sandbox: SandboxProcess) -> None:
    page = mortal_page
    begin_registration(page)
    open_overview(page, True)
    unfold(page.locator("summary", has_text="Удалить мои данные"))
    mortal_sandbox.kill()
    page.get_by_role("button", name="Да, удалить мои данные").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Нет связи с тренажёром. Ничего не изменилось")
    expect(alert).to_be_focused()
    expect(item(page, "Первый вход по номеру телефона")).to_contain_text("Шаг 2 из 6.")
    mortal_sandbox.start()
    kept = page.context.request.get(PROGRESS, headers=FRAGMENT).text()
    assert plain(kept).count("Шаг 2 из 6.") == 1
    page.get_by_role("button", name="Отправить ещё раз").click()
    expect(page.get_by_role("status")).to_contain_text("Ваши данные удалены")
    expect(alert).to_have_count(0)
    assert page.context.cookies() == []


def test_without_the_sandbox_the_list_is_complete(page: Page, javascript: bool) -> None:
    page.route("**/sandbox/**", lambda route: route.abort())
    page.goto(OVERVIEW)
    expect(item(page, "Первый вход по номеру телефона")).to_contain_text(re.compile(r"6\sшагов, примерно\s\d+\sминут"))
    expect(overview(page)).to_have_attribute("data-version", "static")
    page.get_by_role("link", name="Первый вход по номеру телефона", exact=True).click()
    expect(page.locator("section.walkthrough")).to_be_in_viewport()


@only_with_javascript
def test_progress_that_cannot_be_learnt_is_said_and_asked_for_again(page: Page) -> None:
    begin_registration(page)
    page.route("**/sandbox/progress", lambda route: route.abort(), times=2)
    page.goto(OVERVIEW)
    said, again = page.get_by_role("status"), page.get_by_role("button", name="Попробовать ещё раз")
    expect(said).to_contain_text("Не получилось узнать ход тренировок")
    expect(said).not_to_be_focused()
    with page.expect_event("requestfailed"):
        again.click()
    summary = overview(page).locator(".overview__summary")
    expect(summary).to_be_focused()
    expect(said).to_have_count(1)
    again.click()
    expect(item(page, "Первый вход по номеру телефона")).to_contain_text("Шаг 2 из 6.")
    expect(said).to_have_count(0)
    expect(summary).to_be_focused()


def test_with_progress_nothing_overflows_and_nothing_shuts_anyone_out(page_pool: PagePool) -> None:
    with page_pool.page(SMALL, reduced_motion=True) as page:
        expect_nothing_overflows_and_nothing_shuts_anyone_out(page)


def expect_nothing_overflows_and_nothing_shuts_anyone_out(page: Page) -> None:
    begin_registration(page)
    begin_profile(page)
    open_overview(page, javascript=True)
    page.get_by_role("button", name="Начать заново: Настройка профиля").click()
    expect(page.get_by_role("status")).to_be_visible()
    for summary in ("Начать всё заново", "Удалить мои данные"):
        unfold(page.locator("summary", has_text=summary))
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    for button in overview(page).locator("button:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 24, f"{button.inner_text()} is too small for a finger (WCAG 2.5.8)"
    schemes: tuple[Scheme, ...] = ("light", "dark")
    for scheme in schemes:
        show_scheme(page, scheme)
        assert accessibility_faults(page, scheme, "section.overview") == []
