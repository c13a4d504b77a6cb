"""Learners who press anything, and one who is patient."""

import random

from sandbox.account.actions import ACTIONS
from sandbox.account.waits import WAITS
from sandbox.content.rehearsal import PredictableSecrets, play_example
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Step, Walkthrough
from tests.support.guide import turn, wait

MOST_PRESSES = 25


def press_anything(walkthrough: Walkthrough, run: AnyRun, chance: random.Random, secrets: PredictableSecrets) -> AnyRun:
    step = walkthrough.step(run.step)
    if step is None or chance.random() < 0.02:
        return turn(walkthrough, secrets).begin()
    presses = [
        lambda: play_example(turn(walkthrough, secrets), run, step),
        lambda: wait(run, chance.choice(WAITS)),
        lambda: turn(walkthrough).show_example(run, step.id),
        lambda: press_a_button(walkthrough, run, step, chance, secrets),
    ]
    if step.mistakes:
        name = chance.choice(step.mistakes).name
        presses.append(lambda: turn(walkthrough, secrets).try_mistake(run, step.id, name))
    return chance.choice(presses)()


def press_a_button(
    walkthrough: Walkthrough, run: AnyRun, step: Step, chance: random.Random, secrets: PredictableSecrets
) -> AnyRun:
    action = ACTIONS[chance.choice((step.action, *step.also))]
    typed = ("", "0", "79070000001", "on", "1234567890", "Синий-чайник-27", *step.example.values())
    given = {field.name: chance.choice(field.choices or typed) for field in action.fields}
    return turn(walkthrough, secrets).submit(run, step.id, action.name, given)


def finish(walkthrough: Walkthrough, run: AnyRun, secrets: PredictableSecrets) -> AnyRun:
    """What a patient learner does from here: the example; if it fails, time, what else the step offers, each choice."""
    for _ in range(4 * len(walkthrough.steps)):
        step = walkthrough.step(run.step)
        if step is None:
            break
        after = play_example(turn(walkthrough, secrets), run, step)
        if after.step != step.id:
            run = after
            continue
        for lever in WAITS:
            run = wait(run, lever)
        for name in step.also:
            if run.step == step.id and not ACTIONS[name].fields:
                run = turn(walkthrough, secrets).submit(run, step.id, name, {})
        for field in ACTIONS[step.action].fields:
            for choice in field.choices:
                if run.step == step.id:
                    run = turn(walkthrough, secrets).submit(run, step.id, step.action, {field.name: choice})
    return run
