"""What can be heard. Chromium has no voices here, so a list of them is put in place of the browser's."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.browser_steps import PHONE, at_step, code_in_the_sms, go_to_the_code, move_clock, open_phone, press

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


@pytest.fixture
def page(server: str, browser: Browser) -> Iterator[Page]:
    with browser.new_context(base_url=server, viewport=PHONE) as context:
        yield context.new_page()


def with_voices(page: Page, *voices: object) -> Page:
    page.add_init_script(f"({SPEECH})({list(voices)!r})".replace("True", "true").replace("False", "false"))
    return page


def root(page: Page) -> Locator:
    return page.locator("html")


def test_without_a_russian_voice_on_the_device_there_is_no_button(page: Page) -> None:
    go_to_the_code(with_voices(page, ENGLISH, OF_A_SERVER))
    expect(page.locator(READ)).to_be_hidden()
    page.evaluate("voice => learn(voice)", RUSSIAN)
    expect(page.locator(READ)).to_have_text("Прочитать вслух", use_inner_text=True)


def test_the_step_and_its_sms_are_read_and_a_second_press_stops(page: Page) -> None:
    go_to_the_code(with_voices(page, ENGLISH, RUSSIAN))
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


def test_reading_stops_when_the_learner_goes_on(page: Page) -> None:
    go_to_the_code(with_voices(page, RUSSIAN))
    page.locator(READ).click()
    expect(root(page)).to_have_attribute("data-said", re.compile("[1-9]"))
    press(page, "Показать, как")
    expect(root(page)).to_have_attribute("data-said", "0")


def test_an_sms_is_silent_until_the_learner_wants_to_hear_it(page: Page) -> None:
    go_to_the_code(with_voices(page))
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
