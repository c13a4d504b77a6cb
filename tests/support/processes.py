"""Servers as processes of their own, which a test starts and stops."""

import contextlib
import random
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.support.project import ROOT, environment

PATIENCE = 300
"""Seconds after which something is taken for hung, not for slow; none of them is waited for when all is well."""

LOOK_AGAIN = 0.02
"""Seconds between two looks at what another process does: without a rest they would take the processor from it."""

_PORTS = range(20_000, 32_000)
"""Below those that the system gives to connections: one of them could take a port between its choice and its use."""


@dataclass(frozen=True)
class Workers:
    """Processes that share a port and a store: where they answer, and what they were told of the store."""

    address: str
    store: str


@contextlib.contextmanager
def running_server(site: Path, port: int, store: Path | str, **settings: str) -> Iterator[str]:
    """Start the sandbox, with further settings if any, and stop it in the end. A store is a file or an address."""
    address = f"sqlite:///{store}" if isinstance(store, Path) else store
    settings |= {"PORT": str(port), "SITE_DIR": str(site), "SANDBOX_STORE": address}
    command = [sys.executable, "-m", "sandbox"]
    served = f"http://{settings.get('HOST', '127.0.0.1')}:{port}"
    with running(command, ROOT, settings, f"{served}/healthz"):
        yield served


@contextlib.contextmanager
def running(command: list[str], root: Path, settings: dict[str, str], answers: str) -> Iterator[None]:
    """Run a server until the block ends. It is up when it answers at the address ``answers``."""
    process = subprocess.Popen(command, cwd=root, env=environment(root) | settings)
    try:
        wait_until_up(answers, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until there is an answer, as long as the process lives."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=30):
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(LOOK_AGAIN)
    raise AssertionError(f"{process.args!r} did not come up")


def look_again(missing: Callable[[], object], what_is_wrong: str) -> None:
    """Look until nothing is missing. Fails in these words if it takes longer than anything that isn't hung."""
    deadline = time.monotonic() + PATIENCE
    rest = threading.Event()
    while missing():
        assert time.monotonic() < deadline, what_is_wrong
        rest.wait(LOOK_AGAIN)


def wait_until_refused(port: int) -> None:
    """Until nothing listens there any more, of whatever process."""
    look_again(lambda: is_accepted(port), "somebody still listens")


def is_accepted(port: int) -> bool:
    """Whether somebody listens there."""
    with contextlib.suppress(ConnectionResetError):  # it was still waiting to be accepted when the socket was closed
        try:
            socket.create_connection(("127.0.0.1", port), timeout=20).close()
        except ConnectionRefusedError:
            return False
    return True


def free_port() -> int:
    """A port that no other test gets as long as this process lives, of whatever run on this machine."""
    return free_ports(1)


def free_ports(count: int) -> int:
    """The first of so many free ports in a row."""
    chance = random.SystemRandom()  # a test's own seed would make the same choice in each run
    for first in chance.choices(_PORTS, k=1000):
        with contextlib.ExitStack() as stack, contextlib.suppress(OSError):
            names = [stack.enter_context(reserve(port)) for port in range(first, first + count)]
            for name in names:
                name.detach()  # the system keeps it until this process ends
            return first
    raise AssertionError("no port is free")


@contextlib.contextmanager
def reserve(port: int) -> Iterator[socket.socket]:
    """A name that one process has at a time. Raises `OSError` if another has it, or if anybody uses the port."""
    with socket.socket(socket.AF_UNIX) as name, socket.socket() as probe:
        name.bind(f"\0tests-port-{port}")
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # closed connections are in nobody's way
        probe.bind(("", port))
        probe.close()
        yield name
