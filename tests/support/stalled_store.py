"""What requests meet while a store is there and answers nothing."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

import httpx2

from tests.support.http_client import NO_CERTIFICATES

T = TypeVar("T")


@dataclass(frozen=True)
class Met:
    """One answer: its status, headers and text, and after how many seconds it came."""

    status: int
    headers: dict[str, str]
    text: str
    seconds: float


def ask_at_once(address: str, times: int, headers: dict[str, str]) -> list[Met]:
    """Ask for an address so many times at the same moment."""
    return run_apart(_ask(address, times, headers))


def run_apart(work: Coroutine[Any, Any, T]) -> T:
    """The result of the work, done in a thread of its own: Playwright's loop may be running in that of the tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def _ask(address: str, times: int, headers: dict[str, str]) -> list[Met]:
    limits = httpx2.Limits(max_connections=None)
    async with httpx2.AsyncClient(timeout=60, limits=limits, headers=headers, verify=NO_CERTIFICATES) as client:

        async def ask() -> Met:
            began = monotonic()
            answer = await client.get(address)
            return Met(answer.status_code, dict(answer.headers), answer.text, monotonic() - began)

        return await asyncio.gather(*(ask() for _ in range(times)))
