"""The machine's clock is set a day ahead or back while learners practise: nobody is stuck, nothing breaks.

What the stores do then is in test_store_sqlite.py and test_store_redis.py.
"""

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.walkthrough import Walkthrough
from tests.support.guide import CONTENT, turn
from tests.support.random_learners import MOST_PRESSES, finish, press_anything
from tests.support.random_seed import SEED


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1)], ids=["ahead", "back"])
@pytest.mark.parametrize("learners", [25, pytest.param(75, marks=pytest.mark.soak)])
@pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda walkthrough: walkthrough.slug)
def test_whoever_practises_while_the_clock_jumps_can_finish(
    walkthrough: Walkthrough, jump: timedelta, learners: int
) -> None:
    for learner in range(learners):
        seed = f"{SEED} {learners} {learner}"
        chance, secrets = random.Random(seed), PredictableSecrets()
        run = turn(walkthrough, secrets).begin()
        for _ in range(chance.randrange(MOST_PRESSES)):
            run = press_anything(walkthrough, run, chance, secrets)
        run = replace(run, clock_offset=run.clock_offset + jump)  # the same as another `now` from here on
        assert finish(walkthrough, run, secrets).done, f"learner {seed} is stuck at {run.step}: {run.notice}"
