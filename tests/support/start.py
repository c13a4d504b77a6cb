"""What a start of the sandbox costs beside one of the server stack alone."""

import compileall
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.support.processes import free_port, wait_until_up
from tests.support.project import ROOT

ROUNDS = 7
"""Each is started so often, in turn."""


def times_bare(site: Path, store: Path) -> float:
    """Processor time of a process up to its first answer, as a multiple of what `bare_application` takes."""
    compileall.compile_dir(ROOT / "sandbox", quiet=1)  # as an installation does, whatever the environment says
    settings = {"SITE_DIR": str(site), "SANDBOX_STORE": f"sqlite:///{store}"}
    ours, bare = [], []
    for _ in range(ROUNDS):
        bare.append(_processor_seconds("tests.support.bare_application", {}))
        ours.append(_processor_seconds("sandbox", settings))
    return median(ours) / median(bare)


def _processor_seconds(module: str, settings: dict[str, str]) -> float:
    """Of one start, in all threads. The kernel counts nanoseconds there, and only hundredths of a second elsewhere."""
    port = free_port()
    command = [sys.executable, "-m", module]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | settings | {"PORT": f"{port}"})
    try:
        wait_until_up(f"http://127.0.0.1:{port}/healthz", process)
        threads = Path(f"/proc/{process.pid}/task").glob("*/schedstat")
        return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9
    finally:
        process.terminate()
        process.wait(timeout=10)
