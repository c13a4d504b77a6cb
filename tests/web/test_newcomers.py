"""Nobody can fill the store for everybody: newcomers have a budget, and learners under way go on."""

import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.content.rehearsal import NOW
from sandbox.settings import Settings
from sandbox.storage import LearnerStore
from sandbox.storage.address import open_store
from sandbox.web.limits import RETRY_AFTER
from sandbox.web.newcomers import LOOK_EVERY, Newcomers
from tests.support.forms_over_http import OUR_PAGE, REGISTER, plain
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient
from tests.support.processes import PATIENCE
from tests.support.redis_server import RedisServer

PLENTY = 1_000_000_000
FORM = {"step": "open-site", "address": "login-mts.example"}


@pytest.fixture(params=["sqlite", "redis"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> LearnerStore:
    if request.param == "sqlite":
        return open_store(f"sqlite:///{tmp_path}/learners.sqlite3")
    server: RedisServer = request.getfixturevalue("redis_server")
    return open_store(server.url)


def test_a_minute_has_so_many_places_and_they_come_back_evenly(store: LearnerStore) -> None:
    newcomers = Newcomers(store, a_minute=6, most=PLENTY)
    assert [newcomers.admit(NOW) for _ in range(8)] == [True] * 6 + [False] * 2
    assert not newcomers.admit(NOW + timedelta(seconds=9))
    assert [newcomers.admit(NOW + timedelta(seconds=20)) for _ in range(3)] == [True, True, False]
    assert [newcomers.admit(NOW + timedelta(days=1)) for _ in range(8)] == [True] * 6 + [False] * 2


def test_a_clock_that_is_set_back_shuts_nobody_out(store: LearnerStore) -> None:
    newcomers = Newcomers(store, a_minute=6, most=PLENTY)
    assert newcomers.admit(NOW)
    assert newcomers.admit(NOW - timedelta(days=1))
    assert [newcomers.admit(NOW - timedelta(days=1, seconds=-60)) for _ in range(6)] == [True] * 6


def test_while_the_store_is_filled_nobody_begins(store: LearnerStore) -> None:
    size = 3_000_000
    newcomers = Newcomers(store, a_minute=600, most=size)
    assert newcomers.admit(NOW)
    store.save("anna", "register", b"x" * size, expected=0, now=NOW)
    assert not newcomers.admit(NOW + LOOK_EVERY)
    store.delete("anna")
    now, deadline = NOW + LOOK_EVERY, time.monotonic() + PATIENCE
    while not newcomers.admit(now := now + LOOK_EVERY):  # a server frees its own buffers in its own time
        assert time.monotonic() < deadline


@pytest.mark.parametrize("limit", [{"newcomers": 1}, {"store_bytes": 200_000}], ids=["budget", "watermark"])
def test_newcomers_are_told_to_wait_and_learners_under_way_go_on(
    site: Path, tmp_path: Path, content: Content, limit: dict[str, int]
) -> None:
    address = f"sqlite:///{tmp_path}/learners.sqlite3"
    settings = replace(Settings.from_environ({}), site=site, store=address, **limit)  # type: ignore[arg-type]
    app = create_app(settings, SIMULATION, lambda: content)
    with TestClient(app, follow_redirects=False) as client:
        begun = client.post(f"{REGISTER}/open_site", data=FORM, headers=OUR_PAGE)
        assert begun.status_code == 303
        open_store(address).save("anna", "register", b"x" * 200_000, 0, NOW + timedelta(days=999))
        cookie = {"Cookie": begun.headers["set-cookie"].partition(";")[0]}
        client.cookies.clear()

        def press(headers: dict[str, str], path: str = f"{REGISTER}/open_site") -> tuple[int, str]:
            answer = client.post(path, data=FORM, headers=OUR_PAGE | headers)
            client.cookies.clear()
            if answer.status_code == 503:
                assert "set-cookie" not in answer.headers
                assert answer.headers["retry-after"] == str(RETRY_AFTER)
            return answer.status_code, plain(answer.text)

        refused = press({})
        while refused[0] != 503:  # the size is looked at once in a second
            assert "newcomers" not in limit
            refused = press({})
        assert "Сейчас начинают слишком многие" in refused[1]
        assert press({"Cookie": "learner=Ivan-Petrov-9161234567"})[0] == 503, "an invented id is a newcomer's"
        assert press(cookie)[0] == 303
        assert press(cookie, f"{REGISTER.rpartition('/')[0]}/change-tariff/restart")[0] == 303, "in another walkthrough"
        assert client.get(REGISTER).status_code == 200, "everybody may look"
