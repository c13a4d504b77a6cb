"""SMS and calls that come in the middle of a task, in a real Chromium."""

import re

from playwright.sync_api import Locator, Page, expect

from tests.support.browser_steps import answered, only_with_javascript, unfold


def cabinet(page: Page) -> Locator:
    return page.locator("section.cabinet")


def press(page: Page, form: Locator) -> None:
    answered(page)
    before = cabinet(page).get_attribute("data-version") or ""
    form.get_by_role("button").click()
    expect(cabinet(page)).not_to_have_attribute("data-version", before)


def ask_for_judgement(page: Page) -> None:
    story = page.locator("details.task")
    if story.get_attribute("open") is None:
        unfold(story.locator("summary"))
    press(page, story.locator("form[data-action=finish]"))


def act(page: Page, name: str) -> None:
    press(page, page.locator(f".guest > .message__use form[data-action={name}]"))


@only_with_javascript
def test_a_call_and_two_sms_are_met_before_the_task_is_judged(page: Page) -> None:
    page.goto("/check/year-of-ivan/")
    ask_for_judgement(page)
    expect(page.locator(".screen > .notice")).to_contain_text("Сначала — телефон.")
    expect(page.locator(".guest")).to_be_focused()
    expect(page.locator(".guest [data-event=call]")).to_contain_text("Номер скрыт")
    act(page, "pick_up")
    expect(page.locator(".guest blockquote")).to_be_visible()
    act(page, "hang_up")
    for _ in range(2):
        expect(page.locator(".guest .sms")).to_contain_text("Учебное SMS")
        act(page, "put_aside")
    expect(page.locator(".guest")).to_have_count(0)
    ask_for_judgement(page)
    told = page.locator(".told__one")
    expect(told).to_have_count(3)
    assert {told.nth(place).get_attribute("data-event") for place in range(3)} == {"call", "code", "sim-card"}
    expect(page.locator(".told__one[data-well=false]")).to_have_count(0)


@only_with_javascript
def test_who_trusts_a_forgery_is_told_and_solves_the_task_again_with_other_sms(page: Page) -> None:
    """The clock begins with the first press, so that nobody comes before they are brought."""
    page.goto("/check/three-hundred/")
    ask_for_judgement(page)
    for _ in range(2):
        give_what_it_wants(page)
    ask_for_judgement(page)
    expect(cabinet(page)).to_have_attribute("data-solved", "false")
    expect(page.locator(".told__one[data-well=true]")).to_contain_text("правда")
    wrong = page.locator(".told__one[data-well=false]")
    expect(wrong).to_contain_text("А это был обман.")
    expect(wrong.get_by_role("link")).to_have_attribute("href", re.compile(r"/security/"))
    press(page, page.locator(".telling form[data-action=restart]"))
    ask_for_judgement(page)
    for _ in range(2):
        act(page, "put_aside")
    page.locator(".cabinet__menu [data-place=balance]").click()
    expect(cabinet(page)).to_have_attribute("data-place", "balance")
    page.locator("form[data-action=top_up] input[name=sum]").fill("300")
    press(page, page.locator("form[data-action=top_up]"))
    total = re.search(r"Итого\D*([\d\s]+,\d\d)", page.locator(".screen").inner_text())
    assert total
    unfold(page.locator("details.task > summary"))
    page.locator("form[data-action=answer] input[name=answer]").fill(total[1])
    press(page, page.locator("form[data-action=answer]"))
    ask_for_judgement(page)
    expect(cabinet(page)).to_have_attribute("data-solved", "true")
    expect(page.locator(".told__one[data-well=true]")).to_have_count(2)


def give_what_it_wants(page: Page) -> None:
    """Send the money or the password, if that is what the SMS is about; put it aside if it wants neither."""
    guest = page.locator(".guest > .message__use")
    if guest.locator("form[data-action=open_message_link]").count():
        act(page, "open_message_link")
        expect(page.locator(".address-line--asked")).to_be_visible()
        press(page, page.locator("form[data-action=give_to_strangers]"))
        return
    asks = re.search("Верните|переведи", page.locator(".guest .sms").inner_text())
    act(page, "send_money_back" if asks else "put_aside")
