"""Who comes unannounced in a task: what the engine needs to know of it, and what is told of each in the end."""

from collections.abc import Callable, Mapping
from datetime import datetime
from itertools import combinations
from typing import Generic, TypeAlias

from sandbox.engine.action import S
from sandbox.frozen import dataclass

Chosen: TypeAlias = tuple[tuple[str, bool], ...]
"""Visitors by their subject, and whether each is genuine."""

Presses: TypeAlias = tuple[tuple[str, Mapping[str, str]], ...]
"""Actions one after the other, each with its input."""


@dataclass(frozen=True)
class Invitation:
    """So many of the ``subjects`` as ``come`` says are in each run of a task. Half of them are genuine."""

    subjects: tuple[str, ...]
    come: int

    def variants(self) -> tuple[Chosen, ...]:
        """Whoever may come: each choice of subjects, with each half of them genuine; of an odd number one more or less.

        >>> Invitation(("receipt",), 1).variants()
        ((('receipt', False),), (('receipt', True),))
        """
        return tuple(
            tuple((subject, place in genuine) for place, subject in enumerate(chosen))
            for chosen in combinations(self.subjects, self.come)
            for half in sorted({self.come // 2, (self.come + 1) // 2})
            for genuine in combinations(range(self.come), half)
        )


@dataclass(frozen=True)
class Visitor:
    """Somebody who comes or ``came``. ``kind`` says who it is, of the two of its ``subject``.

    ``answer`` is what was done then, empty if nothing was.
    ``well``: no forgery was trusted, and nothing genuine refused. ``harmed``: what was done has harmed, and still does.
    ``dealt`` counts the presses that had to do with it.
    """

    subject: str
    kind: str
    genuine: bool
    came: bool
    answer: str
    well: bool
    harmed: bool
    dealt: int


@dataclass(frozen=True)
class Inviting(Generic[S]):
    """Visitors in tasks. ``subjects`` are those that a task may invite.

    ``fits`` says whether what a genuine visitor of a subject speaks of can be found in a state.
    ``draw`` returns the state to which an invitation's visitors will come, as a seed decides, from a moment on;
    ``invite`` does so with visitors that were chosen already.
    ``visitors`` are all that have come or will.
    ``bring_all`` returns the state to which all have come that can come at a moment.
    ``prudent`` are the presses by which the one that waits is dealt with rightly; none if nobody waits.
    ``wrong`` are those by which it is not, if it is one of that subject.
    """

    subjects: tuple[str, ...]
    fits: Callable[[S, str], bool]
    draw: Callable[[S, Invitation, datetime, str], S]
    invite: Callable[[S, Chosen, datetime, str], S]
    bring_all: Callable[[S, datetime], S]
    visitors: Callable[[S], tuple[Visitor, ...]]
    prudent: Callable[[S], Presses]
    wrong: Callable[[S, str], Presses]
