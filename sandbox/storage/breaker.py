"""A circuit breaker: while a store doesn't answer, few wait for it."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sandbox.storage import StoreUnavailableError

FAILURES = 3
"""So many calls in a row that fail open it."""

PROBE_EVERY = 1.0
"""Seconds. While it is open one call in each of them is tried; the first answer closes it."""

SILENCE = 0.25
"""Seconds without any answer to those who wait, after which nobody else should begin to wait: a store answers in
milliseconds, and calls fail only after seconds. Only a crowd that has taken all threads, or all ticks, is told."""


class Breaker:
    """Lets calls through while the store answers. Safe in any thread.

    Known libraries let any number of calls through while they probe; here it is one.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._failures = 0
        self._next_probe = 0.0
        self._waiting = 0
        self._heard_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are refused at once."""
        return self._failures >= FAILURES

    @property
    def is_silent(self) -> bool:
        """Whether somebody is waiting and nobody has been answered for `SILENCE`."""
        with self._lock:
            return self._waiting > 0 and self._now() - self._heard_at >= SILENCE

    @contextmanager
    def call(self) -> Iterator[None]:
        """A call of the store. Only `StoreUnavailableError` is a failure, and it is raised at once while it is open."""
        self._begin()
        try:
            yield
        except StoreUnavailableError:
            self._end(failed=True)
            raise
        except BaseException:
            self._end(failed=False)
            raise
        self._end(failed=False)

    def _begin(self) -> None:
        with self._lock:
            now = self._now()
            if self.is_open:
                if now < self._next_probe:
                    raise StoreUnavailableError("circuit open")
                self._next_probe = now + PROBE_EVERY
            if self._waiting == 0:
                self._heard_at = now
            self._waiting += 1

    def _end(self, *, failed: bool) -> None:
        with self._lock:
            self._waiting -= 1
            if not failed:
                self._failures = 0
                self._heard_at = self._now()
                return
            self._failures += 1
            if self._failures == FAILURES:
                self._next_probe = self._now() + PROBE_EVERY
