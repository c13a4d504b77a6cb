"""The lost phone in a real Chromium."""

from playwright.sync_api import Page, expect

from tests.support.browser_steps import at_step, fill, only_with_javascript, press, widget

pytestmark = only_with_javascript


def test_a_lost_sim_is_blocked_and_restored(page: Page) -> None:
    page.goto("/security/lost-sim/")
    expect(page.locator("aside.phone")).to_contain_text("Он в чужих руках")
    press(page, "Подождать до завтра — вдруг найдётся")
    expect(page.get_by_role("alert")).to_contain_text("на 200,00 ₽")
    expect(page.locator(".card__sum")).to_contain_text("150,00 ₽")
    expect(page.locator("aside.phone li.message")).to_have_count(1)
    press(page, "0890")
    expect(page.get_by_role("alert")).to_contain_text("Звонок не прошёл.")
    press(page, "8 800 250 08 90")
    at_step(page, "name-control-word")
    press(page, "Заблокировать SIM-карту")
    expect(page.get_by_role("alert")).to_contain_text("Вас не узнали.")
    fill(page, "Кодовое слово", "ромашка")
    press(page, "Назвать слово")
    at_step(page, "block-sim")
    press(page, "Заблокировать SIM-карту")
    at_step(page, "what-is-blocked")
    expect(page.locator("aside.phone")).to_contain_text("SIM-карта заблокирована")
    press(page, "Мой кабинет")
    expect(page.get_by_role("alert")).to_contain_text("Кабинет не закрыт.")
    press(page, "Моя SIM-карта")
    at_step(page, "restore-sim")
    press(page, "Показать паспорт и получить SIM-карту")
    expect(widget(page)).to_have_attribute("data-status", "done")
    expect(page.locator("aside.phone")).not_to_contain_text("заблокирована")
