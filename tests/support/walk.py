"""A walk through every step of a walkthrough in any browser, by the buttons that a learner presses."""

from collections.abc import Iterator

from sandbox.engine.walkthrough import DONE, Step, Walkthrough
from tests.support.browser_steps import PRESS_IF_OFFERED
from tests.support.tab import Tab

_WIDGET = "section.walkthrough"

_UNSEEN = """() => {
  const widget = document.querySelector("section.walkthrough");
  const box = (element) => element.getBoundingClientRect();
  const find = (selector) => [...widget.querySelectorAll(selector)].find((element) => element.checkVisibility());
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
  const begins = (head) => !fit(head) && box(head).top >= 0 && box(head).top < room / 2;
  if (!heads.some((head) => isWhole(head) || begins(head)) && heads.some(canBeSeen)) unseen.push("what was said");
  if (!heads.some((head) => fit(head, ...parts))) return unseen;
  return [...unseen, ...Object.keys(task).filter((name) => task[name] && !isWhole(task[name]))];
}"""


_TOO_SMALL = """() => {
  const targets = document.querySelectorAll(
    "section.walkthrough :is(button, a, summary, select, input:not([type=hidden], [type=checkbox], [type=radio]))",
  );
  const isInText = (element) => getComputedStyle(element).display === "inline";
  return [...targets]
    .filter((element) => element.checkVisibility() && !isInText(element))
    .filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width && Math.min(width, height) < 43.9;
    })
    .map((element) => element.outerHTML);
}"""


def too_small(tab: Tab) -> list[str]:
    """What can be pressed in the trainer and is lower or narrower than 44 px. A link within a sentence may be lower."""
    found: list[str] = tab.evaluate(_TOO_SMALL)
    return found


def unseen(tab: Tab) -> list[str]:
    """What isn't whole in view and could be, of: the title or what was said, the SMS, the field, its button, the focus.

    If they don't fit together, the title or what was said is asked for alone, as far as it fits with the focus; of what
    is higher than the screen, the beginning.
    """
    found: list[str] = tab.evaluate(_UNSEEN)
    return found


ANSWERS = ("check", "pick_up", "listen", "trust", "distrust", "hang_up")
"""What may be answered to an SMS and to a call, in an order in which most of it is met before the step is done."""

_FORGED, _GENUINE = ':has([value^="https"])', ':not(:has([value^="https"]))'


def walk(tab: Tab, walkthrough: Walkthrough) -> Iterator[str]:
    """Do the steps of an opened page as its examples show. Yields the name of each view that a press has led to.

    What the learner is to judge has no example: the answers are tried one after the other.
    """
    tab.await_element(f"{_WIDGET}[data-step]")
    while (step_id := _data(tab, "step")) != DONE:
        step = walkthrough.step(step_id)
        assert step
        if _is_there(tab, ".screen__form :is([name=verdict], [name=call_answer])"):
            yield from _answer(tab, step)
            continue
        for name in _show_or_wait(tab, step):
            yield f"{step.id}: {name}"
        if step.action == "open_reset_link":
            before = _data(tab, "version")
            if tab.evaluate(PRESS_IF_OFFERED, "sms"):  # what is to be judged isn't shown, nor waited for
                _await_answer(tab, before)
            _press(tab, f".message__link{_FORGED} button")
            yield f"{step.id}: forged"
            _press(tab, f".message__link{_GENUINE} button")
        else:
            _press(tab, ".screen__form .btn--shown, .screen__form .btn--primary")
        yield f"{step.id}: done"


def _answer(tab: Tab, step: Step) -> Iterator[str]:
    name = "verdict" if _is_there(tab, ".screen__form [name=verdict]") else "call_answer"
    for answer in ANSWERS:
        button = f'{_WIDGET}[data-step="{step.id}"] .screen__form [name={name}][value={answer}]'
        if _is_there(tab, button):
            _press(tab, button)
            yield f"{step.id}: {answer}"


def _is_there(tab: Tab, selector: str) -> bool:
    return bool(tab.evaluate("(selector) => Boolean(document.querySelector(selector))", selector))


def _press(tab: Tab, button: str) -> None:
    before = _data(tab, "version")
    tab.press(button)
    _await_answer(tab, before)


def _show_or_wait(tab: Tab, step: Step) -> Iterator[str]:
    before = _data(tab, "version")
    if step.example:
        tab.press(".helpers form[data-action=show_example] button")
        _await_answer(tab, before)
        yield "shown"
    elif step.wait and tab.evaluate(PRESS_IF_OFFERED, step.wait):
        _await_answer(tab, before)
        yield "waited"


def _data(tab: Tab, name: str) -> str:
    return str(tab.evaluate(f"(name) => document.querySelector('{_WIDGET}').dataset[name] ?? ''", name))


def _await_answer(tab: Tab, before: str) -> None:
    """Wait for the answer to a press: the state after it has another version."""
    tab.await_element(f'{_WIDGET}:not([data-version="{before}"]):not([aria-busy])')
