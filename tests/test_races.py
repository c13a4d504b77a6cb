"""Fifty hands at one form: a one-time code is checked one after another, whatever comes at once."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier

import pytest

from sandbox.account.codes import ATTEMPTS
from sandbox.loader import Content
from tests.conftest import free_port, running_server
from tests.learners import Learner, at_once

HANDS = 50


@pytest.fixture(scope="module", params=["sqlite"])
def address(request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The sandbox as it runs for learners, on each kind of store."""
    stores = {"sqlite": tmp_path_factory.mktemp("races") / "learners.sqlite3"}
    with running_server(site, free_port(), stores[request.param]) as address:
        yield address


@pytest.fixture
def learner(address: str) -> Iterator[Learner]:
    with Learner(address) as learner:
        learner.go_to_the_code()
        yield learner


def said_at_once(learner: Learner, code: str) -> Counter[str]:
    """What each of fifty hears who send the same code at the same time."""

    ready = Barrier(HANDS)

    def send(_: int) -> str:
        with Learner(str(learner.client.base_url), cookies=learner.client.cookies) as hand:
            hand.look()  # the connection is there, so that only the form is on its way
            ready.wait(60)
            hand.show(hand.post("confirm_code", "enter-code", code=code))
            return hand.said

    return Counter(at_once(HANDS, send))


def test_of_fifty_right_codes_exactly_one_counts(learner: Learner, content: Content) -> None:
    said = said_at_once(learner, learner.code)
    words = content.wording.outcomes
    assert said == {
        words["code_accepted"].title.replace("\u00a0", " "): 1,
        words["step_already_passed"].title.replace("\u00a0", " "): HANDS - 1,
    }
    learner.look()
    assert learner.step == "set-password"


def test_of_fifty_wrong_codes_no_more_than_the_allowed_tries_get_a_verdict(learner: Learner, content: Content) -> None:
    right = learner.code
    said = said_at_once(learner, f"{(int(right) + 1) % 1_000_000:06}")
    words = content.wording.outcomes
    assert said == {
        words["code_wrong"].title.replace("\u00a0", " "): ATTEMPTS - 1,
        words["code_attempts_exhausted"].title.replace("\u00a0", " "): HANDS - ATTEMPTS + 1,
    }
    learner.look()
    assert learner.press("confirm_code", code=right) == words["code_attempts_exhausted"].title.replace("\u00a0", " ")
    assert learner.step == "enter-code"
