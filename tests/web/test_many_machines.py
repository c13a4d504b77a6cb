"""Two processes with one Redis behind the shipped nginx: one of them dies in mid-load, and no learner notices."""

import os
import signal
import socket
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import nginx
from tests.support.crowd_during_kills import Crowd
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import Learner, SandboxProcess


@dataclass(frozen=True)
class Cluster:
    port: int
    processes: tuple[SandboxProcess, SandboxProcess]


@pytest.fixture
def cluster(site: Path, redis_server: RedisServer, tmp_path: Path) -> Iterator[Cluster]:
    with (
        SandboxProcess(site, redis_server.url) as first,
        SandboxProcess(site, redis_server.url) as second,
        nginx.shipped(tmp_path, site, (first.place, second.place)) as port,
    ):
        yield Cluster(port, (first, second))


@pytest.mark.parametrize("times", [1, pytest.param(10, marks=pytest.mark.soak)])
def test_no_learner_notices_that_a_process_dies(cluster: Cluster, times: int) -> None:
    """Every press is answered, and done once: also the one that was in the hands of the process that died."""
    first, second = cluster.processes

    def be_replaced() -> None:
        second.stop()
        second.start()

    crowd = Crowd(cluster.port, learners=6, tries=2)
    crowd.survive([first.be_killed, second.be_killed, be_replaced] * times)
    assert (crowd.wrong, crowd.lost_answers) == ([], 0)


class DiesBeforeAnswering(socketserver.StreamRequestHandler):
    """Takes a form, lets the sandbox do it, and drops the connection. Other requests are answered."""

    sandbox: SandboxProcess
    dropped: list[bytes]

    def handle(self) -> None:
        request = self.request.recv(65536)
        with socket.create_connection(("127.0.0.1", self.sandbox.port), timeout=20) as forwarded:
            forwarded.sendall(request)
            answer = forwarded.recv(65536)
            assert answer.startswith(b"HTTP/1.1 200 ")
            if request.startswith(b"POST "):
                self.dropped.append(request)
            else:
                self.request.sendall(answer)


def test_what_a_process_did_before_it_died_is_not_done_again(
    site: Path, redis_server: RedisServer, tmp_path: Path
) -> None:
    with SandboxProcess(site, redis_server.url) as sandbox:
        dropped: list[bytes] = []
        handler = type("Handler", (DiesBeforeAnswering,), {"sandbox": sandbox, "dropped": dropped})
        with socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler) as dying:
            threading.Thread(target=dying.serve_forever).start()
            try:
                with (
                    nginx.shipped(tmp_path, site, (f"127.0.0.1:{dying.server_address[1]}", sandbox.place)) as port,
                    Learner(sandbox.port) as learner,
                ):
                    assert learner.press() == 200
                    learner.go_to(port)
                    for version in range(2, 6):
                        assert (learner.press(), learner.acknowledged) == (200, version)
            finally:
                dying.shutdown()
        assert dropped


def test_a_process_that_hangs_is_left_out(cluster: Cluster) -> None:
    hanging = cluster.processes[0].process
    assert hanging
    with Learner(cluster.port) as learner:
        for version in range(1, 5):
            assert (learner.press(), learner.acknowledged) == (200, version)
        os.killpg(hanging.pid, signal.SIGSTOP)
        for version in range(5, 9):
            assert (learner.press(), learner.acknowledged) == (200, version)
