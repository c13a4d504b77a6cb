"""A thousand learners who press anything: nothing breaks, and nobody is ever stuck."""

import random

import pytest

from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine import transitions
from sandbox.engine.walkthrough import Walkthrough
from tests.support.guide import CONTENT
from tests.support.random_learners import MOST_PRESSES, finish, press_anything

LEARNERS = 1_000


@pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda walkthrough: walkthrough.slug)
def test_a_thousand_random_runs_break_nothing_and_can_all_be_finished(walkthrough: Walkthrough) -> None:
    for learner in range(LEARNERS):
        chance, secrets = random.Random(learner), PredictableSecrets()
        run = transitions.begin(walkthrough, NOW, secrets)
        for _ in range(chance.randrange(MOST_PRESSES)):
            before, run = run, press_anything(walkthrough, run, chance, secrets)
            assert run.account.balance >= 0
            assert run.account.balance == sum(entry.amount for entry in run.account.history)
            assert run.clock(NOW) >= before.clock(NOW) or run.clock(NOW) == transitions.STARTS_AT
        assert finish(walkthrough, run, secrets).done, f"learner {learner} is stuck at {run.step}: {run.notice}"
