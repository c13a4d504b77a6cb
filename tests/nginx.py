"""The shipped nginx configuration, run as it is."""

import contextlib
import getpass
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT, free_port, wait_until_up

DEPLOY = ROOT / "sandbox/deploy"


@contextlib.contextmanager
def running_nginx(folder: Path, site: Path, sandboxes: tuple[int, int]) -> Iterator[int]:
    """nginx with the shipped files, in which nothing is another but the ports, and that a crowd may press without rest.

    Gives its port.
    """
    port = free_port()
    shutil.copytree(DEPLOY, folder / "deploy")
    (folder / "var").mkdir()
    (folder / "site").symlink_to(site)
    config = folder / "deploy/nginx.conf"
    text = config.read_text(encoding="utf-8")
    for shipped, ours in (("listen 8000;", port), ("127.0.0.1:8001 ", sandboxes[0]), ("127.0.0.1:8002 ", sandboxes[1])):
        assert shipped in text
        text = text.replace(shipped, re.sub(r"\d{4}", str(ours), shipped))
    config.write_text(text, encoding="utf-8")
    limits = folder / "deploy/limits.conf"
    text = limits.read_text(encoding="utf-8")
    assert "rate=100r/s" in text
    limits.write_text(text.replace("rate=100r/s", "rate=100000r/s"), encoding="utf-8")
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "no nginx: run `make programs`"
    # Started by root, nginx would work as somebody who may not read the folders of tests.
    directives = f"daemon off; user {getpass.getuser()};"
    process = subprocess.Popen([program, "-p", folder, "-c", config, "-g", directives])
    try:
        wait_until_up(f"http://127.0.0.1:{port}/healthz", process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=10)
