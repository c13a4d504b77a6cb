"""The store of readers' answers behind a circuit breaker."""

from datetime import date

from sandbox.feedback import DailyCount, DailyReason, FeedbackStore
from sandbox.storage.breaker import Breaker


class GuardedFeedback:
    """A `FeedbackStore` whose calls are refused at once while it doesn't answer."""

    def __init__(self, store: FeedbackStore) -> None:
        self._store, self.breaker = store, Breaker()

    @property
    def is_silent(self) -> bool:
        """Whether nobody else should begin to wait for it."""
        return self.breaker.is_silent

    def count(self, page: str, day: date, *, useful: bool, key: str = "") -> bool:
        with self.breaker.call():
            return self._store.count(page, day, useful=useful, key=key)

    def give(self, page: str, day: date, reason: str, key: str = "") -> bool:
        with self.breaker.call():
            return self._store.give(page, day, reason, key)

    def counts(self) -> list[DailyCount]:
        return self._store.counts()

    def reasons(self) -> list[DailyReason]:
        return self._store.reasons()

    def close(self) -> None:
        self._store.close()
