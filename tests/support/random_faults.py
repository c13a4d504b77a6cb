"""What may happen to a running guide, each fault with its end: processes are killed or stopped, the disk is full."""

import contextlib
import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import PATIENCE
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import SandboxProcess, wait_until_ready

_NOTHING = 1
"""Bytes that a file may have while the disk is full: the system's limit on the size of a file fails like that."""


@dataclass(frozen=True)
class Fault:
    """``harm`` begins it. ``heal`` ends it, as far as that needs somebody's help, such as systemd's."""

    name: str
    harm: Callable[[], None]
    heal: Callable[[], None]


class Faults:
    """The faults of sandboxes with several workers, and of their Redis if they have one."""

    def __init__(self, sandboxes: tuple[SandboxProcess, ...], redis: RedisServer | None, chance: random.Random) -> None:
        self._sandboxes, self._redis, self._chance = sandboxes, redis, chance
        self._stopped: list[int] = []

    def all(self) -> list[Fault]:
        faults = [
            Fault("kill -9 of a worker", self._kill_worker, lambda: None),
            Fault("kill -9 of a parent", self._kill_parent, self._start),
            Fault("SIGSTOP of a worker", lambda: self._stop(self._worker()), self._go_on),
            Fault("SIGSTOP of a parent", lambda: self._stop(self._any().pids()[0]), self._go_on),
        ]
        if self._redis is None:
            return [*faults, Fault("full disk", lambda: self._allow(_NOTHING), lambda: self._allow(None))]
        return [
            *faults,
            Fault("kill -9 of Redis", self._redis.stop, self._redis.start),
            Fault("SIGSTOP of Redis", self._redis.pause, self._redis.resume),
        ]

    def wait_until_well(self) -> None:
        for sandbox in self._sandboxes:
            wait_until_ready(sandbox)

    def _any(self) -> SandboxProcess:
        return self._chance.choice(self._sandboxes)

    def _worker(self) -> int:
        """A process that answers, once there is one: the parent may be about to replace it."""
        sandbox = self._any()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if workers := [pid for pid in sandbox.pids()[1:] if _is_worker(pid)]:
                return self._chance.choice(workers)
        raise AssertionError("no worker was started")

    def _kill_worker(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self._worker(), signal.SIGKILL)

    def _kill_parent(self) -> None:
        process = self._any().process
        assert process
        process.kill()

    def _start(self) -> None:
        """Whatever has no parent any more. The port is free when its workers have ended."""
        for sandbox in self._sandboxes:
            if sandbox.process and sandbox.process.poll() is not None:
                deadline = time.monotonic() + PATIENCE
                while any(_is_worker(pid) for pid in sandbox.pids()[1:]):
                    assert time.monotonic() < deadline, "workers outlive their parent"
                sandbox.start()

    def _stop(self, pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
            self._stopped.append(pid)

    def _go_on(self) -> None:
        while self._stopped:
            with contextlib.suppress(ProcessLookupError):  # its parent may have replaced it
                os.kill(self._stopped.pop(), signal.SIGCONT)

    def _allow(self, size: int | None) -> None:
        for sandbox in self._sandboxes:
            for pid in sandbox.pids():
                with contextlib.suppress(ProcessLookupError):
                    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most if size is None else size, most))


def _is_worker(pid: int) -> bool:
    """Whether it serves: of the processes that Python starts one only looks after the others."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return b"spawn_main" in command


def in_random_order(faults: list[Fault], chance: random.Random) -> Iterator[Fault]:
    """Without end; each comes once before any comes again."""
    while True:
        yield from chance.sample(faults, len(faults))


@contextmanager
def harmed(fault: Fault) -> Iterator[None]:
    fault.harm()
    try:
        yield
    finally:
        fault.heal()
