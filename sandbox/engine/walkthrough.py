"""A walkthrough as its file describes it: order, texts, examples and mistakes."""

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from sandbox.frozen import dataclass

DONE = "done"
"""What ``then`` names when a step is the last one."""


@dataclass(frozen=True)
class Mistake:
    """An input that leads to a refusal, kept on purpose.

    ``times`` repeats it, ``wait`` moves the clock before each time, ``after`` names a mistake to make first.
    """

    name: str
    action: str
    gives: str
    input: Mapping[str, str]
    wait: str | None
    times: int
    after: str | None


@dataclass(frozen=True)
class InLife:
    """What a step has in common with life and what differs there; one of the two may be missing.

    ``checked`` is the day on which an editor last compared it with its source.
    """

    same: str | None
    different: str | None
    source: str
    checked: date


@dataclass(frozen=True)
class Step:
    """One thing to do.

    ``also`` are the other actions that the step offers. ``then`` maps outcomes to the steps they lead to;
    an outcome that it doesn't name leaves the learner here. ``wait`` moves the clock before the example.
    One of ``visitors`` comes unannounced when the step opens.
    ``only_press`` says why there is nothing to decide here: only a step whose action has no fields has it.
    ``memo`` says the step on the printed card, where ``say`` speaks of the training alone.
    """

    id: str
    say: str
    hint: str | None
    action: str
    also: tuple[str, ...]
    example: Mapping[str, str]
    wait: str | None
    then: Mapping[str, str]
    mistakes: tuple[Mistake, ...]
    visitors: tuple[str, ...] = ()
    only_press: str | None = None
    memo: str | None = None
    in_life: InLife | None = None

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of all actions that may be done here."""
        return (self.action, *self.also)

    def mistake(self, name: str) -> Mistake | None:
        return next((mistake for mistake in self.mistakes if mistake.name == name), None)


@dataclass(frozen=True)
class Walkthrough:
    """One ordered task. ``source`` is the section of the article that it practises.

    ``day`` is the training day on which its runs begin, if not the simulation's own.
    ``needs`` is what the task takes in life, ``learnt`` what to remember of it: three lines or none. ``next`` is the
    slug of the walkthrough to go on with, if it isn't the one that follows in the menu.
    """

    slug: str
    title: str
    source: str
    start: str
    finish: str
    steps: tuple[Step, ...]
    day: date | None = None
    needs: tuple[str, ...] = ()
    learnt: tuple[str, ...] = ()
    next: str | None = None

    @cached_property
    def offered(self) -> frozenset[str]:
        """The names of all actions that may be done at some step."""
        return frozenset(name for step in self.steps for name in step.offered)

    @cached_property
    def has_visitors(self) -> bool:
        """Whether somebody may come unannounced at some step."""
        return any(step.visitors for step in self.steps)

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)
