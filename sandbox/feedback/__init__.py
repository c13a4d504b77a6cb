"""What readers say about pages: useful or not, and in their own words.

Nothing about the reader is kept: no mark, no address, no time of day.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

MAX_COMMENTS = 1_000
"""How many comments are kept; the oldest go first, so nobody can fill the disk."""


@dataclass(frozen=True)
class Count:
    """How many readers of a page answered what on one day (UTC). ``page`` is its address: ``sign-in/by-password/``."""

    page: str
    day: date
    useful: int
    useless: int


@dataclass(frozen=True)
class Comment:
    """What a reader wrote; it has passed `sandbox.feedback.comment.refusal`."""

    page: str
    day: date
    useful: bool
    text: str


class FeedbackStore(Protocol):
    """What every store of feedback promises. All methods raise `StoreUnavailableError` when it fails."""

    def count(self, page: str, day: date, *, useful: bool) -> None:
        """One more answer. Parallel answers are all counted."""

    def add(self, comment: Comment) -> None:
        """Keep a comment, and forget the oldest beyond `MAX_COMMENTS`."""

    def counts(self) -> list[Count]:
        """All that was counted, by page and day."""

    def comments(self) -> list[Comment]:
        """All that is kept, the newest first."""
