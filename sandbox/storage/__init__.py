"""Where runs are kept: one document per learner and walkthrough, with a time to live."""

from collections.abc import Iterator
from contextlib import contextmanager
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
    """Another save came in between: load again, decide again."""


class StoreUnavailableError(Exception):
    """The store can't be reached or can't write now."""


@contextmanager
def unavailable_after(failure: type[Exception]) -> Iterator[None]:
    """Raise `StoreUnavailableError` for this failure of a store's library and for any `OSError`.

    Its message is only the kind of failure: the text of one may hold the server's address.
    """
    try:
        yield
    except (failure, OSError) as error:
        raise StoreUnavailableError(type(error).__name__) from error


class LearnerStore(Protocol):
    """What every store does. All methods raise `StoreUnavailableError` when the store fails."""

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        """The last saved document, or None if there is none or it has expired."""

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        """All documents of a learner that haven't expired, by walkthrough."""

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        """Write if the version is still ``expected`` (0: nothing stored), and return the new version.

        Raises `ConflictError` otherwise, and then nothing is written.
        """

    def delete(self, learner: str) -> None:
        """Remove all documents of a learner."""

    def purge(self, now: datetime) -> int:
        """Remove what has expired, and return how many documents that was."""

    def check(self) -> None:
        """Return if the store can be reached."""
