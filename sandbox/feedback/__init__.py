"""Readers' feedback on pages: useful or not, and why not.

Only numbers are kept. Nothing about the reader is: no words, no session id, no address, no time of day.
"""

from datetime import date
from typing import Protocol

from sandbox.frozen import dataclass

QUOTA = 1_000
"""How many answers, and as many reasons, are counted for a page and a day. Further ones are refused, so that a flood
changes one day of one page at most."""


@dataclass(frozen=True)
class DailyCount:
    """How many readers found a page useful or useless on one day (UTC). ``page`` is its address: ``sign-in/``."""

    page: str
    day: date
    useful: int
    useless: int


@dataclass(frozen=True)
class DailyReason:
    """How many readers gave one of `sandbox.feedback.reasons` for a page on one day (UTC)."""

    page: str
    day: date
    reason: str
    count: int


class FeedbackStore(Protocol):
    """What every store of feedback does. All methods raise `StoreUnavailableError` when it fails.

    ``key`` is the idempotency key of a request, if it has one: what is sent again with it is counted once.
    """

    def count(self, page: str, day: date, *, useful: bool, key: str = "") -> bool:
        """One more answer. Parallel answers are all counted. Returns False if the page has had its quota that day."""

    def give(self, page: str, day: date, reason: str, key: str = "") -> bool:
        """One more reason, likewise."""

    def counts(self) -> list[DailyCount]:
        """All counts, by page and day."""

    def reasons(self) -> list[DailyReason]:
        """All reasons, by page, day and name."""

    def close(self) -> None:
        """Leave everything in order. The store isn't used after it."""
