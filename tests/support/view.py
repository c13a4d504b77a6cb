"""What a view of a walkthrough tells: where the learner is, what may be answered, and what is hard to see or to hit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDGET = "section.walkthrough"

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
"""What isn't whole in view and could be, of: the title or what was said, the SMS, the field, its button, the focus.

If they don't fit together, the title or what was said is asked for alone, as far as it fits with the focus; of what
is higher than the screen, the beginning.
"""

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
"""What can be pressed in the trainer and is lower or narrower than 44 px. A link within a sentence may be lower."""

LOOK = f"""() => {{
  const widget = document.querySelector("{WIDGET}");
  const answers = widget.querySelectorAll(".screen__form :is([name=verdict], [name=call_answer])");
  return {{
    step: widget.dataset.step,
    version: widget.dataset.version ?? "",
    answers: Object.fromEntries([...answers].map(({{ name, value }}) => [value, name])),
    faults: [...({_UNSEEN})(), ...({_TOO_SMALL})()],
  }};
}}"""
"""A script that makes a `View`, in one go."""


@dataclass(frozen=True)
class View:
    """What `LOOK` has seen. ``version`` is another after each answer.

    ``answers`` are what may be answered to an SMS or a call, with the name of the buttons. ``faults`` are what isn't
    whole in view and could be, and what can be pressed and is too small for a finger.
    """

    step: str
    version: str
    answers: Mapping[str, str]
    faults: Sequence[str]
