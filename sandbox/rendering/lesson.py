"""What the page says of a mistake that the learner makes on purpose: what is left to press, and what undoing brings."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Literal

from sandbox.content.wording import Wording
from sandbox.engine.action import Field
from sandbox.engine.run import TIME_MOVED, AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Mistake, Step, Walkthrough
from sandbox.frozen import dataclass

_PRESSED = ("choice", "switch", "link")
"""Kinds of fields in which nothing is typed."""


@dataclass(frozen=True)
class LessonView:
    """``mistake`` is its name. ``ready``: all is prepared, and the button is the learner's; ``tried``: it was pressed.

    ``action`` is what the button does, ``press`` its words; ``own_button``: the button of the step's form is another.
    ``filled`` says what stands in the form, ``repeated`` that the first presses were made for the learner.
    ``values`` are the mistake's, as they are shown. ``back_to`` is the time that the clock will show again, None if it
    has not moved; ``changed``: the mistake has changed the state.
    """

    mistake: str
    ready: bool
    tried: bool
    action: str
    press: str
    own_button: bool
    filled: Literal["nothing", "empty", "one", "several"]
    repeated: bool
    values: tuple[str, ...]
    back_to: datetime | None
    changed: bool


def view_of_lesson(
    simulation: AnySimulation, wording: Wording, walkthrough: Walkthrough, run: AnyRun, clock: datetime
) -> LessonView | None:
    """The lesson that is open, if one is. A mistake that the file no longer has can still be undone."""
    if run.lesson is None:
        return None
    name, before = run.lesson.mistake, run.lesson.before
    step = walkthrough.step(before.step)
    mistake = step.mistake(name) if step else None
    tried = run.tried == name
    fields = simulation.actions[mistake.action].fields if mistake else ()
    return LessonView(
        mistake=name,
        ready=mistake is not None and not tried and (run.notice is None or run.has_notice(TIME_MOVED)),
        tried=tried,
        action=mistake.action if mistake else "",
        press=_button(wording, mistake, fields) if mistake else "",
        own_button=mistake is not None and step is not None and _is_elsewhere(step, mistake, fields),
        filled=_filled(mistake, fields),
        repeated=mistake is not None and (mistake.times > 1 or mistake.after is not None),
        values=tuple(_values(simulation, wording, run)),
        back_to=before.clock if clock - before.clock >= timedelta(minutes=1) else None,
        changed=before.changes_state,
    )


def _button(wording: Wording, mistake: Mistake, fields: tuple[Field, ...]) -> str:
    """The words of the button that makes the mistake. That no choice is made is a button of its own."""
    for field in fields:
        if field.kind == "choice":
            return wording.choice(field.name, chosen) if (chosen := mistake.input[field.name]) else mistake.name
    return wording.actions[mistake.action].button


def _is_elsewhere(step: Step, mistake: Mistake, fields: tuple[Field, ...]) -> bool:
    """Whether the step's form doesn't make the mistake: another action does, or a link in an SMS."""
    return mistake.action != step.action or any(field.kind == "link" for field in fields)


def _filled(mistake: Mistake | None, fields: tuple[Field, ...]) -> Literal["nothing", "empty", "one", "several"]:
    typed = [field.name for field in fields if field.kind not in _PRESSED]
    if mistake is None or not typed:
        return "nothing"
    if len(typed) > 1:
        return "several"
    return "one" if mistake.input.get(typed[0]) else "empty"


def _values(simulation: AnySimulation, wording: Wording, run: AnyRun) -> Iterator[str]:
    """The mistake's values, as the learner sees them. A link's secret part says nothing."""
    for name, value in run.prefill.items():
        text, kind = wording.fields[name], simulation.fields[name].kind
        shown = text.label if kind == "switch" else text.choices.get(value, value)
        if value and kind != "link" and shown != run.tried:
            yield shown
