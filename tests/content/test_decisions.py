"""Every walkthrough asks its learner for something: pressing forward without a thought leads to no end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.account.actions import ACTIONS
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.action import Field
from sandbox.engine.order import choices_in_order
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Walkthrough
from tests.support.guide import CONTENT, SIMULATION, turn

MOST_ONLY_PRESSED = 8
PRESSES = 60
SEEDS = [f"{number}" for number in range(50)]


def test_few_steps_are_one_button_and_each_says_why() -> None:
    pressed = {
        f"{walkthrough.slug}#{step.id}": step.only_press
        for walkthrough in CONTENT.walkthroughs.values()
        for step in walkthrough.steps
        if not ACTIONS[step.action].fields
    }
    assert len(pressed) <= MOST_ONLY_PRESSED, pressed
    assert all(pressed.values())
    assert len(set(pressed.values())) == len(pressed), "each step has a reason of its own"


def first_button(walkthrough: Walkthrough, run: AnyRun, fields: tuple[Field, ...]) -> Mapping[str, str]:
    """What pressing Enter sends: what stands in the fields, and the first of several buttons."""
    given = dict(run.prefill)
    for field in fields:
        if field.kind == "choice":
            given[field.name] = choices_in_order(field, walkthrough, run)[0]
        if field.kind == "link":
            given[field.name] = SIMULATION.known(run.state, run.clock(NOW))["link"]
    return given


def hold_enter(walkthrough: Walkthrough, seed: str) -> AnyRun:
    """Press the button in focus again and again, a minute between the presses: every SMS has come by then."""
    secrets, now = PredictableSecrets(), NOW
    run: AnyRun = replace(turn(walkthrough, secrets).begin(), seed=seed)
    for _ in range(PRESSES):
        step = walkthrough.step(run.step)
        if step is None:
            break
        now += timedelta(minutes=1)
        given = first_button(walkthrough, run, ACTIONS[step.action].fields)
        run = turn(walkthrough, secrets, now).submit(run, step.id, step.action, given)
    return run


@pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda each: each.slug)
def test_holding_enter_passes_no_walkthrough(walkthrough: Walkthrough) -> None:
    assert [seed for seed in SEEDS if hold_enter(walkthrough, seed).done] == []
