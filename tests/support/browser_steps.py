"""What tests in a browser share: sizes of screens, places, and what a learner does."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SMALL: ViewportSize = {"width": 320, "height": 640}

REGISTER = "/registration/by-phone/"
RESET = "/recovery/forgotten-password/"
PROFILE = "/registration/profile/"
SIGN_IN = "/sign-in/by-password/"


PRESS_IF_OFFERED = """(until) => {
  const lever = document.querySelector(`.phone__levers [value=${until}]`);
  const drawer = lever?.closest("details");
  if (drawer) drawer.open = true;
  lever?.focus();
  lever?.click();
  return Boolean(lever);
}"""
"""Press a button of the clock if it is there, in one go: nothing comes between look and press."""

only_with_javascript = pytest.mark.parametrize("javascript", [True], indirect=True, ids=["with JavaScript"])


def widget(page: Page) -> Locator:
    return page.locator("section.walkthrough")


def at_step(page: Page, step: str) -> None:
    """Wait for a step. To count what isn't there yet takes a third of what it takes to describe what is."""
    expect(page.locator(f'section.walkthrough[data-step="{step}"]')).to_have_count(1)


def answered(page: Page) -> None:
    """Wait for the answer to the last press. Its new widget takes away what is opened or typed in the old one.

    Without a script the answer is a new page, of which only the beginning may have come.
    """
    page.wait_for_load_state()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


IDLE = """() => new Promise((resolve) => {
  requestIdleCallback(() => resolve(null), { timeout: 30_000 });
  requestAnimationFrame(() => null);
})"""
"""Chromium grants idle time between frames alone: where nothing asks for a frame it may grant none, without end."""


def at_rest(page: Page) -> None:
    """Wait until the page has asked for all that it asks for by itself, and shows it.

    Playwright's `networkidle` may never come: Chromium doesn't report the end of each request of a page that has a
    service worker, or that it has fetched in advance.
    """
    page.wait_for_load_state("load")
    expect(page.locator("[data-version=static]")).to_have_count(0)
    page.evaluate(IDLE)


IS_ANSWERED = "() => fetch(location.href, { cache: 'no-store' }).then(() => true, () => false)"


def connect_again(page: Page) -> None:
    """End a time without connection, and wait until the page's requests are answered again."""
    page.context.set_offline(False)
    page.wait_for_function(IS_ANSWERED)


HAVE_COME = """(parts) => {
  const come = performance.getEntriesByType("resource").filter(({ responseEnd }) => responseEnd);
  return parts.every((part) => come.some(({ name }) => name.includes(part)));
}"""


def have_come(page: Page, *parts: str) -> None:
    """Wait for files that the page asks for beside its loading; each has one of these parts in its address."""
    page.wait_for_function(HAVE_COME, arg=parts)


def taken_over(page: Page) -> None:
    """Wait until a service worker answers for the page: the last thing that a first page begins."""
    page.wait_for_function("() => navigator.serviceWorker.controller")


def unfold(summary: Locator) -> None:
    """Open what is folded, as soon as nothing is on its way that would fold it again."""
    answered(summary.page)
    summary.click()


def press(page: Page, button: str) -> None:
    answered(page)
    page.locator(".screen, .finish, .helpers, .phone").get_by_role("button", name=button, exact=True).first.click()


def make_mistake(page: Page, name: str) -> None:
    """Choose a mistake, and press the button that is left to press."""
    answered(page)
    page.locator(".mistakes").evaluate("details => details.open = true")
    page.locator(".chips").get_by_role("button", name=name).click()
    expect(page.locator(".lesson__name")).to_contain_text(f"Ошибка нарочно: «{name}»")
    page.locator(".lesson .btn, .screen__form :is(.btn--shown, .btn--primary)").first.click()
    expect(page.locator(".lesson__name")).to_contain_text(f"Вы попробовали ошибку «{name}»")


