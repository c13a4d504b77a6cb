"""How long a walkthrough takes a learner who makes no mistakes, estimated from its texts and examples."""

from collections.abc import Iterator
from math import ceil

from sandbox.content.wording import Wording
from sandbox.engine.action import Field
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Step, Walkthrough

READING = 60 / 126
"""Seconds a word: two standard deviations slower than the mean of 184 ± 29 words a minute in 17 languages
(IReST: Trauzettel-Klosinski and Dietz, 2012, doi:10.1167/iovs.11-8284)."""

TYPING = 1.2
PRESSING = 1.35 + 1.1 + 0.2
"""Seconds a character for a typist who doesn't know the keyboard, and seconds to decide, point and press
(keystroke-level model: Card, Moran and Newell, 1980, doi:10.1145/358886.358895)."""

_PRESSED = {"choice", "switch", "link"}
"""Kinds of fields in which nothing is typed. A choice and a link are sent by the press itself."""


def minutes(walkthrough: Walkthrough, wording: Wording, simulation: AnySimulation) -> int:
    """Whole minutes, rounded up: all steps are read and done once."""
    return ceil(sum(_seconds(step, wording, simulation.actions[step.action].fields) for step in walkthrough.steps) / 60)


def _seconds(step: Step, wording: Wording, fields: tuple[Field, ...]) -> float:
    words = sum(len(text.split()) for text in _read(step, wording, fields))
    characters = sum(len(step.example.get(field.name, "")) for field in fields if field.kind not in _PRESSED)
    presses = 1 + sum(field.kind == "switch" and field.name in step.example for field in fields)
    return words * READING + characters * TYPING + presses * PRESSING


def _read(step: Step, wording: Wording, fields: tuple[Field, ...]) -> Iterator[str]:
    """The texts that a learner reads at a step: its form, then the outcome of success."""
    action, outcome = wording.actions[step.action], wording.outcomes[next(iter(step.then))]
    yield from (step.say, step.hint or "", action.screen, action.intro or "", action.button)
    for field in fields:
        text = wording.fields[field.name]
        yield from (text.label, text.hint or "", *text.choices.values())
    yield from (outcome.title, outcome.text)
