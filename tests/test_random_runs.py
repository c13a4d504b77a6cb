"""A thousand learners who press anything: nothing breaks, and nobody is ever stuck."""

import random

import pytest

from sandbox import engine
from sandbox.account.actions import ACTIONS
from sandbox.account.waits import WAITS
from sandbox.engine import Run
from sandbox.loader import load_content
from sandbox.rehearsal import NOW, PredictableSecrets, play_example
from sandbox.walkthrough import Step, Walkthrough
from tests.conftest import ROOT

CONTENT = load_content(ROOT / "walkthroughs")
LEARNERS = 1_000
MOST_PRESSES = 25


def press_anything(walkthrough: Walkthrough, run: Run, chance: random.Random, secrets: PredictableSecrets) -> Run:
    step = walkthrough.step(run.step)
    if step is None or chance.random() < 0.02:
        return engine.begin(walkthrough, NOW, secrets)
    presses = [
        lambda: play_example(walkthrough, run, step, secrets),
        lambda: engine.wait(run, chance.choice(WAITS), NOW),
        lambda: engine.show_example(walkthrough, run, step.id, NOW),
        lambda: press_a_button(walkthrough, run, step, chance, secrets),
    ]
    if step.mistakes:
        name = chance.choice(step.mistakes).name
        presses.append(lambda: engine.try_mistake(walkthrough, run, step.id, name, NOW, secrets))
    return chance.choice(presses)()


def press_a_button(
    walkthrough: Walkthrough, run: Run, step: Step, chance: random.Random, secrets: PredictableSecrets
) -> Run:
    action = ACTIONS[chance.choice((step.action, *step.also))]
    typed = ("", "0", "79070000001", "on", "1234567890", "Синий-чайник-27", *step.example.values())
    given = {field.name: chance.choice(field.choices or typed) for field in action.fields}
    return engine.submit(walkthrough, run, step.id, action.name, given, NOW, secrets)


def finish(walkthrough: Walkthrough, run: Run, secrets: PredictableSecrets) -> Run:
    """What a patient learner does from here: the example; if it fails, time, what else the step offers, each choice."""
    for _ in range(4 * len(walkthrough.steps)):
        step = walkthrough.step(run.step)
        if step is None:
            break
        after = play_example(walkthrough, run, step, secrets)
        if after.step != step.id:
            run = after
            continue
        for lever in WAITS:
            run = engine.wait(run, lever, NOW)
        for name in step.also:
            if run.step == step.id and not ACTIONS[name].fields:
                run = engine.submit(walkthrough, run, step.id, name, {}, NOW, secrets)
        for field in ACTIONS[step.action].fields:
            for choice in field.choices:
                if run.step == step.id:
                    run = engine.submit(walkthrough, run, step.id, step.action, {field.name: choice}, NOW, secrets)
    return run


@pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda walkthrough: walkthrough.slug)
def test_a_thousand_random_runs_break_nothing_and_can_all_be_finished(walkthrough: Walkthrough) -> None:
    for learner in range(LEARNERS):
        chance, secrets = random.Random(learner), PredictableSecrets()
        run = engine.begin(walkthrough, NOW, secrets)
        for _ in range(chance.randrange(MOST_PRESSES)):
            before, run = run, press_anything(walkthrough, run, chance, secrets)
            assert run.account.balance >= 0
            assert run.account.balance == sum(entry.amount for entry in run.account.history)
            assert run.clock(NOW) >= before.clock(NOW) or run.clock(NOW) == engine.STARTS_AT
        assert finish(walkthrough, run, secrets).done, f"learner {learner} is stuck at {run.step}: {run.notice}"
