"""The shape of an outcome: a name, the fields at fault, and the numbers that its text needs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Unit = Literal["count", "seconds", "kopecks"]


@dataclass(frozen=True)
class Outcome:
    """Something that has just happened.

    ``fields`` names the fields at fault, in the order of the form.
    ``values`` holds the numbers that the outcome's text may quote; their units are in `OutcomeType`.
    """

    name: str
    fields: tuple[str, ...] = ()
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class OutcomeType:
    """A kind of outcome: whether it refuses what was asked, and the units of its values.

    ``foreign`` marks a refusal of what isn't training data: it could be somebody's own and mustn't stay on the screen.
    ``until`` names the wait after which the refusal is out of date, if there is one.
    """

    name: str
    refusal: bool
    values: Mapping[str, Unit] = field(default_factory=dict)
    foreign: bool = False
    until: str = ""

    def __call__(self, *fields: str, **values: int) -> Outcome:
        """An outcome of this kind, at these fields."""
        return Outcome(self.name, fields, values)


def accepted(name: str, **values: Unit) -> OutcomeType:
    return OutcomeType(name, refusal=False, values=values)


def refused(name: str, *, until: str = "", **values: Unit) -> OutcomeType:
    return OutcomeType(name, refusal=True, values=values, until=until)


def foreign(name: str) -> OutcomeType:
    return OutcomeType(name, refusal=True, foreign=True)
