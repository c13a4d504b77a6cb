"""A walkthrough as its file tells it: order, prose, examples and mistakes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sandbox.account.actions import ACTIONS
from sandbox.account.actions import OUTCOMES as ACCOUNT_OUTCOMES
from sandbox.engine.outcome import OutcomeType, accepted, refused

DONE = "done"
"""What ``then`` names when a step is the last one."""

PLACEHOLDERS = ("code", "wrong_code", "link")
"""What an example may name though only the simulation knows it; `sandbox.engine.transitions` fills them in."""

RUN_OUTCOMES = (
    accepted("step_already_passed"),
    refused("run_not_found"),
    refused("run_too_long"),
    accepted("run_restarted"),
    accepted("example_shown"),
    accepted("one_field_shown"),
    accepted("fields_and_choice_shown"),
    accepted("choice_shown"),
    accepted("link_shown"),
    accepted("time_moved", passed="seconds"),
    accepted("nothing_to_wait_for"),
)
"""What practising itself can lead to, whatever the simulation."""

OUTCOMES: Mapping[str, OutcomeType] = MappingProxyType(
    {**ACCOUNT_OUTCOMES, **{outcome.name: outcome for outcome in RUN_OUTCOMES}}
)
"""All that can happen to a run: the outcomes of actions, and those of practising itself."""


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
class Step:
    """One thing to do.

    ``also`` are the other actions that the step offers. ``then`` maps outcomes to the steps they lead to;
    an outcome that it doesn't name leaves the learner here. ``wait`` moves the clock before the example.
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

    @property
    def shown(self) -> str:
        """The outcome of showing the example: what the learner sees now, and what is left to press."""
        kinds = [field.kind for field in ACTIONS[self.action].fields if field.name in self.example]
        if "link" in kinds:
            return "link_shown"
        if "choice" in kinds:
            return "choice_shown" if len(kinds) == 1 else "fields_and_choice_shown"
        return "example_shown" if len(kinds) > 1 else "one_field_shown"


@dataclass(frozen=True)
class Walkthrough:
    """One ordered task. ``source`` is the section of the article that it practises."""

    slug: str
    title: str
    source: str
    start: str
    finish: str
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)
