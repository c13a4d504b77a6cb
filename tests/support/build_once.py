"""What takes long to make is made by one process of a test run, and read by all of them."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""The name of this process if several share the tests: ``gw0``, ``gw1`` and so on; else empty."""

SHARED_FOLDER = "TESTS_SHARED_FOLDER"
"""The variable that names a folder where things were made before this run, for runs one after another of one site."""


def worker_number() -> int:
    return int(WORKER.removeprefix("gw") or 0)


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that all processes of this run have in common; another run has another, unless it is given one."""
    if given := os.environ.get(SHARED_FOLDER):
        return Path(given)
    own = factory.getbasetemp()
    return own.parent if WORKER else own


def make_once(path: Path, make: Callable[[Path], object]) -> Path:
    """Let the first process that needs ``path`` make it, while others wait; what failed is tried anew by the next."""
    finished = path.with_name(f"{path.name}.finished")
    with path.with_name(f"{path.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the system gives it up if the process dies
        if not finished.exists():
            make(path)
            finished.touch()
    return path