def restart(page: Page) -> None:
    """Begin anew, which asks first."""
    unfold(page.locator(".restart:not([open]) > summary"))
    page.get_by_role("button", name="Да, начать заново").click()


def move_clock(page: Page, until: str) -> None:
    """Move the training phone's clock to a named moment. On a small screen it is opened first."""
    answered(page)
    lever = page.locator(f".phone__levers [value={until}]")
    lever.wait_for(state="attached")
    if not lever.is_visible():
        unfold(page.locator(".phone__clock:not([open]) > summary"))
    lever.click()


def let_the_sms_come(page: Page) -> None:
    """Move the clock to the SMS on its way, unless it has come by itself: a slow machine takes longer than an SMS."""
    answered(page)
    press_if_offered(page, "sms")
    page.locator(".phone__levers [value=sms]").wait_for(state="detached")
    answered(page)


@contextmanager
def before_the_phone_looks(page: Page) -> Iterator[None]:
    """The page doesn't learn of an SMS by itself until the end: an SMS takes only seconds, a slow machine longer."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "GET":
            held.append(route)
        else:
            route.fallback()

    page.route("**/sandbox/walkthroughs/**", hold)
    yield
    page.unroute("**/sandbox/walkthroughs/**", hold)
    for route in held:
        route.continue_()


def press_if_offered(page: Page, until: str) -> bool:
    """Move the clock to a moment that may pass by itself at any time. Tells whether the clock still offered it."""
    return bool(page.evaluate(PRESS_IF_OFFERED, until))


def open_phone(page: Page) -> None:
    """Open the line that the training phone is on a small screen."""
    unfold(page.locator(".phone__device > summary"))


def fill(page: Page, label: str, value: str) -> None:
    """Type into a field."""
    answered(page)
    page.locator(".screen").get_by_label(label, exact=True).fill(value)


def code_in_the_sms(page: Page) -> str:
    answered(page)
    return page.locator("aside.phone li.message mark").first.text_content() or ""


def see_through_the_forgery(page: Page) -> None:
    """Don't believe the SMS that comes unannounced. Only then is the step's own form there."""
    judged = page.locator(".sms--judged")
    judged.wait_for()
    press(page, "Не верить")
    judged.wait_for(state="detached")


def genuine_link(page: Page, place: str = "aside.phone") -> Locator:
    """The link for a new password that leads to the training site: a forged one stands beside it."""
    return page.locator(f"{place} .message__link button", has_text="//lk.example/")


def go_to_the_methods(page: Page, address: str = "") -> None:
    """Take the first step of the registration, on the site that the page belongs to or on another."""
    page.goto(f"{address}{REGISTER}")
    fill(page, "Адрес сайта", "login.mts.ru")
    press(page, "Перейти")
    at_step(page, "choose-method")


def choose_from_menu(page: Page, way: str) -> None:
    """Open «Войти» and press one of the ways in it."""
    unfold(page.locator(".menu:not([open]) > summary"))
    press(page, way)


def go_to_the_number(page: Page) -> None:
    go_to_the_methods(page)
    choose_from_menu(page, "По номеру телефона")


def go_to_the_code(page: Page) -> None:
    go_to_the_number(page)
    fill(page, "Номер телефона", "8 (907) 000-00-01")
    press(page, "Получить код")
    read_the_sms(page)


def read_the_sms(page: Page) -> None:
    """Let the SMS with the code come, and say whom it is from."""
    at_step(page, "wait-for-sms")
    move_clock(page, "minute")
    press(page, "Оператор")
    at_step(page, "enter-code")


def ask_for_a_reset_link(page: Page) -> None:
    page.goto(RESET)
    press(page, "Забыли пароль?")
    fill(page, "Номер телефона", "+7 907 000-00-01")
    press(page, "Прислать ссылку")
    at_step(page, "open-link")


def search(page: Page, query: str) -> None:
    page.get_by_role("textbox", name="Поиск по сайту").fill(query)
