"""Servers as processes of their own, which a test starts and stops."""

import contextlib
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

PATIENCE = 180
"""Seconds after which something is taken for hung, not for slow; none of them is waited for when all is well."""

LOOK_AGAIN = 0.02
"""Seconds between two looks at what another process does: without a rest they would take the processor from it."""


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
        process.wait(timeout=10)


def wait_until_up(address: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until there is an answer, as long as the process lives."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(address, timeout=5):
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


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
