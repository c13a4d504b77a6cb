"""Processes are killed, stores fail, and come back: what was acknowledged is there, and everything heals by itself."""

import resource
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sandbox.server import STOP_WITHIN
from sandbox.web.limits import Limits
from tests.support.crowd_during_kills import Crowd
from tests.support.processes import PATIENCE, free_port, wait_until_refused
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import HEADERS, PRESS, Learner, SandboxProcess, get, wait_until_ready

RUN = "/sandbox/walkthroughs/register-by-phone"

Action = Callable[[RedisServer], None]


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[RedisServer]:
    """A server that a test may harm."""
    with RedisServer(tmp_path, free_port()) as server:
        yield server


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "store/learners.sqlite3"


def expect_trouble(sandbox: SandboxProcess, learner: Learner) -> None:
    """The trainer says in Russian that it is away, its health says so too, and the process and the pages live."""
    assert learner.press() == 503
    status, text = get(f"{sandbox.address}{RUN}")
    assert status in (200, 503), "a visitor without a cookie has nothing to be loaded"
    if status == 503:
        assert "Тренажёр сейчас недоступен" in text
    assert sandbox.status("/readyz") == 503
    assert sandbox.status("/healthz") == 200
    assert sandbox.status("/") == 200


def expect_health(sandbox: SandboxProcess, learner: Learner) -> None:
    wait_until_ready(sandbox)
    assert learner.press() == 200


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=pytest.mark.soak)])
@pytest.mark.parametrize(("kind", "workers"), [("sqlite", 1), ("sqlite", 2), ("redis", 1)])
def test_what_was_acknowledged_outlives_kill_9_and_is_there_once(
    site: Path, file: Path, own_redis: RedisServer, kind: str, workers: int, kills: int
) -> None:
    store = f"sqlite:///{file}" if kind == "sqlite" else own_redis.url
    with SandboxProcess(site, store, workers) as sandbox:
        crowd = Crowd(sandbox.port, learners=4)
        crowd.survive([sandbox.be_killed] * kills)
    assert crowd.wrong == []
    assert crowd.lost_answers >= kills, "it was killed in mid-load"


def test_the_sandbox_starts_before_its_redis_does(site: Path, tmp_path: Path) -> None:
    server = RedisServer(tmp_path, free_port())
    with SandboxProcess(site, server.url) as sandbox, Learner(sandbox.port) as learner:
        expect_trouble(sandbox, learner)
        with server:
            expect_health(sandbox, learner)


def presses_after(site: Path, server: RedisServer, harm: Action, heal: Action) -> int:
    """How many of three presses are kept, if the server is away after two of them and while another is refused."""
    with SandboxProcess(site, server.url) as sandbox, Learner(sandbox.port) as learner:
        assert [learner.press(), learner.press()] == [200, 200]
        harm(server)
        expect_trouble(sandbox, learner)
        heal(server)
        expect_health(sandbox, learner)
        return learner.acknowledged


def test_a_redis_that_stops_comes_back_empty_and_runs_begin_anew(site: Path, own_redis: RedisServer) -> None:
    assert presses_after(site, own_redis, RedisServer.stop, RedisServer.start) == 1


def test_a_redis_that_hangs_loses_nothing(site: Path, own_redis: RedisServer) -> None:
    """And the press that was refused is not done behind the learner's back."""
    assert presses_after(site, own_redis, RedisServer.pause, RedisServer.resume) == 3


def test_an_emptied_redis_is_no_fault(site: Path, own_redis: RedisServer) -> None:
    with SandboxProcess(site, own_redis.url) as sandbox, Learner(sandbox.port) as learner:
        assert [learner.press(), learner.press()] == [200, 200]
        own_redis.empty()
        expect_health(sandbox, learner)
        assert learner.acknowledged == 1, "begun anew"


def test_a_full_disk_is_said_and_heals(site: Path, file: Path) -> None:
    """The system refuses to write: the limit on the size of a file fails like a full disk, at a moment we choose."""
    with SandboxProcess(site, f"sqlite:///{file}") as sandbox, Learner(sandbox.port) as learner:
        assert learner.press() == 200
        assert sandbox.process
        _, most = resource.prlimit(sandbox.process.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(sandbox.process.pid, resource.RLIMIT_FSIZE, (1, most))
        expect_trouble(sandbox, learner)
        resource.prlimit(sandbox.process.pid, resource.RLIMIT_FSIZE, (most, most))
        expect_health(sandbox, learner)
        assert learner.acknowledged == 2


def begin_a_press(sandbox: SandboxProcess) -> socket.socket:
    """Send a form but for its last byte, and return when the sandbox has begun to read it."""
    body = b"step=open-site&address=login-mts.exampl"
    lines = [f"POST {PRESS} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body) + 1}", "Expect: 100-continue"]
    lines += [f"{name}: {value}" for name, value in HEADERS.items()]
    connection = socket.create_connection(("127.0.0.1", sandbox.port), timeout=PATIENCE)
    connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n")
    assert connection.recv(1000).startswith(b"HTTP/1.1 100 ")
    connection.sendall(body)
    return connection


def test_sigterm_finishes_what_is_under_way(site: Path, file: Path) -> None:
    with SandboxProcess(site, f"sqlite:///{file}") as sandbox:
        assert sandbox.process
        with begin_a_press(sandbox) as connection:
            sandbox.process.send_signal(signal.SIGTERM)
            wait_until_refused(sandbox.port)
            connection.sendall(b"e")
            assert connection.recv(1000).startswith(b"HTTP/1.1 200 ")
        assert sandbox.process.wait(timeout=PATIENCE) in (0, -signal.SIGTERM)


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.soak)])
def test_sigterm_ends_within_ten_seconds_whatever_a_client_does(site: Path, file: Path, workers: int) -> None:
    """Its request is cut when this time is over, and not at the end of the one for a whole request: with a 408."""
    assert STOP_WITHIN < 10 < Limits().body_seconds
    with SandboxProcess(site, f"sqlite:///{file}", workers) as sandbox, begin_a_press(sandbox) as connection:
        assert sandbox.stop() in (0, -signal.SIGTERM)
        assert connection.recv(1000).startswith(b"HTTP/1.1 500 ")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_clean_stop_leaves_no_log_beside_the_file(site: Path, file: Path, workers: int) -> None:
    with SandboxProcess(site, f"sqlite:///{file}", workers) as sandbox, Learner(sandbox.port) as learner:
        assert learner.press() == 200
        assert file.with_name("learners.sqlite3-wal").exists()
        sandbox.stop()
    assert not [each.name for each in file.parent.iterdir() if each.name.endswith(("-wal", "-shm"))]
    assert b"register-by-phone" in file.read_bytes()


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_their_parent(site: Path, file: Path, by: signal.Signals) -> None:
    """Whatever ends it: a worker that stays would hold the port, and nobody would stop it."""
    with SandboxProcess(site, f"sqlite:///{file}", workers=2) as sandbox:
        assert sandbox.process
        assert sandbox.status("/healthz") == 200
        sandbox.process.send_signal(by)
        sandbox.process.wait(timeout=PATIENCE)
        wait_until_refused(sandbox.port)
