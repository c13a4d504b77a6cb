"""A thousand learners who press anything: nothing breaks, and nobody is ever stuck."""

import random

import pytest

from sandbox.account.simulation import BEGINS_AT
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.walkthrough import Walkthrough
from tests.support.guide import CONTENT, turn
from tests.support.random_learners import MOST_PRESSES, finish, press_anything

LEARNERS = 1_000


@pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda walkthrough: walkthrough.slug)
def test_a_thousand_random_runs_break_nothing_and_can_all_be_finished(walkthrough: Walkthrough) -> None:
    for learner in range(LEARNERS):
        chance, secrets = random.Random(learner), PredictableSecrets()
        run = turn(walkthrough, secrets).begin()
        for _ in range(chance.randrange(MOST_PRESSES)):
            before, run = run, press_anything(walkthrough, run, chance, secrets)
            assert run.state.money.balance >= 0
            assert run.state.money.balance == sum(entry.amount for entry in run.state.money.history)
            assert run.clock(NOW) >= before.clock(NOW) or run.clock(NOW) == BEGINS_AT
        assert finish(walkthrough, run, secrets).done, f"learner {learner} is stuck at {run.step}: {run.notice}"
