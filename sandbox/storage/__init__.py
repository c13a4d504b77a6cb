"""Where runs are kept: one document per learner and walkthrough, with a time to live."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Literal, Protocol

from sandbox.frozen import dataclass

TIME_TO_LIVE = timedelta(hours=24)
"""How long a run is kept after its last change."""

FIRST_LIFE = timedelta(hours=1)
"""The same for a run of one press: most who press once never come back, and programs that press leave thousands."""

PURGE_BATCH = 100
"""How many documents one purge removes: a press waits behind it for a few hundredths of a second."""

ERASED_FOR = timedelta(minutes=10)
"""How long a learner who was erased can't be written again: longer than any form can be on its way."""

Standing = Literal["known", "unknown", "erased"]
"""Whether a store keeps anything of a learner, or has erased them within `ERASED_FOR`."""


@dataclass(frozen=True)
class Stored:
    """A document and its version, a positive number that grows with each save.

    What another program or edition has left in its place is an empty document of version 0: it can be replaced.
    """

    document: bytes
    version: int


NOT_OURS = Stored(b"", 0)


@dataclass(frozen=True)
class Wanted:
    """A document to be loaded: of whom, of which walkthrough, at which moment."""

    learner: str
    walkthrough: str
    now: datetime


@dataclass(frozen=True)
class Save:
    """A document to be written if the version is still ``expected``."""

    learner: str
    walkthrough: str
    document: bytes
    expected: int
    now: datetime


class ConflictError(Exception):
    """Another save came in between: load again, decide again."""


class ErasedError(Exception):
    """The learner has just been erased. A form that was on its way may write nothing."""


class StoreUnavailableError(Exception):
    """The store can't be reached or can't write now."""


def hidden(secret: str, of: str = "") -> str:
    """A hash of an id or a key, for keeping: whoever reads a store can't use it, whatever somebody sent instead of one.

    ``of`` is what it belongs to; it makes equal secrets of others unlike.
    """
    return hashlib.blake2b(secret.encode(), key=of.encode()[:64], digest_size=16).hexdigest()


def life(expected: int) -> timedelta:
    """How long a run is kept that is saved over this version."""
    return TIME_TO_LIVE if expected else FIRST_LIFE


@contextmanager
def unavailable_after(*failures: type[Exception]) -> Iterator[None]:
    """Raise `StoreUnavailableError` for these failures of a store's library and for any `OSError`.

    Its message is only the kind of failure: the text of one may hold the server's address.
    """
    handled: tuple[type[Exception], ...] = (*failures, OSError)
    try:
        yield
    except handled as error:
        raise StoreUnavailableError(type(error).__name__) from error


class LearnerStore(Protocol):
    """What every store does. All methods raise `StoreUnavailableError` when the store fails."""

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        """The last saved document, or None if there is none or it has expired."""

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        """All documents of a learner that haven't expired, by walkthrough."""

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        """Write if the version is still ``expected`` (0: nothing stored), and return the new version.

        A run is kept for `TIME_TO_LIVE`, one that nothing was stored of for `FIRST_LIFE`.

        Raises `ConflictError` otherwise, or `ErasedError`, and then nothing is written.
        """

    def load_many(self, wanted: Sequence[Wanted]) -> list[Stored | None]:
        """The same as `load` for each, at the price of one."""

    def save_many(self, saves: Sequence[Save]) -> "list[int | ConflictError | ErasedError]":
        """The same as `save` for each, in their order, at the price of one: what it would raise stands in its place.

        When it raises `StoreUnavailableError`, all that was written may be lost, and nothing else.
        """

    def standing(self, learner: str, now: datetime) -> Standing:
        """What the store knows of a learner."""

    def delete(self, learner: str) -> None:
        """Remove all documents of a learner."""

    def erase(self, learner: str, now: datetime) -> None:
        """The same for good: nothing is written of them within `ERASED_FOR`. Of an unknown learner nothing is kept."""

    def purge(self, now: datetime) -> int:
        """Remove what has expired, `PURGE_BATCH` documents at most. Returns their number: if it is that, call again."""

    def is_filled(self, most: int) -> bool:
        """Whether the store takes ``most`` bytes, or nearly as many as its server has for it."""

    def count(self) -> int:
        """How many runs are kept, or of how many keys the server says that it keeps them."""

    def check(self) -> None:
        """Return if the store can be reached."""

    def close(self) -> None:
        """Leave everything in order. The store isn't used after it."""
