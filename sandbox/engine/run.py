"""A learner's progress through one walkthrough, as a frozen value, and what can happen to it besides actions."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Generic

from sandbox.engine.action import S
from sandbox.engine.outcome import Outcome, OutcomeType, accepted, refused
from sandbox.engine.walkthrough import DONE, Step

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
)
"""The outcomes of practising itself."""


@dataclass(frozen=True)
class Run(Generic[S]):
    """One learner's progress through one walkthrough.

    ``step`` is a step's id, or `DONE`. ``notice`` is what has just happened, ``tried`` the mistake that led to it.
    ``prefill`` goes into the open form, ``entered`` (step → field → value) stays with the steps passed:
    training data and the file's own examples alone.
    ``mistakes_tried`` holds pairs of a step's id and a mistake's name.
    ``requests`` are the idempotency keys of the newest requests that led here, the newest first, of those that had one.
    ``seed`` decides what differs between two runs of the same walkthrough (`sandbox.engine.order`).
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

    @property
    def done(self) -> bool:
        return self.step == DONE

    def passed(self, step: Step) -> bool:
        """Whether the learner has done the step. A step that an outcome skipped is not done."""
        return step.id in self.entered

    def clock(self, now: datetime) -> datetime:
        """The training time at a real moment."""
        return now + self.clock_offset

    def with_notice(self, outcome: OutcomeType, **values: int) -> "Run[S]":
        """The same run with another notice."""
        return replace(self, notice=Outcome(outcome.name, values=values), tried=None)

    def has_notice(self, outcome: OutcomeType) -> bool:
        """Whether the notice is of this type."""
        return self.notice is not None and self.notice.name == outcome.name


AnyRun = Run[Any]
