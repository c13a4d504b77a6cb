"""Learners who press anything, others in each run of the tests: nothing breaks, and none is ever stuck.

`RANDOM_SEED=NUMBER make test` repeats those of a run that failed.
"""

import random

import pytest

from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.walkthrough import Walkthrough
from tests.support.guide import CONTENT, turn
from tests.support.random_learners import MOST_PRESSES, finish, go_back_anyhow, press_anything
from tests.support.random_seed import SEED


@pytest.mark.parametrize("learners", [100, pytest.param(800, marks=pytest.mark.soak)])
@pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda walkthrough: walkthrough.slug)
def test_random_runs_break_nothing_and_can_all_be_finished(walkthrough: Walkthrough, learners: int) -> None:
    for learner in range(learners):
        seed = f"{SEED} {learners} {learner}"
        chance, secrets = random.Random(seed), PredictableSecrets()
        run = turn(walkthrough, secrets).begin()
        beginning = run.clock(NOW)
        for _ in range(chance.randrange(MOST_PRESSES)):
            if chance.random() < 0.1:
                run = go_back_anyhow(walkthrough, run, chance, secrets)
            before, run = run, press_anything(walkthrough, run, chance, secrets)
            assert run.state.money.balance >= 0, seed
            assert run.state.money.balance == sum(entry.amount for entry in run.state.money.history), seed
            lesson_ended = before.state.visits.before and not run.state.visits.before  # it takes its time back, too
            if not before.lesson and not lesson_ended:  # when it is undone the clock goes back
                assert run.clock(NOW) >= before.clock(NOW) or run.clock(NOW) == beginning, seed
        assert finish(walkthrough, run, secrets).done, f"learner {seed} is stuck at {run.step}: {run.notice}"
