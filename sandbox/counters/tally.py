"""Counting in memory, and writing what was counted every few seconds: a press waits for no store."""

import logging
import secrets
import threading
from collections import Counter as Sums
from collections.abc import Callable
from datetime import date

from sandbox.counters import Batch, Counter, CounterStore, kept_weeks, today, week_of
from sandbox.counters.happening import counted
from sandbox.storage import StoreUnavailableError
from sandbox.web.exchange import Happened

WRITE_EVERY = 5
"""Seconds between two batches. A process that is killed loses what it has counted since its last one."""

log = logging.getLogger("sandbox")


class Tally:
    """The counters of one process. Safe in any thread."""

    def __init__(self, store: CounterStore, today: Callable[[], date] = today) -> None:
        self._store, self._today = store, today
        self._lock, self._writing = threading.Lock(), threading.Lock()
        self._counts: Sums[tuple[str, Counter]] = Sums()
        self._batch: Batch | None = None
        self._forgotten_on: date | None = None
        self._is_failing = False

    def count(self, happened: Happened) -> None:
        """A press was answered and kept."""
        week = week_of(self._today())
        with self._lock:
            for counter, by in counted(happened):
                self._counts[week, counter] += by

    def write(self) -> None:
        """Add what was counted to the store. A batch that could not be added is the first to be added next time.

        Raises `StoreUnavailableError`.
        """
        with self._writing:
            day = self._today()
            while batch := self._next(day):
                self._store.add(batch, kept_weeks(day)[0])
                self._batch, self._forgotten_on = None, day

    def write_if_possible(self) -> None:
        """The same; what can't be written stays in memory."""
        try:
            self.write()
        except StoreUnavailableError as error:
            if not self._is_failing:  # else it would be said every few seconds
                log.warning("could not write counters: %s", error)
            self._is_failing = True
        else:
            self._is_failing = False

    def close(self) -> None:
        """Write what is left."""
        if self._counts or self._batch:
            self.write_if_possible()
        self._store.close()

    def _next(self, day: date) -> Batch | None:
        """What is to be written: an empty batch once a day, so that old weeks go even if nobody practises."""
        with self._lock:
            if self._batch is None and (self._counts or self._forgotten_on != day):
                counts = {key: count for key, count in self._counts.items() if count}
                self._batch = Batch(secrets.token_hex(8), counts)
                self._counts = Sums()
        return self._batch
