"""A walk through every step of a walkthrough in a browser, by the buttons that a learner presses."""

from collections.abc import Iterator

from playwright.sync_api import Page

from sandbox.engine.walkthrough import DONE, Step, Walkthrough
from tests.support.browser_steps import press_if_offered

_UNSEEN = """() => {
  const widget = document.querySelector("section.walkthrough");
  const box = (element) => element.getBoundingClientRect();
  const find = (selector) => [...widget.querySelectorAll(selector)].find((element) => element.getClientRects().length);
  const isWhole = (element) => {
    const { left, top, right, bottom, width, height } = box(element);
    if (Math.min(left, top) < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5) return false;
    const inner = [[2, 2], [width - 2, 2], [2, height - 2], [width - 2, height - 2], [width / 2, height / 2]];
    const found = inner.map(([x, y]) => document.elementFromPoint(left + x, top + y));
    return found.every((top) => top && (element.contains(top) || top.contains(element)));
  };
  const header = document.querySelector(".md-header");
  const room = innerHeight - 16 - (getComputedStyle(header).position === "static" ? 0 : box(header).height);
  const fit = (...parts) => {
    return Math.max(...parts.map((part) => box(part).bottom)) - Math.min(...parts.map((part) => box(part).top)) <= room;
  };
  const heads = [find(".screen .notice"), find(".step--now > .step__say")].filter(Boolean);
  const form = ".screen__form ";
  const field = find(`${form}input:not([type=hidden]), ${form}button`);
  const code = find(`${form}.field--code input`);
  const task = {
    field,
    button: find(`${form}.btn--shown, ${form}.btn--primary`) ?? find(`${form}button`),
    sms: code || find(".message__link button") ? find(".sms .message, .phone__inbox > .message") : null,
  };
  const parts = Object.values(task).filter(Boolean);
  const control = document.activeElement.matches("body, .step, .finish") ? null : document.activeElement;
  const unseen = [];
  if (control && !isWhole(control)) unseen.push(`the focus: ${control.outerHTML}`);
  const canBeSeen = (head) => fit(head, control ?? head);
  if (!heads.some(isWhole) && heads.some(canBeSeen)) unseen.push("what was said");
  if (!heads.some((head) => fit(head, ...parts))) return unseen;
  return [...unseen, ...Object.keys(task).filter((name) => task[name] && !isWhole(task[name]))];
}"""


def unseen(page: Page) -> list[str]:
    """What isn't whole in view and could be, of: the title or what was said, the SMS, the field, its button, the focus.

    If they don't fit together, the title or what was said is asked for alone, as far as it fits with the focus.
    """
    found: list[str] = page.evaluate(_UNSEEN)
    return found


def walk(page: Page, walkthrough: Walkthrough) -> Iterator[str]:
    """Do the steps of an opened page as its examples show. Yields the name of each view that a press has led to."""
    widget = page.locator("section.walkthrough")
    while (step_id := widget.get_attribute("data-step")) != DONE:
        step = walkthrough.step(step_id or "")
        assert step
        for name in _show_or_wait(page, step):
            yield f"{step.id}: {name}"
        before = _version(page)
        page.locator(
            ".screen__form .btn--shown:visible, .link--shown:visible, .screen__form .btn--primary"
        ).first.click()
        _await_answer(page, before)
        yield f"{step.id}: done"


def _show_or_wait(page: Page, step: Step) -> Iterator[str]:
    before = _version(page)
    if step.example:
        page.locator(".helpers form[data-action=show_example] button").click()
        _await_answer(page, before)
        yield "shown"
    elif step.wait and press_if_offered(page, step.wait):
        _await_answer(page, before)
        yield "waited"


def _version(page: Page) -> str:
    return page.locator("section.walkthrough").get_attribute("data-version") or ""


def _await_answer(page: Page, before: str) -> None:
    """Wait for the answer to a press: the state after it has another version."""
    page.locator(f'section.walkthrough:not([data-version="{before}"]):not([aria-busy])').wait_for()
