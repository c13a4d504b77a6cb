"""A store behind circuit breakers."""

from collections.abc import Sequence
from datetime import datetime

from sandbox.storage import ConflictError, ErasedError, LearnerStore, Save, Standing, Stored, Wanted
from sandbox.storage.breaker import Breaker


class GuardedStore:
    """A `LearnerStore` whose calls are refused at once while it doesn't answer.

    Reading and writing are counted apart: a SQLite file that another program is writing can still be read, and that
    would hide that nothing can be saved.
    """

    def __init__(self, store: LearnerStore) -> None:
        self._store = store
        self.reading, self.writing = Breaker(), Breaker()

    @property
    def is_silent(self) -> bool:
        """Whether nobody else should begin to wait for it."""
        return self.reading.is_silent or self.writing.is_silent

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        with self.reading.call():
            return self._store.load(learner, walkthrough, now)

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        with self.reading.call():
            return self._store.load_all(learner, now)

    def standing(self, learner: str, now: datetime) -> Standing:
        with self.reading.call():
            return self._store.standing(learner, now)

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        with self.writing.call():
            return self._store.save(learner, walkthrough, document, expected, now)

    def load_many(self, wanted: Sequence[Wanted]) -> list[Stored | None]:
        with self.reading.call():
            return self._store.load_many(wanted)

    def save_many(self, saves: Sequence[Save]) -> list[int | ConflictError | ErasedError]:
        with self.writing.call():
            return self._store.save_many(saves)

    def delete(self, learner: str) -> None:
        with self.writing.call():
            self._store.delete(learner)

    def erase(self, learner: str, now: datetime) -> None:
        with self.writing.call():
            self._store.erase(learner, now)

    def purge(self, now: datetime) -> int:
        """Nobody waits for it, so it is always tried."""
        return self._store.purge(now)

    def is_filled(self, most: int) -> bool:
        with self.reading.call():
            return self._store.is_filled(most)

    def count(self) -> int:
        with self.reading.call():
            return self._store.count()

    def check(self) -> None:
        with self.reading.call(), self.writing.call():
            self._store.check()

    def close(self) -> None:
        self._store.close()
