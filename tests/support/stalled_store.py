"""What requests meet while a store is there and answers nothing."""

import asyncio
import time
from dataclasses import dataclass

import httpx2


@dataclass(frozen=True)
class Met:
    """One answer: its status, headers and text, and after how many seconds it came."""

    status: int
    headers: dict[str, str]
    text: str
    seconds: float


def ask_at_once(address: str, times: int, headers: dict[str, str], form: bytes | None = None) -> list[Met]:
    """Ask for an address so many times at the same moment, or send it a form."""
    return asyncio.run(_ask(address, times, headers, form))


async def _ask(address: str, times: int, headers: dict[str, str], form: bytes | None) -> list[Met]:
    limits = httpx2.Limits(max_connections=None)
    async with httpx2.AsyncClient(timeout=60, limits=limits, headers=headers) as client:

        async def ask() -> Met:
            begin = time.monotonic()
            answer = await client.request("GET" if form is None else "POST", address, content=form)
            return Met(answer.status_code, dict(answer.headers), answer.text, time.monotonic() - begin)

        return await asyncio.gather(*(ask() for _ in range(times)))
