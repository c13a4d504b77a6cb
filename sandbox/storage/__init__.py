"""Where runs are kept: one document per learner and walkthrough, with a time to live."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

TIME_TO_LIVE = timedelta(hours=24)
"""How long a run is kept after its last change."""


@dataclass(frozen=True)
class Stored:
    """A document and its version, a positive number that grows with each save."""

    document: bytes
    version: int


class ConflictError(Exception):
    """Somebody saved in between: load again, decide again."""


class StoreUnavailableError(Exception):
    """The store can't be reached or can't write now."""


class LearnerStore(Protocol):
    """What every store promises. All methods raise `StoreUnavailableError` when the store fails."""

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        """The last saved document, or None if there is none or its time is over."""

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        """Everything of a learner that is still kept, by walkthrough."""

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        """Write if the version is still ``expected`` (0: nothing stored), and return the new version.

        Raises `ConflictError` otherwise, and then nothing is written.
        """

    def delete(self, learner: str) -> None:
        """Forget everything of a learner."""

    def purge(self, now: datetime) -> int:
        """Remove what has expired, and return how many documents that was."""

    def check(self) -> None:
        """Return if the store can be reached."""
