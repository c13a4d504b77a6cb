"""A learner's progress through one walkthrough, or life in a cabinet, as a frozen value.

And what can happen to it besides actions.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any, Generic

from sandbox.engine.action import S
from sandbox.engine.detour import Detour
from sandbox.engine.outcome import Outcome, OutcomeType, accepted, refused
from sandbox.engine.undo import Snapshot, Undo
from sandbox.engine.walkthrough import DONE, Step
from sandbox.frozen import dataclass, replace

STEP_ALREADY_PASSED = accepted("step_already_passed")
RUN_NOT_FOUND = refused("run_not_found")
RUN_TOO_LONG = refused("run_too_long")
RUN_RESTARTED = accepted("run_restarted")
EXAMPLE_SHOWN = accepted("example_shown")
ONE_FIELD_SHOWN = accepted("one_field_shown")
FIELDS_AND_CHOICE_SHOWN = accepted("fields_and_choice_shown")
CHOICE_SHOWN = accepted("choice_shown")
EVIDENCE_SHOWN = accepted("evidence_shown")
LINK_SHOWN = accepted("link_shown")
JUDGE_YOURSELF = accepted("judge_yourself")
TIME_MOVED = accepted("time_moved", passed="seconds")
NOTHING_TO_WAIT_FOR = accepted("nothing_to_wait_for")
LESSON_UNDONE = accepted("lesson_undone")
LESSON_LEFT = accepted("lesson_left")
NOTHING_TO_UNDO = accepted("nothing_to_undo")
RESTART_UNDONE = accepted("restart_undone")
STEPPED_BACK = accepted("stepped_back")
NO_STEP_BEFORE = accepted("no_step_before")
STEP_PREPARED = accepted("step_prepared")
PLACE_ALREADY_LEFT = accepted("place_already_left")
PRESS_UNDONE = accepted("press_undone")
LIFE_KEPT = accepted("life_kept")
LIFE_RECALLED = accepted("life_recalled")
NOTHING_KEPT = accepted("nothing_kept")
ANSWER_FOUND = accepted("answer_found")
TASK_SOLVED = accepted("task_solved")
TASK_UNSOLVED = accepted("task_unsolved")
VISITORS_CAME = accepted("visitors_came")

RUN_OUTCOMES = (
    STEP_ALREADY_PASSED,
    RUN_NOT_FOUND,
    RUN_TOO_LONG,
    RUN_RESTARTED,
    EXAMPLE_SHOWN,
    ONE_FIELD_SHOWN,
    FIELDS_AND_CHOICE_SHOWN,
    CHOICE_SHOWN,
    EVIDENCE_SHOWN,
    LINK_SHOWN,
    JUDGE_YOURSELF,
    TIME_MOVED,
    NOTHING_TO_WAIT_FOR,
    LESSON_UNDONE,
    LESSON_LEFT,
    NOTHING_TO_UNDO,
    RESTART_UNDONE,
    STEPPED_BACK,
    NO_STEP_BEFORE,
    STEP_PREPARED,
    PLACE_ALREADY_LEFT,
    PRESS_UNDONE,
    LIFE_KEPT,
    LIFE_RECALLED,
    NOTHING_KEPT,
    ANSWER_FOUND,
    TASK_SOLVED,
    TASK_UNSOLVED,
    VISITORS_CAME,
)
"""The outcomes of practising itself."""


@dataclass(frozen=True)
class Lesson:
    """A mistake that the learner makes on purpose. What is done meanwhile is done to a run that is given up again.

    ``mistake`` is its name, ``before`` the way back to the run as it was when it was chosen.
    """

    mistake: str
    before: Undo


@dataclass(frozen=True)
class Former:
    """The run that was given up for a fresh one: the way ``back`` to it, and what no press takes back.

    ``task_presses`` is the run's property of that name.
    """

    back: Undo
    past: tuple[Undo, ...]
    mistakes_tried: tuple[tuple[str, str], ...]
    seed: str
    undos: tuple[Undo, ...] = ()
    found: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()
    solved: bool = False
    task_presses: int = 0


@dataclass(frozen=True)
class Run(Generic[S]):
    """One learner's progress through one walkthrough, or their life in a cabinet.

    ``walkthrough`` is its slug. ``step`` is a step's id, or `DONE`; in a cabinet it is the id of a place.
    ``notice`` is what has just happened, ``tried`` the mistake that led to it.
    ``lesson`` is the mistake that is being made on purpose, until it is undone.
    ``past`` holds the ways back to each step before this one as it was left, in the order of the steps: each begins at
    what the one after it leads to, the newest at what the run is now.
    ``former`` is the run before a restart, until the next press.
    ``prefill`` goes into the open form, ``entered`` (step → field → value) stays with the steps passed:
    training data and the file's own examples alone.
    ``mistakes_tried`` holds pairs of a step's id and a mistake's name.
    ``requests`` are the idempotency keys of the newest requests that led here, the newest first, of those that had one.
    ``seed`` decides what differs between two runs of the same walkthrough (`sandbox.engine.order`).
    Of a cabinet alone: ``presses`` counts the forms that were answered, ``undos`` are the newest ways back, the newest
    last, and ``has_kept`` says that the run was kept as it was, to come back to.
    Of a task alone: ``found`` are the questions that were answered rightly, ``harms`` what went wrong once, even if it
    was taken back, ``solved``: once all was done when the learner asked for judgement, ``detours`` are the first
    presses that the shortest way does without, and that were not taken back. ``aside`` counts those of the presses that
    had to do with who came unannounced, or were before a restart.
    """

    walkthrough: str
    step: str
    state: S
    clock_offset: timedelta
    notice: Outcome | None = None
    tried: str | None = None
    prefill: Mapping[str, str] = field(default_factory=dict)
    entered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    mistakes_tried: tuple[tuple[str, str], ...] = ()
    requests: tuple[str, ...] = ()
    seed: str = ""
    lesson: Lesson | None = None
    past: tuple[Undo, ...] = ()
    former: Former | None = None
    presses: int = 0
    undos: tuple[Undo, ...] = ()
    found: tuple[str, ...] = ()
    harms: tuple[str, ...] = ()
    solved: bool = False
    detours: tuple[Detour, ...] = ()
    aside: int = 0
    has_kept: bool = False

    @property
    def done(self) -> bool:
        return self.step == DONE

    @property
    def task_presses(self) -> int:
        """The presses but those of `aside`: what can be compared with the shortest way."""
        return self.presses - self.aside

    def passed(self, step: Step) -> bool:
        """Whether the learner has done the step. A step that an outcome skipped is not done."""
        return step.id in self.entered

    def clock(self, now: datetime) -> datetime:
        """The training time at a real moment."""
        return now + self.clock_offset

    def snapshot(self, now: datetime) -> Snapshot[S]:
        """The run as it is at a real moment."""
        return Snapshot(self.step, self.state, self.clock(now), self.prefill, self.entered, self.detours)

    def restored(self, was: Snapshot[S], now: datetime) -> "Run[S]":
        """The run as it was, outside of any lesson. The training clock goes on from what it showed then."""
        return replace(
            self,
            step=was.step,
            state=was.state,
            clock_offset=was.clock - now,
            prefill=was.prefill,
            entered=was.entered,
            detours=was.detours,
            notice=None,
            tried=None,
            lesson=None,
        )

    def with_notice(self, outcome: OutcomeType, **values: int) -> "Run[S]":
        """The same run with another notice."""
        return replace(self, notice=Outcome(outcome.name, values=values), tried=None)

    def has_notice(self, outcome: OutcomeType) -> bool:
        """Whether the notice is of this type."""
        return self.notice is not None and self.notice.name == outcome.name


AnyRun = Run[Any]
