"""A one-time code is worth something to the learner, the walkthrough and the beginning that it was sent for."""

from collections.abc import Iterator

import pytest

from sandbox.content import Content
from tests.support.processes import Workers
from tests.support.script_learners import Learner


@pytest.fixture
def learner(workers: Workers) -> Iterator[Learner]:
    with Learner(workers.address) as learner:
        learner.go_to_the_code()
        yield learner


def go_to_the_code_of_the_new_number(learner: Learner, content: Content) -> None:
    learner.look()
    for step in content.walkthroughs[learner.walkthrough].steps:
        if step.action == "confirm_code":
            break
        learner.press(step.action, **step.example)
    learner.press("wait", until="sms")


def wrong(content: Content) -> str:
    return content.wording.outcomes["code_wrong"].title.replace("\u00a0", " ")


def test_not_in_another_walkthrough_of_the_same_learner(learner: Learner, content: Content) -> None:
    cookies = learner.client.cookies
    with Learner(str(learner.client.base_url), "move-account-to-new-number", cookies) as other:
        go_to_the_code_of_the_new_number(other, content)
        assert other.code != learner.code
        assert other.press("confirm_code", code=learner.code) == wrong(content)


def test_not_for_another_learner(learner: Learner, workers: Workers, content: Content) -> None:
    with Learner(workers.address) as other:
        other.go_to_the_code()
        assert other.code != learner.code
        assert other.press("confirm_code", code=learner.code) == wrong(content)


def test_not_after_beginning_anew(learner: Learner, content: Content) -> None:
    old = learner.code
    learner.press("restart")
    learner.go_to_the_code()
    assert learner.code != old
    assert learner.press("confirm_code", code=old) == wrong(content)


def test_not_twice(learner: Learner, content: Content) -> None:
    code = learner.code
    learner.press("confirm_code", code=code)
    assert learner.step == "set-password"
    again = learner.post("confirm_code", "enter-code", code=code)
    learner.show(again)
    assert learner.said == content.wording.outcomes["step_already_passed"].title.replace("\u00a0", " ")
    assert learner.step == "set-password"
