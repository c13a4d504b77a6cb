"""What it costs a press that it is counted, as finely as one process can tell: without a network, in short turns."""

import asyncio
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

from starlette.types import ASGIApp, Message

from sandbox.application import create_app
from sandbox.counters import Batch, Counter, kept_weeks, today
from sandbox.counters.address import open_counters
from sandbox.counters.tally import WRITE_EVERY
from sandbox.settings import Settings
from tests.support.guide import SIMULATION
from tests.support.sandbox_process import HEADERS, PRESS

PAIRS, IN_A_TURN = 150, 10
"""So often presses are done in turn with and without counters, and so many at a time, each by another learner."""
BODY = b"step=open-site&address=login-mts.example"


TIMES = 20
"""So often counters are written."""


def times_uncounted(site: Path, folder: Path) -> float:
    """The processor time of presses that are counted, as a multiple of those that aren't, in the median of pairs.

    Without `share_of_writing`, which doesn't grow with the presses.
    """
    return asyncio.run(_compare(site, folder))


def share_of_writing(folder: Path) -> float:
    """What a process spends of a processor's time on writing 200 counters every few seconds."""
    store, weeks = open_counters(f"sqlite:///{folder}/written.sqlite3"), kept_weeks(today())
    counts = {(weeks[-1], Counter("walkthrough", f"step-{number}", "reached")): 1 for number in range(200)}
    begin = time.process_time()
    for number in range(TIMES):
        store.add(Batch(f"{number}", counts), weeks[0])
    spent = time.process_time() - begin
    store.close()
    return spent / TIMES / WRITE_EVERY


async def _compare(site: Path, folder: Path) -> float:
    apps = {counted: _app(site, folder / f"counted-{counted}", counted=counted) for counted in (True, False)}
    cookies = {counted: [await _press(app, "") for _ in range(IN_A_TURN)] for counted, app in apps.items()}
    ratios = []
    for pair in range(PAIRS):
        spent = {}
        for counted in (True, False) if pair % 2 else (False, True):  # none of the two is always the first
            begin = time.process_time()
            for cookie in cookies[counted]:
                await _press(apps[counted], cookie)
            spent[counted] = time.process_time() - begin
        ratios.append(spent[True] / spent[False])
    return median(ratios)


def _app(site: Path, folder: Path, *, counted: bool) -> ASGIApp:
    settings = replace(Settings.from_environ({}), site=site, store=f"sqlite:///{folder}/l.sqlite3", counters=counted)
    return create_app(settings, SIMULATION)


async def _press(app: ASGIApp, cookie: str) -> str:
    """Press, and return the learner's cookie."""
    headers = HEADERS | {"Host": "127.0.0.1", "Content-Length": f"{len(BODY)}"} | ({"Cookie": cookie} if cookie else {})
    scope: dict[str, Any] = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": PRESS,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    answer: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": BODY, "more_body": False}

    async def send(message: Message) -> None:
        answer.append(message)

    await app(scope, receive, send)
    assert answer[0]["status"] == 200
    found = dict(answer[0]["headers"]).get(b"set-cookie", b"").decode()
    return found.partition(";")[0] or cookie
