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

LEARNERS = 100


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-1)], ids=["ahead", "back"])
@pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda walkthrough: walkthrough.slug)
def test_whoever_practises_while_the_clock_jumps_can_finish(walkthrough: Walkthrough, jump: timedelta) -> None:
    for learner in range(LEARNERS):
        chance, secrets = random.Random(learner), PredictableSecrets()
        run = turn(walkthrough, secrets).begin()
        for _ in range(chance.randrange(MOST_PRESSES)):
            run = press_anything(walkthrough, run, chance, secrets)
        run = replace(run, clock_offset=run.clock_offset + jump)  # the same as another `now` from here on
        assert finish(walkthrough, run, secrets).done, f"learner {learner} is stuck at {run.step}: {run.notice}"
