"""How many new learners are let in: they fill the store, and learners under way need it."""

import threading
from datetime import datetime, timedelta

from sandbox.storage import LearnerStore

MINUTE = timedelta(minutes=1)
LOOK_EVERY = timedelta(seconds=1)
"""How long a look at the size of the store is believed."""


class Newcomers:
    """Lets in ``a_minute`` new learners, all of them at once if they come so, and none while the store is filled.

    ``most`` are the bytes from which on newcomers wait. Safe in any thread.
    """

    def __init__(self, store: LearnerStore, a_minute: int, most: int) -> None:
        self._store, self._most = store, most
        self._lock = threading.Lock()
        self._each = MINUTE / a_minute
        self._credit = MINUTE
        self._counted_at: datetime | None = None
        self._looked_at: datetime | None = None
        self._is_filled = False

    def admit(self, now: datetime) -> bool:
        """Whether one more may begin now. Raises `StoreUnavailableError`."""
        return not self._is_store_filled(now) and self._take_place(now)

    def _is_store_filled(self, now: datetime) -> bool:
        if self._looked_at is None or not timedelta(0) <= now - self._looked_at < LOOK_EVERY:
            self._is_filled = self._store.is_filled(self._most)
            self._looked_at = now
        return self._is_filled

    def _take_place(self, now: datetime) -> bool:
        with self._lock:
            if self._counted_at and now > self._counted_at:
                self._credit = min(self._credit + (now - self._counted_at), MINUTE)
            self._counted_at = now
            if self._credit < self._each:
                return False
            self._credit -= self._each
            return True
