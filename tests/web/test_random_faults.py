"""Anything is killed, stopped or full, in random order, while learners practise and readers read."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, CDPSession, expect

from tests.support import nginx
from tests.support.browser_steps import taken_over
from tests.support.patient_crowd import PatientCrowd
from tests.support.processes import free_port
from tests.support.random_faults import Fault, Faults, harmed, in_random_order
from tests.support.random_seed import SEED
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import SandboxProcess

MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
"""Of all kinds of store together."""
LEARNERS, READERS = 50, 3
HARMED, WELL = (1.0, 8.0), (1.0, 5.0)
"""Seconds that a fault lasts, and between two of them, at least and at most."""
WORKERS = 2

STORES = ("sqlite", "redis")


@dataclass(frozen=True)
class Guide:
    """A port of nginx, and what may happen behind it."""

    port: int
    faults: Faults


@contextmanager
def running_guide(kind: str, site: Path, folder: Path, chance: random.Random) -> Iterator[Guide]:
    """The shipped nginx before two sandboxes with one Redis, or before one with a SQLite file."""
    with ExitStack() as stack:
        port = free_port()
        settings = {"SANDBOX_PUBLIC_URL": f"http://127.0.0.1:{port}"}
        redis = None
        if kind == "redis":
            (folder / "redis").mkdir()
            redis = stack.enter_context(RedisServer(folder / "redis", free_port(), "--appendonly", "yes"))
        store = redis.url if redis else f"sqlite:///{folder}/store/learners.sqlite3"
        sandboxes = tuple(
            stack.enter_context(SandboxProcess(site, store, WORKERS, **settings)) for _ in range(2 if redis else 1)
        )
        places = (sandboxes[0].place, sandboxes[-1].place)
        (folder / "nginx").mkdir()
        stack.enter_context(nginx.shipped(folder / "nginx", site, places, port=port))
        yield Guide(port, Faults(sandboxes, redis, chance))


class Reader:
    """Somebody with a browser, whose storage may be full."""

    def __init__(self, context: BrowserContext, port: int) -> None:
        self._page = context.new_page()
        self._address = f"http://127.0.0.1:{port}"
        self._page.goto(self._address)
        taken_over(self._page)
        self._devtools: CDPSession = context.new_cdp_session(self._page)

    def full_storage(self) -> Fault:
        return Fault("a browser's storage is full", lambda: self._allow(quotaSize=1), self._allow)

    def _allow(self, **quota: int) -> None:
        self._devtools.send("Storage.overrideQuotaForOrigin", {"origin": self._address, **quota})

    def read(self, path: str, heading: str) -> None:
        answer = self._page.goto(self._address + path)
        assert answer
        assert answer.status == 200, path
        expect(self._page.get_by_role("heading", level=1)).to_have_text(heading)


@pytest.mark.soak
@pytest.mark.parametrize("kind", STORES)
def test_whatever_happens_nothing_is_lost_or_done_twice_and_every_page_is_read(
    kind: str, site: Path, tmp_path: Path, browser: Browser, articles: dict[str, BeautifulSoup]
) -> None:
    """And all finish the walkthrough that they have begun."""
    chance = random.Random(f"{SEED} {kind}")
    headings = {page: heading.get_text() for page, each in articles.items() if (heading := each.select_one("h1"))}
    happened: dict[str, int] = {}
    with running_guide(kind, site, tmp_path, chance) as guide, browser.new_context() as context:
        reader = Reader(context, guide.port)
        crowd = PatientCrowd(guide.port, LEARNERS, READERS, sorted(headings))
        crowd.come()
        try:
            until = time.monotonic() + MINUTES * 60 / len(STORES)
            for fault in in_random_order([*guide.faults.all(), reader.full_storage()], chance):
                with harmed(fault):
                    happened[fault.name] = happened.get(fault.name, 0) + 1
                    page = chance.choice(sorted(headings))
                    reader.read(page, headings[page])
                    crowd.over.wait(chance.uniform(*HARMED))
                crowd.over.wait(chance.uniform(*WELL))
                if time.monotonic() > until:
                    break
            guide.faults.wait_until_well()
        finally:
            crowd.go_home()
    print(f"{kind}, seed {SEED}: {crowd}; {happened}")
    assert crowd.wrong == []
