"""What could be somebody's own doesn't leave the browser, and what is secret stays out of addresses."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.support.browser_steps import at_step, genuine_link, let_the_sms_come, see_through_the_forgery
from tests.support.page_pool import PagePool


@pytest.fixture
def sent() -> list[Request]:
    """Every request that the page has made."""
    return []


@pytest.fixture
def page(page_pool: PagePool, sent: list[Request]) -> Iterator[Page]:
    def keep(request: Request) -> None:
        sent.append(request)

    with page_pool.page() as page:
        page.on("request", keep)
        yield page
        page.remove_listener("request", keep)


def press(page: Page, button: str) -> None:
    page.locator(".screen").get_by_role("button", name=button, exact=True).click()


def posted(sent: list[Request]) -> list[str]:
    return [request.post_data or "" for request in sent if request.method == "POST"]


def ask_for_a_link(page: Page, number: str) -> None:
    page.get_by_label("Номер телефона").fill(number)
    press(page, "Прислать ссылку")


REAL_NUMBERS = (
    "+7 916 111-22-33",
    "89161112233",
    "9161112233",
    "8-916-111-22-3З",
    "٧٩١٦١١١٢٢٣٣",
    "916 111 22 33, добавочный 5",
    "79070000001, 79161112233",
    "+380 44 123 45 67",
    "234-56-78",
    "7 907 001 00 01",
)


def test_a_real_number_is_refused_before_anything_is_sent(page: Page, sent: list[Request]) -> None:
    page.goto("/recovery/forgotten-password/")
    press(page, "Забыли пароль?")
    field = page.get_by_label("Номер телефона")
    expect(field).to_be_focused()
    before = len(posted(sent))
    for number in REAL_NUMBERS:
        ask_for_a_link(page, number)
        expect(page.locator(".screen").get_by_role("alert")).to_contain_text("Это не учебный номер")
        expect(field).to_have_value("")
        expect(field).to_be_focused()
        expect(field).to_have_attribute("aria-invalid", "true")
        expect(field).to_have_accessible_description(
            "Учебный номер: +7 907 000-00-01 Введите номер с учебного телефона"
        )
        expect(page.locator(".screen .notice")).to_have_count(1)
        expect(page.locator("#live-region")).to_contain_text("Это не учебный номер")
    assert len(posted(sent)) == before
    ask_for_a_link(page, "+7 (907) 000-00-01")
    expect(page.locator("section.walkthrough")).to_have_attribute("data-step", "open-link")


SLIPS = (
    ("7907000", "Номер слишком короткий"),
    ("790700000012", "Номер слишком длинный"),
    ("+7 907 000-00-0О", "В номере есть лишние знаки"),
    ("7907000000١", "Цифры другого языка"),
    ("79070000007", "Это номер другого телефона"),
    ("123", "Номер слишком короткий"),
    ("", "Номер не введён"),
)
"""Each with another lesson than the one before."""


def test_a_slip_in_a_training_number_is_still_a_lesson(page: Page) -> None:
    page.goto("/recovery/forgotten-password/")
    press(page, "Забыли пароль?")
    for slip, lesson in SLIPS:
        ask_for_a_link(page, slip)
        expect(page.locator(".screen").get_by_role("alert")).to_contain_text(lesson)


def test_a_real_name_and_a_real_address_are_not_sent_either(page: Page, sent: list[Request]) -> None:
    page.goto("/registration/profile/")
    page.get_by_label("Фамилия").fill("Петрова")
    page.get_by_label("Имя").fill("иван")
    press(page, "Далее")
    expect(page.locator(".screen").get_by_role("alert")).to_contain_text("Это не учебное имя")
    expect(page.get_by_label("Фамилия")).to_have_value("")
    expect(page.get_by_label("Имя")).to_have_value("иван")
    page.get_by_label("Фамилия").fill("Иванов")
    assert posted(sent) == []
    press(page, "Далее")
    for address in ("petrova@mail.ru", "ПЕТРОВА@почта.рф ", "79161112233@mail.example", "petrova.1955@", "petrova"):
        page.get_by_label("Почта", exact=True).fill(address)
        press(page, "Далее")
        expect(page.locator(".screen").get_by_role("alert")).to_contain_text("Это не учебный адрес")
        expect(page.get_by_label("Почта", exact=True)).to_have_value("")
    assert len(posted(sent)) == 1
    for slip in ("ivanov.mail.example", "Ivanov@mail"):
        page.get_by_label("Почта", exact=True).fill(slip)
        press(page, "Далее")
        expect(page.locator(".screen").get_by_role("alert")).to_contain_text("В адресе ошибка")


def test_a_card_number_is_not_sent_as_a_sum(page: Page, sent: list[Request]) -> None:
    page.goto("/features/balance/")
    page.get_by_label("Сколько сейчас на счёте?").fill("350")
    press(page, "Пополнить")
    press(page, "Учебной картой")
    see_through_the_forgery(page)
    page.get_by_label("Сумма в рублях").fill("4276 1600 0000 0000")
    before = len(posted(sent))
    press(page, "Заплатить")
    expect(page.locator(".screen").get_by_role("alert")).to_contain_text("Здесь нужна сумма, а не номер карты.")
    expect(page.get_by_label("Сумма в рублях")).to_have_value("")
    assert len(posted(sent)) == before


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_reset_link_is_in_no_address_no_referrer_and_no_history(
    browser: Browser, server: str, javascript: bool
) -> None:
    context = browser.new_context(base_url=server, locale="ru-RU", java_script_enabled=javascript)
    page = context.new_page()
    asked: list[Request] = []
    seen: list[str] = []
    page.on("request", lambda request: asked.append(request))
    page.on("framenavigated", lambda frame: seen.append(frame.url))
    page.goto("/recovery/forgotten-password/")
    press(page, "Забыли пароль?")
    ask_for_a_link(page, "+7 907 000-00-01")
    at_step(page, "open-link")
    let_the_sms_come(page)
    token = genuine_link(page).locator("xpath=preceding-sibling::input[@name='link']").get_attribute("value")
    assert token
    assert len(token) == 22
    genuine_link(page).click()
    expect(page.get_by_label("Пароль", exact=True)).to_be_visible()
    page.get_by_role("link", name="Безопасность").first.click()
    expect(page.locator("h1")).to_contain_text("защитить")
    assert seen
    assert token not in " ".join(seen)
    assert [request.url for request in asked if token in f"{request.url} {request.headers}"] == []
    assert any("referer" in request.headers for request in asked)
    assert token not in str(context.cookies())
    context.close()
