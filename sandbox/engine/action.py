"""The shape of an action: its fields, its outcomes, and the rule that decides between them."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Generic, Literal, Protocol, TypeVar

from sandbox.engine.outcome import Outcome, OutcomeType
from sandbox.frozen import dataclass

S = TypeVar("S")
"""The state of a simulation; only the simulation's own rules read it."""

Kind = Literal[
    "phone", "code", "password", "email", "name", "address", "choice", "switch", "link", "sum", "date", "day", "count"
]
"""What a field takes. A ``date`` is a choice of the learner's, a ``day`` and a ``count`` are read somewhere."""


class Secrets(Protocol):
    """Everything unpredictable that a rule may need."""

    def code(self) -> str:
        """A new one-time code: six ASCII digits."""

    def token(self) -> str:
        """A new unguessable token, for a link or to draw from: nothing else decides what differs between two runs."""

    def hash_password(self, password: str) -> str:
        """A slow, salted hash."""

    def known_password_hash(self, password: str) -> str:
        """A hash of a password that a starting point publishes, so it may be made once and shared."""

    def password_matches(self, password: str, password_hash: str) -> bool:
        """Whether the hash was made of this password."""


@dataclass(frozen=True)
class Field:
    """One field of a form.

    ``choices`` are the values of a choice. They are shown in another order in each run, unless they are ``ordered``:
    by size, say, as the learner expects them. What ``evidence`` asks for is found on the screen or in a message:
    it can be pointed at. A ``menu`` is opened by pressing its label first.

    ``judged``: what is right here is for the learner to judge, so no example is ever shown in it.
    """

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    required: bool = True
    judged: bool = False
    ordered: bool = False
    evidence: bool = False
    menu: bool = False


@dataclass(frozen=True)
class Press(Generic[S]):
    """A form that was sent: what a rule decides by.

    ``state`` is the simulation's at that moment, and ``given`` holds what was entered in each of the action's fields,
    empty where nothing was. ``now`` is the run's time.
    """

    state: S
    given: Mapping[str, str]
    now: datetime
    secrets: Secrets


@dataclass(frozen=True)
class Result(Generic[S]):
    """The state after an action, what happened, and what may be shown again.

    ``kept`` holds accepted training data alone, normalised.
    What was refused is not in it: it could be a real person's number. Only a text of a closed set of words may be.
    ``took`` is the time that the action takes the learner; the run's clock moves on by it.
    It is negative where a lesson ends that the clock is to forget.
    """

    state: S
    outcome: Outcome
    kept: Mapping[str, str] = field(default_factory=dict)
    took: timedelta = timedelta(0)


Rule = Callable[[Press[S]], Result[S]]


@dataclass(frozen=True)
class Action(Generic[S]):
    """What a form submits. ``outcomes`` is closed: the engine refuses any other."""

    name: str
    rule: Rule[S]
    outcomes: tuple[OutcomeType, ...]
    fields: tuple[Field, ...] = ()

    @cached_property
    def outcome_names(self) -> tuple[str, ...]:
        return tuple(outcome.name for outcome in self.outcomes)

    def outcome(self, name: str) -> OutcomeType | None:
        return next((known for known in self.outcomes if known.name == name), None)

    def field(self, name: str) -> Field | None:
        return next((known for known in self.fields if known.name == name), None)
