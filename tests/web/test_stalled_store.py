"""A store that is there and answers nothing is not waited for by everybody."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sandbox.storage.breaker import FAILURES
from sandbox.web.limits import RETRY_AFTER
from sandbox.web.threads import MOST
from tests.support import nginx
from tests.support.processes import free_port
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import HEADERS, PRESS, Learner, SandboxProcess, wait_until_ready
from tests.support.stalled_store import Met, ask_at_once

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


@contextmanager
def written_by_another(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def test_of_a_crowd_few_wait_for_a_file_that_another_program_writes(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "learners.sqlite3"
    with SandboxProcess(site, f"sqlite:///{file}") as sandbox, Learner(sandbox.port) as learner:
        assert learner.press() == 200
        headers = HEADERS | {"Cookie": learner.cookie}
        with written_by_another(file):
            answers = ask_at_once(f"{sandbox.address}{PRESS}", CROWD, headers, b"step=open-site&address=x")
            assert refused(answers)
            assert sum(met.seconds > 5 for met in answers) <= MOST + PROBES, "so long SQLite waits for its lock"
            learner.go_to(sandbox.port)  # the connection was closed meanwhile
            assert learner.look() == 200, "what is kept can be read all the while"
        wait_until_ready(sandbox)
        assert (learner.press(), learner.acknowledged) == (200, 2)
