"""Works that came at the same time are done together in one thread."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sandbox.frozen import dataclass
from sandbox.storage import StoreUnavailableError
from sandbox.web.threads import Threads

TOGETHER = 16
"""So many works make a tick at most: the first waits for the last."""

AT_ONCE = 4
"""So many ticks at once at most. One is enough for a processor; the others go on while it is held up."""

HELD_UP = 0.02
"""Seconds after which a tick counts as held up, by a new password or by the store: what came since goes on without
it."""

W = TypeVar("W")
T = TypeVar("T")


@dataclass(frozen=True)
class _Waiting(Generic[W, T]):
    work: W
    result: "asyncio.Future[T]"


class Ticks(Generic[W, T]):
    """``do`` does several works, in a thread, and returns for each its result or what it raised."""

    def __init__(self, threads: Threads, do: Callable[[Sequence[W]], Sequence[T | Exception]]) -> None:
        self._threads, self._do = threads, do
        self._waiting: list[_Waiting[W, T]] = []
        self._running: set[asyncio.Task[None]] = set()
        self._look_at: asyncio.TimerHandle | None = None

    async def run(self, work: W) -> T:
        """Its result. Raises what the work raised, or `StoreUnavailableError` if no thread will be free in time."""
        waiting: _Waiting[W, T] = _Waiting(work, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        if not self._running:
            self._begin()
        else:
            self._look_later()
        return await waiting.result

    def _begin(self) -> None:
        task = asyncio.get_running_loop().create_task(self._go_on())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    def _look_later(self) -> None:
        if self._look_at is None:
            self._look_at = asyncio.get_running_loop().call_later(HELD_UP, self._look)

    def _look(self) -> None:
        """Whether those who still wait need help, or will get none."""
        self._look_at = None
        if not self._waiting:
            return
        if len(self._running) < AT_ONCE:
            self._begin()
        elif self._threads.is_stuck():
            waiting, self._waiting = self._waiting, []
            for each in waiting:
                _settle(each, StoreUnavailableError("stuck"))
        self._look_later()

    async def _go_on(self) -> None:
        """One tick after another, as long as anything waits."""
        while self._waiting:
            tick, self._waiting = self._waiting[:TOGETHER], self._waiting[TOGETHER:]
            results: Sequence[T | Exception]
            try:
                results = await self._threads.run(self._do, [each.work for each in tick])
            except Exception as error:
                results = [error] * len(tick)
            for each, result in zip(tick, results, strict=True):
                _settle(each, result)


def _settle(waiting: _Waiting[W, T], result: T | Exception) -> None:
    if waiting.result.done():
        return  # nobody waits for it any more
    if isinstance(result, Exception):
        waiting.result.set_exception(result)
    else:
        waiting.result.set_result(result)
