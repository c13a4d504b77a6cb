"""The store of readers' answers behind a circuit breaker."""

from datetime import date

from sandbox.feedback import Comment, DailyCount, FeedbackStore
from sandbox.storage.breaker import Breaker


class GuardedFeedback:
    """A `FeedbackStore` whose calls are refused at once while it doesn't answer."""

    def __init__(self, store: FeedbackStore) -> None:
        self._store, self._breaker = store, Breaker()

    @property
    def is_silent(self) -> bool:
        """Whether nobody else should begin to wait for it."""
        return self._breaker.is_silent

    def count(self, page: str, day: date, *, useful: bool) -> None:
        with self._breaker.call():
            self._store.count(page, day, useful=useful)

    def add(self, comment: Comment) -> None:
        with self._breaker.call():
            self._store.add(comment)

    def counts(self) -> list[DailyCount]:
        return self._store.counts()

    def comments(self) -> list[Comment]:
        return self._store.comments()

    def close(self) -> None:
        self._store.close()
