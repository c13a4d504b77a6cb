"""Many hands at one form: a one-time code is checked one after another, whatever comes at once."""

import contextlib
import sqlite3
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier, Event

import pytest
from redis import Redis

from sandbox.account.codes import ATTEMPTS
from sandbox.content import Content
from sandbox.storage.address import SQLITE
from sandbox.web.threads import MOST
from tests.support.processes import PATIENCE, Workers
from tests.support.script_learners import Learner, at_once

HANDS = MOST
"""As many as one process works for at a time. Whom a store that is held makes wait too long is refused, and sends the
form again."""


@pytest.fixture
def learner(workers: Workers) -> Iterator[Learner]:
    with Learner(workers.address) as learner:
        learner.go_to_the_code()
        yield learner


@contextlib.contextmanager
def held(store: str) -> Iterator[None]:
    """What is in the store can be read, and nothing new is kept until the block ends (or, for Redis, a second)."""
    if store.startswith(SQLITE):
        with closing(sqlite3.connect(store.removeprefix(SQLITE), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
    else:
        with Redis.from_url(store, protocol=2) as other:
            other.client_pause(1000, all=False)
            yield
            other.client_unpause()


def said_at_once(workers: Workers, learner: Learner, code: str) -> Counter[str]:
    """What each of them hears who send the same code at the same time: all are judged before any is kept."""
    ready, go = Barrier(HANDS + 1), Event()

    def send(_: int) -> str:
        with Learner(workers.address, cookies=learner.client.cookies) as hand:
            hand.look()  # the connection is there, so that only the form is on its way
            ready.wait(PATIENCE)
            assert go.wait(PATIENCE)
            hand.show(hand.post("confirm_code", "enter-code", code=code))
            return hand.said

    with ThreadPoolExecutor(1) as aside:
        said = aside.submit(at_once, HANDS, send)
        ready.wait(PATIENCE)
        with held(workers.store):
            go.set()
            for _ in range(HANDS):  # meanwhile the forms arrive
                assert learner.client.get("/healthz").text == "ok\n"
        return Counter(said.result())


def test_of_many_right_codes_exactly_one_counts(workers: Workers, learner: Learner, content: Content) -> None:
    said = said_at_once(workers, learner, learner.code)
    words = content.wording.outcomes
    assert said == {
        words["code_accepted"].title.replace("\u00a0", " "): 1,
        words["step_already_passed"].title.replace("\u00a0", " "): HANDS - 1,
    }
    learner.look()
    assert learner.step == "set-password"


def test_of_many_wrong_codes_no_more_than_the_allowed_tries_get_a_verdict(
    workers: Workers, learner: Learner, content: Content
) -> None:
    right = learner.code
    said = said_at_once(workers, learner, f"{(int(right) + 1) % 1_000_000:06}")
    words = content.wording.outcomes
    assert said == {
        words["code_wrong"].title.replace("\u00a0", " "): ATTEMPTS - 1,
        words["code_attempts_exhausted"].title.replace("\u00a0", " "): HANDS - ATTEMPTS + 1,
    }
    learner.look()
    assert learner.press("confirm_code", code=right) == words["code_attempts_exhausted"].title.replace("\u00a0", " ")
    assert learner.step == "enter-code"
