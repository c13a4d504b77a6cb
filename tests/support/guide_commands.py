"""Commands of the editors' guide, run as it writes them in a tree of their own.

Only their ports and addresses are the tests': somebody else may listen on those that the guide names.
"""

import contextlib
import getpass
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.support.processes import running
from tests.support.project import environment

GUIDE, SANDBOX, HOST = "https://guide.example", "https://sandbox.example", "https://host.example"
"""Where the guide says that a site, a sandbox of another host, and the host of several sites are."""

ELSEWHERE = f"SITE_URL={GUIDE}/ SANDBOX_URL={SANDBOX} .venv/bin/mkdocs build --strict"
ELSEWHERE_SERVES = f"SANDBOX_PUBLIC_URL={SANDBOX} SANDBOX_ALLOWED_ORIGINS={GUIDE} .venv/bin/python -m sandbox"
"""The sandbox on another host than the site: tests/browser/test_two_origins.py."""

PATH = f"SITE_URL={HOST}/guide/ .venv/bin/mkdocs build --strict --site-dir www/guide"
PATH_SERVES = f"SITE_DIR=www/guide SANDBOX_PUBLIC_URL={HOST}/guide/ .venv/bin/python -m sandbox"
"""The guide at a path of a host that has other sites: tests/browser/test_sub_path.py."""


def variables(tree: Path, **more: str) -> dict[str, str]:
    """Those of somebody who has set nothing."""
    own = {name: value for name, value in environment(tree).items() if name not in ("SITE_URL", "HOST", "PORT")}
    return own | {"PATH": f"{os.environ['PATH']}:/usr/sbin"} | more


def run(tree: Path, command: str, typed: str = "", ours: Mapping[str, str] | None = None) -> str:
    """Run it with what is typed, and with texts of ``ours`` by those of the guide. Returns what it says."""
    command = _with(command, ours)
    done = subprocess.run(
        ["sh", "-c", command], cwd=tree, env=variables(tree), input=typed, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@contextlib.contextmanager
def serving(tree: Path, command: str, port: int, page: str, ours: Mapping[str, str] | None = None) -> Iterator[None]:
    """Run the command with the port of the test until the block ends. It is up when the page answers."""
    command = re.sub(r"^PORT=\d+ ", "", _with(command, ours))
    command = command.replace("daemon off;", f"daemon off; user {getpass.getuser()};").replace(
        "&& nginx", "&& exec nginx"
    )
    shell = ["sh", "-c", command if "&&" in command else f"exec env {command}"]
    with running(shell, tree, variables(tree, PORT=f"{port}"), f"http://127.0.0.1:{port}{page}"):
        yield


def _with(command: str, ours: Mapping[str, str] | None) -> str:
    for written, text in (ours or {}).items():
        command = command.replace(written, text)
    return command
