"""What real processes count: every press that was kept, once, and nothing of whoever pressed."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sandbox.counters import Counter, kept_weeks, today
from sandbox.counters.address import open_counters
from sandbox.counters.figures import FEW
from tests.support.project import ROOT
from tests.support.redis_server import RedisServer
from tests.support.sandbox_process import Learner, SandboxProcess, get

MISTAKE = Counter("register-by-phone", "open-site", "outcome", "address_has_extra_words")
BEGUN = Counter("register-by-phone", "open-site", "reached")


def counts_in(store: str) -> dict[Counter, int]:
    return {each.counter: each.count for each in open_counters(store).all(kept_weeks(today()))}


@pytest.mark.parametrize("kind", ["sqlite", "redis"])
def test_a_clean_stop_keeps_every_press_of_all_processes(
    site: Path, tmp_path: Path, kind: str, redis_server: RedisServer
) -> None:
    store = redis_server.url if kind == "redis" else f"sqlite:///{tmp_path}/learners.sqlite3"
    for workers in (2, 1):  # the second adds to what the first has left
        with SandboxProcess(site, store, workers) as sandbox:
            for _ in range(6):
                with Learner(sandbox.port) as learner:
                    assert [learner.press(), learner.press()] == [200, 200]
            sandbox.stop()
    assert counts_in(store) == {BEGUN: 12, MISTAKE: 24}


def test_nothing_of_a_learner_is_in_the_file(site: Path, tmp_path: Path) -> None:
    """Neither who pressed, nor when but for the week, nor anything that was sent: only names of ours and numbers."""
    store = f"sqlite:///{tmp_path}/learners.sqlite3"
    with SandboxProcess(site, store) as sandbox, Learner(sandbox.port) as learner:
        for _ in range(FEW):
            assert learner.press() == 200
        sandbox.stop()
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("learners-counters*"))
    assert b"address_has_extra_words" in kept
    session_id = learner.cookie.partition("=")[2].encode()
    canaries = (session_id, b"login-mts", b"127.0.0.1", b"Mozilla", b"same-origin")
    assert [each for each in canaries if each in kept] == []
    assert not re.search(rb"20\d\d-\d\d-\d\d|\d\d:\d\d", kept), "no time is finer than a week"


def test_by_one_setting_nothing_is_counted(site: Path, tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/learners.sqlite3"
    with SandboxProcess(site, store, SANDBOX_COUNTERS="off", SANDBOX_EDITORS="local") as sandbox:
        with Learner(sandbox.port) as learner:
            assert learner.press() == 200
        assert sandbox.status("/sandbox/stumbles") == 404
        sandbox.stop()
    assert list(tmp_path.glob("*counters*")) == []


def test_counters_that_cannot_be_written_stop_nobody(site: Path, tmp_path: Path) -> None:
    (tmp_path / "learners-counters.sqlite3").mkdir()
    store = f"sqlite:///{tmp_path}/learners.sqlite3"
    with SandboxProcess(site, store, SANDBOX_EDITORS="local") as sandbox:
        with Learner(sandbox.port) as learner:
            assert [learner.press(), learner.press()] == [200, 200]
        assert sandbox.status("/sandbox/stumbles") == 503
        assert sandbox.status("/readyz") == 200
        sandbox.stop()


def test_the_page_and_the_command_say_what_was_pressed(site: Path, tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}/learners.sqlite3"
    with SandboxProcess(site, store, SANDBOX_EDITORS="local") as sandbox:
        for _ in range(FEW):
            with Learner(sandbox.port) as learner:
                assert learner.press() == 200
        status, page = get(f"{sandbox.address}/sandbox/stumbles")
        assert status == 200
        assert "Первый вход по номеру телефона: прошли 0 из 5" in page
        assert sandbox.status(f"/sandbox/stumbles?week={kept_weeks(today())[-1]}") == 200
        assert sandbox.status("/sandbox/stumbles?week=2020-W01") == 404
        said = command(store, site)
        assert "5  Первый вход по номеру телефона: 1." in said.replace("\u00a0", " ")
        table = command(store, site, "--csv").splitlines()
    week = kept_weeks(today())[-1]
    assert table == [
        "week,of,step,kind,name,count",
        f"{week},register-by-phone,open-site,outcome,address_has_extra_words,5",
        f"{week},register-by-phone,open-site,reached,,5",
    ]


def command(store: str, site: Path, *arguments: str) -> str:
    environment = os.environ | {"SANDBOX_STORE": store, "SITE_DIR": str(site)}
    done = subprocess.run(
        [sys.executable, "-m", "sandbox.counters", *arguments],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout
