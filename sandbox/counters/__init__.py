"""What learners stumble on: how many came to a step, and what happened there, by weeks.

Only numbers are kept. Nothing about a learner is: no session id, no address, nothing that was typed, no time but the
week. Every name in a counter is one of the editors' files or of the code, so there are only so many counters.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal, Protocol

from sandbox.frozen import dataclass

KEPT_WEEKS = 26
"""How many weeks are kept, the current one included: half a year shows whether a change of a page has helped."""

Kind = Literal["reached", "outcome", "harm"]
"""That a run came to a step, what a press there led to, or what went wrong in a task."""

KINDS: tuple[Kind, ...] = ("reached", "outcome", "harm")


@dataclass(frozen=True)
class Counter:
    """What is counted: ``of`` is the slug of a walkthrough or of a cabinet, ``step`` a step, a place or `DONE`.

    ``name`` is that of the outcome or the harm; empty if a step was reached.
    """

    of: str
    step: str
    kind: Kind
    name: str = ""


@dataclass(frozen=True)
class WeeklyCount:
    """How often it was counted in a week (`week_of`)."""

    week: str
    counter: Counter
    count: int


@dataclass(frozen=True)
class Batch:
    """What one process has counted since its last batch, by week. ``id`` is no other's."""

    id: str
    counts: Mapping[tuple[str, Counter], int]


class CounterStore(Protocol):
    """What every store of counters does. All methods raise `StoreUnavailableError` when it fails."""

    def add(self, batch: Batch, oldest: str) -> None:
        """Add all of it to what is there, or nothing. A batch that is added again counts once, if that is known.

        Weeks before the ``oldest`` are forgotten.
        """

    def all(self, weeks: "tuple[str, ...]") -> list[WeeklyCount]:
        """All counts of these weeks."""

    def close(self) -> None:
        """Leave everything in order. The store isn't used after it."""


def today() -> date:
    """The day (UTC) that the counters go by."""
    return datetime.now(UTC).date()


@lru_cache
def week_of(day: date) -> str:
    """The ISO week of a day: «2026-W48». Later weeks are later in the alphabet too."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def kept_weeks(day: date) -> tuple[str, ...]:
    """The weeks that are kept on a day, the oldest first."""
    return tuple(week_of(day - timedelta(weeks=ago)) for ago in reversed(range(KEPT_WEEKS)))
