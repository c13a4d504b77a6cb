"""A store that is there and answers nothing is not waited for by everybody."""

import asyncio
import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import anyio
import pytest
from anyio.lowlevel import checkpoint

from sandbox.content.rehearsal import NOW
from sandbox.storage import Stored, StoreUnavailableError
from sandbox.storage.breaker import FAILURES
from sandbox.storage.guarded import GuardedStore
from sandbox.storage.sqlite import SQLiteStore
from sandbox.web.limits import RETRY_AFTER
from sandbox.web.threads import MOST, Threads
from tests.support import nginx
from tests.support.processes import PATIENCE, free_port
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import HEADERS, PRESS, Learner, SandboxProcess, wait_until_ready
from tests.support.stalled_store import Met, ask_at_once, run_apart

CROWD = 240
PROBES = 10
"""More than there can be while the crowd is answered."""


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[RedisServer]:
    with RedisServer(tmp_path, free_port()) as server:
        yield server


def refused(answers: list[Met]) -> bool:
    """Whether each was told in words that the trainer is away, and when to come again."""
    return all(
        met.status == 503
        and met.headers["retry-after"] == str(RETRY_AFTER)
        and "Тренажёр сейчас недоступен" in met.text.replace("\u00a0", " ")
        for met in answers
    )


def connections(server: RedisServer) -> int:
    """How many connections the server was ever asked for; it takes them in their order once it is well again."""
    with server.client() as client:
        return int(client.info("stats")["total_connections_received"])


def test_of_a_crowd_few_wait_for_a_redis_that_hangs(site: Path, own_redis: RedisServer) -> None:
    """Behind the shipped nginx, whose tries multiply nothing."""
    with (
        SandboxProcess(site, own_redis.url) as sandbox,
        nginx.shipped(own_redis.folder, site, (sandbox.place, sandbox.place)) as port,
        Learner(port) as learner,
    ):
        assert learner.press() == 200
        headers = HEADERS | {"Cookie": learner.cookie}

        before = connections(own_redis)
        own_redis.pause()
        answers = ask_at_once(f"http://127.0.0.1:{port}{PRESS.rpartition('/')[0]}", CROWD, headers)
        own_redis.resume()
        let_in = [met for met in answers if met.status != 429]  # nginx serves 200 of one address at a time
        assert len(let_in) > CROWD / 2
        assert refused(let_in)
        assert FAILURES <= connections(own_redis) - before <= MOST + PROBES
        wait_until_ready(sandbox)
        assert (learner.press(), learner.acknowledged) == (200, 2)


def test_whoever_finds_all_threads_stuck_is_refused_before_any_of_them_ends() -> None:
    ended = threading.Event()

    async def crowd() -> None:
        threads = Threads(lambda: True)
        async with anyio.create_task_group() as stuck:
            for _ in range(MOST):
                stuck.start_soon(threads.run, ended.wait)
            await checkpoint()  # until each has a thread
            try:
                with anyio.fail_after(PATIENCE / 10), pytest.raises(StoreUnavailableError):
                    await threads.run(int)
            finally:
                ended.set()

    run_apart(crowd())


@contextmanager
def written_by_another(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


class CountedStore(SQLiteStore):
    """Counts who reaches it."""

    reached = 0

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        self.reached += 1
        return super().save(learner, walkthrough, document, expected, now)


def test_of_a_crowd_few_wait_for_a_file_that_another_program_writes(tmp_path: Path) -> None:
    file = tmp_path / "learners.sqlite3"
    inside = CountedStore(file)
    store = GuardedStore(inside)
    version = store.save("anna", "register", b"{}", 0, NOW)

    async def crowd() -> list[object]:
        threads = Threads(lambda: store.is_silent)
        saves = (threads.run(store.save, "anna", "register", b"{}", version, NOW) for _ in range(CROWD))
        return await asyncio.gather(*saves, return_exceptions=True)

    with written_by_another(file):
        answers = run_apart(crowd())
        assert {type(each) for each in answers} == {StoreUnavailableError}
        assert FAILURES < inside.reached <= 1 + MOST + PROBES
        assert store.load("anna", "register", NOW) == Stored(b"{}", version), "it can be read all the while"
    deadline = time.monotonic() + PATIENCE
    while store.writing.is_open:
        assert time.monotonic() < deadline
        with contextlib.suppress(StoreUnavailableError):
            store.check()
    assert store.save("anna", "register", b"{}", version, NOW) == version + 1
