"""``python -m sandbox`` as processes that a test starts, kills and starts again."""

import contextlib
import http.client
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from tests.support.processes import PATIENCE, free_port, look_again, wait_until_refused, wait_until_up
from tests.support.project import ROOT

PRESS = "/sandbox/walkthroughs/register-by-phone/open_site"
HEADERS = {
    "Sec-Fetch-Site": "same-origin",
    "X-Walkthrough": "fragment",
    "Content-Type": "application/x-www-form-urlencoded",
}
VERSION = re.compile(r'data-version="(\d+)"')

IDLE = 1
"""Seconds after which a connection isn't used again: the server closes it after five, and a form must not meet that."""


class SandboxProcess:
    """The sandbox with all its workers, on one port."""

    def __init__(self, site: Path, store: str, workers: int = 1, **settings: str) -> None:
        """With further settings, if any."""
        self.port = free_port()
        self.place = f"127.0.0.1:{self.port}"
        self.address = f"http://{self.place}"
        self._command = [sys.executable, "-m", "sandbox"]
        self._settings = {
            "PORT": str(self.port),
            "SITE_DIR": str(site),
            "SANDBOX_STORE": store,
            "WORKERS": str(workers),
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "SandboxProcess":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.kill()

    def start(self) -> None:
        self.process = subprocess.Popen(
            self._command, cwd=ROOT, env=os.environ | self._settings, start_new_session=True
        )
        wait_until_up(f"{self.address}/healthz", self.process)

    def kill(self) -> None:
        """``kill -9``, for all of its processes. In the end the port is free, which workers may hold for longer."""
        if self.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=PATIENCE)
            self.process = None
            wait_until_refused(self.port)

    def pids(self) -> list[int]:
        """Of all its processes, the parent first."""
        assert self.process
        parent = self.process.pid
        others = (int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal())
        return [parent, *(pid for pid in others if pid != parent and _group_of(pid) == parent)]

    def be_killed(self) -> None:
        """`kill`, and start again."""
        self.kill()
        self.start()

    def stop(self) -> int:
        """Ask it to end, as a system does that shuts down. Returns the exit code."""
        assert self.process
        self.process.terminate()
        return self.process.wait(timeout=PATIENCE)

    def status(self, path: str) -> int:
        """What a page answers."""
        return get(f"{self.address}{path}")[0]


def _group_of(pid: int) -> int | None:
    with contextlib.suppress(ProcessLookupError):
        return os.getpgid(pid)
    return None


def get(address: str) -> tuple[int, str]:
    """The status and the text of a page, with ordinary spaces."""
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status, response.read().decode().replace("\u00a0", " ")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode().replace("\u00a0", " ")


def wait_until_ready(sandbox: SandboxProcess) -> None:
    """Until the store answers and the sandbox has noticed it: it looks once in a second."""
    look_again(lambda: sandbox.status("/readyz") != 200, "the sandbox did not notice that its store is back")


def exchange(
    connection: http.client.HTTPConnection,
    method: str,
    path: str,
    body: str | None,
    headers: Mapping[str, str],
    cookie: str,
) -> tuple[int, str, str]:
    """The status and the text of an answer, and the cookie from then on.

    Raises `OSError` or `HTTPException` if there is no answer; the connection is opened anew then.
    """
    try:
        if connection.sock is None:
            connection.connect()
        # A browser sends a small form together with its headers, and nginx can hand that on to another process.
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        connection.request(method, path, body, {**headers, **({"Cookie": cookie} if cookie else {})})
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 0)
        response = connection.getresponse()
        text = response.read().decode()
    except BaseException:
        connection.close()
        raise
    given = response.headers["Set-Cookie"]
    return response.status, text, given.partition(";")[0] if given else cookie


class Learner:
    """A learner who makes the same mistake again and again: each press is one more version of one run."""

    def __init__(self, port: int, tries: int = 1) -> None:
        """With two ``tries`` a form whose answer is lost is sent again, as the script of our pages does."""
        self.acknowledged = 0
        """The version that the last answer told."""
        self._tries = tries
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._used_at = 0.0
        self.cookie = ""

    def go_to(self, port: int) -> None:
        """Come to the same sandbox by another port."""
        self._connection.close()
        self._connection.port = port

    def __enter__(self) -> "Learner":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._connection.close()

    def press(self) -> int:
        """Make the mistake. Returns the status; raises `OSError` or `HTTPException` if there is no answer."""
        return self.send(PRESS, "step=open-site&address=login-mts.example")

    def send(self, path: str, form: str) -> int:
        """Send any form. Returns and raises what `press` does."""
        headers = HEADERS | {"Idempotency-Key": secrets.token_hex(16)}
        for _ in range(self._tries - 1):
            with contextlib.suppress(OSError, http.client.HTTPException):
                return self._ask("POST", path, form, headers)
        return self._ask("POST", path, form, headers)

    def look(self) -> int:
        """See the run as it is."""
        return self._ask("GET", PRESS.rpartition("/")[0], None, HEADERS)

    def _ask(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> int:
        if time.monotonic() - self._used_at > IDLE:
            self._connection.close()
        status, text, self.cookie = exchange(self._connection, method, path, body, headers, self.cookie)
        self._used_at = time.monotonic()
        if status == 200:
            found = VERSION.search(text)
            assert found
            self.acknowledged = int(found[1])
        return status
