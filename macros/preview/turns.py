"""Who goes first: what somebody waits for, before what has time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Turns:
    """A lock. Who takes it in haste gets it before all who have time, however often these take it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._hasty = 0
        self._changed = threading.Condition()

    @property
    def is_awaited(self) -> bool:
        """Whether somebody in haste has it or waits for it."""
        return bool(self._hasty)

    @contextmanager
    def in_haste(self) -> Iterator[None]:
        """Somebody waits for what is done within."""
        with self._counted(), self._lock:
            yield

    @contextmanager
    def when_free(self) -> Iterator[None]:
        """What is done within has time until nobody is in haste."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: not self.is_awaited)
            with self._lock:
                if not self.is_awaited:  # else somebody in haste stands behind this one for the same lock
                    yield
                    return

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._changed:
            self._hasty += 1
        try:
            yield
        finally:
            with self._changed:
                self._hasty -= 1
                self._changed.notify_all()
