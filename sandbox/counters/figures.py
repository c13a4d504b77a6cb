"""What the report of counters consists of: figures in the words of pages and trainers."""

from collections.abc import Sequence
from datetime import date

from sandbox.feedback import DailyCount, DailyReason
from sandbox.frozen import dataclass

FEW = 5
"""Of what was begun less often nothing more is shown: in a small class it would be somebody's work."""


@dataclass(frozen=True)
class StepFigures:
    """``reached``: so many runs came here. ``left`` of them went no further, those still under way included."""

    number: int
    say: str
    reached: int
    left: int
    mistakes: int


@dataclass(frozen=True)
class Mistake:
    """What went wrong at a step or a place, in the words that the learner read, and how often."""

    title: str
    address: str
    step: str
    say: str
    what: str
    count: int


@dataclass(frozen=True)
class Funnel:
    """A walkthrough, a task or the cabinet. ``address`` is that of its page, from the root of the site.

    ``steps`` is empty where there is only a beginning and perhaps an end. ``has_end``: there is something to finish.
    """

    slug: str
    title: str
    address: str
    begun: int
    finished: int
    steps: tuple[StepFigures, ...]
    mistakes: tuple[Mistake, ...]
    has_end: bool = True

    @property
    def left(self) -> int:
        """How many were begun and not finished."""
        return self.begun - self.finished


@dataclass(frozen=True)
class Leaving:
    """A step at which runs end before their end."""

    title: str
    address: str
    step: StepFigures


@dataclass(frozen=True)
class PageFigures:
    """What readers answered about a page. ``reason`` is what they named most often for it; empty if nothing."""

    page: str
    useful: int
    useless: int
    reason: str


@dataclass(frozen=True)
class WeekFigures:
    """``begins`` is the Monday of the week."""

    week: str
    begins: date
    begun: int
    finished: int
    mistakes: int
    useless: int


@dataclass(frozen=True)
class Report:
    """``week`` is the one that is shown, or empty for all. ``few`` are the titles of what was begun less than `FEW`
    times; what nobody began is in no list.
    """

    week: str
    weeks: tuple[WeekFigures, ...]
    funnels: tuple[Funnel, ...]
    tasks: tuple[Funnel, ...]
    few: tuple[str, ...]
    leavings: tuple[Leaving, ...]
    mistakes: tuple[Mistake, ...]
    pages: tuple[PageFigures, ...]


@dataclass(frozen=True)
class Votes:
    """What readers answered about pages."""

    counts: Sequence[DailyCount]
    reasons: Sequence[DailyReason]
