"""A task as its file describes it: a story, where it begins, and what must be true of the state in the end."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Literal

from sandbox.engine.inviting import Invitation
from sandbox.frozen import dataclass

PressKind = Literal["go", "wait", "answer", "act"]


@dataclass(frozen=True)
class TaskPress:
    """One press of a solution: a move to a place, the clock to a moment, an answer, or an action with its input.

    ``name`` is that of the place, the moment, the answer or the action.
    """

    kind: PressKind
    name: str
    given: Mapping[str, str] = field(hash=False)


@dataclass(frozen=True)
class Question:
    """What is to be found in the account. ``fact`` is the simulation's own name for the right answer."""

    id: str
    say: str
    fact: str


@dataclass(frozen=True)
class Harm:
    """What should not have happened: a fact of the simulation, in words, the page to read again, and presses to it."""

    name: str
    say: str
    page: str
    by: tuple[TaskPress, ...]


@dataclass(frozen=True)
class Task:
    """``goals`` are facts of the simulation that must be true in the end, each with what is said of it then.

    ``at`` is the place where it begins. ``teaches`` are the walkthroughs that it practises.
    ``visitors`` come unannounced meanwhile; None if nobody does. ``day`` is when it begins, if not on the usual day.
    """

    slug: str
    title: str
    story: str
    start: str
    at: str
    questions: tuple[Question, ...]
    goals: Mapping[str, str]
    harms: tuple[Harm, ...]
    solution: tuple[TaskPress, ...]
    teaches: tuple[str, ...]
    finish: str
    visitors: Invitation | None = None
    day: date | None = None

    @property
    def presses(self) -> int:
        """The forms of the solution: moves are links and don't count."""
        return sum(press.kind != "go" for press in self.solution)

    def question(self, question_id: str) -> Question | None:
        return next((each for each in self.questions if each.id == question_id), None)
