"""The threads in which requests wait for a store, and the queue for them."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import anyio
from anyio.to_thread import run_sync

from sandbox.storage import StoreUnavailableError

MOST = 16
"""Threads of a process. They take turns at one processor; more of them would only wait for a store that is stuck."""

LOOK_EVERY = 0.05
"""Seconds between two looks of a request that waits for a thread: a few before the store counts as stuck."""

P = ParamSpec("P")
T = TypeVar("T")


class Threads:
    """Runs blocking work in threads of its own.

    When all are taken, and ``is_stuck`` says that nobody in them is being answered, those who wait for one are refused.
    """

    def __init__(self, is_stuck: Callable[[], bool]) -> None:
        self.is_stuck = is_stuck
        self._places = anyio.Semaphore(MOST)
        self._threads = anyio.CapacityLimiter(MOST)

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of the work. Raises `StoreUnavailableError` if no thread will be free in time."""
        await self._take()
        try:
            return await run_sync(lambda: work(*args, **kwargs), limiter=self._threads)
        finally:
            self._places.release()

    async def _take(self) -> None:
        while True:
            try:
                self._places.acquire_nowait()
                return
            except anyio.WouldBlock:
                if self.is_stuck():
                    raise StoreUnavailableError("stuck") from None
            with anyio.move_on_after(LOOK_EVERY):
                await self._places.acquire()
                return
