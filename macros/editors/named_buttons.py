"""The buttons that a text tells to press: each must be at the step where it is read."""

import re
from collections.abc import Collection

from sandbox.content.wording import Wording
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Step, Walkthrough

ANYWHERE = ("trainer.restart", "details.download")
"""Texts of buttons that stand beside the screen or on it, whatever the step."""

_SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*")
_QUOTED = re.compile(r"«([^»]+)»")
_HEADING = re.compile(r"под (?:словом|словами|вопросом) «[^»]+»")


def tells_to_press(text: str) -> bool:
    """Whether it says that something is to be pressed."""
    return "ажмите" in text


def pressed(text: str) -> list[str]:
    """The labels that a text tells to press: what is quoted in a sentence after «нажмите», but for headings."""
    found = []
    for sentence in _SENTENCE.findall(_plain(text)):
        _, press, rest = sentence.partition("ажмите")
        if press:
            before_headings = _HEADING.sub("", rest)
            found += [label for label in _QUOTED.findall(before_headings) if "словами" not in before_headings]
    return found


def buttons(step: Step, simulation: AnySimulation, wording: Wording) -> set[str]:
    """All that can be pressed at a step."""
    anywhere = {*wording.waits.values(), *(wording.texts[name] for name in ANYWHERE if name in wording.texts)}
    return own_buttons(step, simulation, wording) | {_plain(label) for label in anywhere}


def own_buttons(step: Step, simulation: AnySimulation, wording: Wording) -> set[str]:
    """What the step's own form and its other buttons are pressed by."""
    fields = [field for name in step.offered for field in simulation.actions[name].fields]
    choices = {wording.choice(field.name, choice) for field in fields for choice in field.choices}
    return {_plain(label) for label in choices | {wording.actions[name].button for name in step.offered}}


def where_it_is_read(walkthrough: Walkthrough, step: Step, outcome: str) -> Step:
    """Where a learner stands who has got the outcome at the step."""
    return walkthrough.step(step.then.get(outcome, step.id)) or step


def missing(text: str, there: Collection[str]) -> list[str]:
    """The buttons that a text names and that aren't there."""
    return [label for label in pressed(text) if label not in there]


def _plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")
