"""Readers' feedback on pages: useful or not, and comments.

Nothing about the reader is kept: no session id, no address, no time of day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

MAX_COMMENTS = 1_000
"""How many comments are kept; the oldest are removed first, so that the disk can't be filled."""


@dataclass(frozen=True)
class DailyCount:
    """How many readers found a page useful or useless on one day (UTC). ``page`` is its address: ``sign-in/``."""

    page: str
    day: date
    useful: int
    useless: int


@dataclass(frozen=True)
class Comment:
    """A reader's comment; it has passed `sandbox.feedback.comment.refusal`."""

    page: str
    day: date
    useful: bool
    text: str


class FeedbackStore(Protocol):
    """What every store of feedback does. All methods raise `StoreUnavailableError` when it fails."""

    def count(self, page: str, day: date, *, useful: bool) -> None:
        """One more answer. Parallel answers are all counted."""

    def add(self, comment: Comment) -> None:
        """Keep a comment, and remove the oldest beyond `MAX_COMMENTS`."""

    def counts(self) -> list[DailyCount]:
        """All counts, by page and day."""

    def comments(self) -> list[Comment]:
        """All comments that are kept, the newest first."""

    def close(self) -> None:
        """Leave everything in order. The store isn't used after it."""
