"""Learners who press anything, and one who is patient."""

import random

from sandbox.account.actions import ACTIONS
from sandbox.account.waits import WAITS
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_example
from sandbox.engine import transitions
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import Step, Walkthrough

MOST_PRESSES = 25


def press_anything(walkthrough: Walkthrough, run: Run, chance: random.Random, secrets: PredictableSecrets) -> Run:
    step = walkthrough.step(run.step)
    if step is None or chance.random() < 0.02:
        return transitions.begin(walkthrough, NOW, secrets)
    presses = [
        lambda: play_example(walkthrough, run, step, secrets),
        lambda: transitions.wait(run, chance.choice(WAITS), NOW),
        lambda: transitions.show_example(walkthrough, run, step.id, NOW),
        lambda: press_a_button(walkthrough, run, step, chance, secrets),
    ]
    if step.mistakes:
        name = chance.choice(step.mistakes).name
        presses.append(lambda: transitions.try_mistake(walkthrough, run, step.id, name, NOW, secrets))
    return chance.choice(presses)()


def press_a_button(
    walkthrough: Walkthrough, run: Run, step: Step, chance: random.Random, secrets: PredictableSecrets
) -> Run:
    action = ACTIONS[chance.choice((step.action, *step.also))]
    typed = ("", "0", "79070000001", "on", "1234567890", "Синий-чайник-27", *step.example.values())
    given = {field.name: chance.choice(field.choices or typed) for field in action.fields}
    return transitions.submit(walkthrough, run, step.id, action.name, given, NOW, secrets)


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
            run = transitions.wait(run, lever, NOW)
        for name in step.also:
            if run.step == step.id and not ACTIONS[name].fields:
                run = transitions.submit(walkthrough, run, step.id, name, {}, NOW, secrets)
        for field in ACTIONS[step.action].fields:
            for choice in field.choices:
                if run.step == step.id:
                    run = transitions.submit(walkthrough, run, step.id, step.action, {field.name: choice}, NOW, secrets)
    return run
