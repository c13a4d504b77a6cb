"""How long learners wait while a store is in trouble, for ``make bench``."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from tests.support import nginx
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import HEADERS, PRESS, Learner, SandboxProcess, wait_until_ready
from tests.support.stalled_store import ask_at_once

CROWD = 240
"""So many ask at the same moment."""

EXPIRED = 200_000
"""So many runs have expired when the sandbox is started."""

PRESSING = 20
"""Seconds in which learners press while expired runs are removed."""

LEARNERS = 4


def waits_of_a_crowd(site: Path, redis: RedisServer, folder: Path) -> dict[str, list[float]]:
    """Seconds until each of a crowd is answered behind the shipped nginx: while Redis answers, and while it hangs."""
    with (
        SandboxProcess(site, redis.url) as sandbox,
        nginx.shipped(folder, site, (sandbox.place, sandbox.place)) as port,
        Learner(port) as learner,
    ):
        assert learner.press() == 200
        address = f"http://127.0.0.1:{port}{PRESS.rpartition('/')[0]}"
        headers = HEADERS | {"Cookie": learner.cookie}
        well = ask_at_once(address, CROWD, headers)
        redis.pause()
        try:
            hanging = ask_at_once(address, CROWD, headers)
        finally:
            redis.resume()
        wait_until_ready(sandbox)
    # nginx refuses at once whoever comes beyond what one address may ask at a time
    return {
        name: [met.seconds for met in answers if met.status != 429]
        for name, answers in (("well", well), ("hanging", hanging))
    }


def waits_during_a_purge(site: Path, folder: Path) -> tuple[dict[str, float], int]:
    """The longest wait of a press in seconds, while nothing and while much has expired; and how many are left."""
    longest: dict[str, float] = {}
    for name, expired in (("nothing", 0), ("much", EXPIRED)):
        file = folder / name / "learners.sqlite3"
        with SandboxProcess(site, f"sqlite:///{file}"):
            pass  # it makes the file
        _fill(file, expired)
        with SandboxProcess(site, f"sqlite:///{file}") as sandbox:
            longest[name] = _longest_wait(sandbox)
        left = _expired(file)
    return longest, left


def _fill(file: Path, expired: int) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        rows = ((f"{number:032x}", "register-by-phone", b"x" * 1000, 1, number) for number in range(expired))
        connection.executemany("INSERT INTO runs VALUES (?, ?, ?, ?, ?)", rows)


def _expired(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT COUNT(*) FROM runs WHERE expires_at <= ?", (EXPIRED,)).fetchone()[0])


def _longest_wait(sandbox: SandboxProcess) -> float:
    waits: list[float] = []

    def press() -> None:
        until = time.monotonic() + PRESSING
        with Learner(sandbox.port) as learner:
            while (began := time.monotonic()) < until:
                assert learner.press() == 200
                waits.append(time.monotonic() - began)

    threads = [threading.Thread(target=press) for _ in range(LEARNERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return max(waits)
