"""A Redis server of the tests' own: it can be stopped, paused and emptied without harm to anybody."""

import signal
import subprocess
from pathlib import Path
from types import TracebackType

import redis
from redis.backoff import ConstantBackoff
from redis.retry import Retry

from tests.support.processes import PATIENCE


class RedisServer:
    """``redis-server`` on a port of this machine, with its files in a folder, and with further options if any.

    Keeps nothing when it is stopped, unless an option tells it to.
    """

    def __init__(self, folder: Path, port: int, *options: str) -> None:
        self.folder = folder
        self.url = f"redis://127.0.0.1:{port}/0"
        self._command = ["redis-server", "--port", str(port), "--dir", str(folder), "--bind", "127.0.0.1"]
        self._command += ["--save", "", "--logfile", str(folder / "redis.log"), *options]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "RedisServer":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def client(self) -> redis.Redis:
        """A client that waits until the server is up."""
        return redis.Redis.from_url(self.url, protocol=2, retry=Retry(ConstantBackoff(0.05), PATIENCE * 20))

    def start(self) -> None:
        self._process = subprocess.Popen(self._command)
        with self.client() as client:
            client.ping()

    def stop(self) -> None:
        """Kill it, as by ``kill -9``."""
        if self._process:
            self._process.kill()
            self._process.wait(timeout=PATIENCE)
            self._process = None

    def pause(self) -> None:
        """It accepts connections, as the system does that for it, and answers nothing."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGCONT)

    def empty(self) -> None:
        with self.client() as client:
            client.flushall()
            client.script_flush()
