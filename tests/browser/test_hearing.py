"""What can be heard. Chromium has no voices here, so a list of them is put in place of the browser's."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.browser_steps import PHONE, at_step, code_in_the_sms, move_clock, open_phone, press, read_the_sms
from tests.support.page_pool import PagePool
from tests.support.states import reach

RUSSIAN = {"lang": "ru_RU", "localService": True}
ENGLISH = {"lang": "en-US", "localService": True}
OF_A_SERVER = {"lang": "ru-RU", "localService": False}

SPEECH = """(voices) => {
  const speech = new EventTarget();
  const show = (name, value) => { document.documentElement.dataset[name] = value; };
  const said = [];
  let vibrations = 0;
  Object.assign(speech, {
    getVoices: () => voices,
    speak: ({ text }) => show("said", said.push(text)),
    cancel: () => { said.splice(0); show("said", 0); },
  });
  window.said = said;
  window.learn = (voice) => { voices.push(voice); speech.dispatchEvent(new Event("voiceschanged")); };
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
  Object.defineProperty(window, "speechSynthesis", { value: speech });
  navigator.vibrate = () => show("vibrations", (vibrations += 1));
}"""
"""The speech and the vibration of a browser; ``said`` is what is being read. How often is written on the page."""

READ = "[data-hear=step]"
SOUND = "[data-hear=sms]"
REGISTRATION = "register-by-phone"


@pytest.fixture
def page_with(page_pool: PagePool) -> Iterator[Callable[..., Page]]:
    """Gives a page whose browser has these voices."""
    with ExitStack() as until_the_end:
        page = until_the_end.enter_context(page_pool.page(PHONE))

        def give(*voices: object) -> Page:
            until_the_end.enter_context(page.add_init_script(f"({SPEECH})({json.dumps(voices)})"))
            return page

        yield give


def root(page: Page) -> Locator:
    return page.locator("html")


def test_without_a_russian_voice_on_the_device_there_is_no_button(page_with: Callable[..., Page]) -> None:
    page = page_with(ENGLISH, OF_A_SERVER)
    reach(page, REGISTRATION, "enter-code")
    expect(page.locator(READ)).to_be_hidden()
    page.evaluate("voice => learn(voice)", RUSSIAN)
    expect(page.locator(READ)).to_have_text("Прочитать вслух", use_inner_text=True)


def test_the_step_and_its_sms_are_read_and_a_second_press_stops(page_with: Callable[..., Page]) -> None:
    page = page_with(ENGLISH, RUSSIAN)
    reach(page, REGISTRATION, "enter-code")
    page.locator(READ).click()
    expect(page.locator(READ)).to_have_text("Остановить чтение", use_inner_text=True)
    said = " ".join(page.evaluate("said"))
    for expected in (
        "Введите полученный код на сайте",
        "Введите код из последнего SMS",
        " ".join(code_in_the_sms(page)),
    ):
        assert expected in said
    assert "Вставить код" not in said, "a button is nothing to be read"
    page.locator(READ).click()
    expect(page.locator(READ)).to_have_text("Прочитать вслух", use_inner_text=True)
    assert page.evaluate("said") == []


def test_reading_stops_when_the_learner_goes_on(page_with: Callable[..., Page]) -> None:
    page = page_with(RUSSIAN)
    reach(page, REGISTRATION, "enter-code")
    page.locator(READ).click()
    expect(root(page)).to_have_attribute("data-said", re.compile("[1-9]"))
    press(page, "Показать, как")
    expect(root(page)).to_have_attribute("data-said", "0")


def test_an_sms_is_silent_until_the_learner_wants_to_hear_it(page_with: Callable[..., Page]) -> None:
    page = page_with()
    reach(page, REGISTRATION, "wait-for-sms")
    read_the_sms(page)
    assert not root(page).get_attribute("data-vibrations")
    open_phone(page)
    page.locator(SOUND).click()
    expect(page.locator(SOUND)).to_have_text("Выключить звук и вибрацию", use_inner_text=True)
    expect(root(page)).to_have_attribute("data-vibrations", "1")
    page.reload()
    expect(root(page)).to_have_attribute("data-sound", "")
    at_step(page, "enter-code")
    assert not root(page).get_attribute("data-vibrations"), "what came long ago makes no sound"
    move_clock(page, "minute")
    press(page, "Отправить код повторно")
    expect(root(page)).to_have_attribute("data-vibrations", "1")
    open_phone(page)
    page.locator(SOUND).click()
    expect(root(page)).not_to_have_attribute("data-sound", "")
    assert page.evaluate("localStorage.getItem('sound')") is None
