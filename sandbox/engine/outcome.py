"""The shape of an outcome: a name, the fields at fault, and the numbers that its text needs."""

from collections.abc import Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Literal

from sandbox.frozen import dataclass

Unit = Literal["count", "seconds", "kopecks"]


@dataclass(frozen=True)
class Outcome:
    """Something that has just happened.

    ``name`` is that of its `OutcomeType`.
    ``fields`` names the fields at fault, in the order of the form.
    ``values`` holds the numbers that the outcome's text may quote; their units are in `OutcomeType`.
    """

    name: str
    fields: tuple[str, ...] = ()
    values: Mapping[str, int] = field(default_factory=dict)

    def is_a(self, kind: "OutcomeType") -> bool:
        """Whether it is of this type."""
        return self.name == kind.name


@dataclass(frozen=True)
class OutcomeType:
    """A kind of outcome, declared once as a constant. Calling it makes an outcome.

    ``refusal`` says that what was asked is refused. ``values`` are the numbers that an outcome brings: name → unit.
    ``foreign`` is set for a refusal of what isn't training data: it could be personal and mustn't stay on the screen.
    ``until`` is the name of the wait after which the refusal is out of date; empty if it stays true.
    """

    name: str
    refusal: bool
    values: Mapping[str, Unit] = field(default_factory=dict)
    foreign: bool = False
    until: str = ""

    def __call__(self, *fields: str, **values: int) -> Outcome:
        """An outcome of this type, with the fields at fault and the numbers."""
        return Outcome(self.name, fields, values)


def accepted(name: str, **units: Unit) -> OutcomeType:
    """What was asked has been done. ``units`` are those of the outcome's numbers."""
    return OutcomeType(name, refusal=False, values=MappingProxyType(units))


def refused(name: str, *, until: str = "", **units: Unit) -> OutcomeType:
    """What was asked has not been done, or was not what the learner should do."""
    return OutcomeType(name, refusal=True, values=MappingProxyType(units), until=until)


def foreign(name: str) -> OutcomeType:
    """What was typed is not training data."""
    return OutcomeType(name, refusal=True, foreign=True)
