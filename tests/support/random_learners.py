"""Learners who press anything, and one who is patient."""

import random
from collections.abc import Callable
from dataclasses import replace

from sandbox.account.actions import ACTIONS
from sandbox.account.waits import WAITS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Step, Walkthrough
from tests.support.guide import turn, wait

MOST_PRESSES = 25


def press_anything(walkthrough: Walkthrough, run: AnyRun, chance: random.Random, secrets: PredictableSecrets) -> AnyRun:
    run = replace(run, former=None)  # as every press forgets it
    step = walkthrough.step(run.step)
    if step is None or chance.random() < 0.02:
        return turn(walkthrough, secrets).begin()
    presses = [
        lambda: turn(walkthrough, secrets).follow_example(run, step),
        lambda: wait(run, chance.choice(WAITS)),
        lambda: turn(walkthrough).show_example(run, step.id),
        lambda: press_a_button(walkthrough, run, step, chance, secrets),
        lambda: turn(walkthrough).undo(run),
    ]
    if step.mistakes:
        name = chance.choice(step.mistakes).name
        presses.append(lambda: turn(walkthrough, secrets).try_mistake(run, step.id, name))
    if run.lesson and not run.tried and chance.random() < 0.5:
        return press_what_is_prepared(walkthrough, run, secrets)
    return chance.choice(presses)()


def go_back_anyhow(walkthrough: Walkthrough, run: AnyRun, chance: random.Random, secrets: PredictableSecrets) -> AnyRun:
    """A step or several back, a restart or a beginning at some step, or the undoing of that."""
    step_id = chance.choice(walkthrough.steps).id
    now = turn(walkthrough, secrets)
    ways: list[Callable[[], AnyRun]] = [
        lambda: now.step_back(run, run.step),
        lambda: now.step_back(run, run.step, step_id),
        lambda: now.restart(run),
        lambda: now.start_at(run, step_id),
        lambda: now.undo(run),
    ]
    return chance.choice(ways)()


def press_what_is_prepared(walkthrough: Walkthrough, run: AnyRun, secrets: PredictableSecrets) -> AnyRun:
    """Make the mistake that was chosen."""
    step = walkthrough.step(run.step)
    mistake = step.mistake(run.lesson.mistake) if step and run.lesson else None
    return turn(walkthrough, secrets).submit(run, run.step, mistake.action, run.prefill) if mistake else run


def press_a_button(
    walkthrough: Walkthrough, run: AnyRun, step: Step, chance: random.Random, secrets: PredictableSecrets
) -> AnyRun:
    action = ACTIONS[chance.choice((step.action, *step.also))]
    typed = ("", "0", "79070000001", "on", "1234567890", "Синий-чайник-27", *step.example.values())
    given = {field.name: chance.choice(field.choices or typed) for field in action.fields}
    return turn(walkthrough, secrets).submit(run, step.id, action.name, given)


def finish(walkthrough: Walkthrough, run: AnyRun, secrets: PredictableSecrets) -> AnyRun:
    """What a patient learner does from here: undoes a lesson, and takes the example.

    If that fails: time, what else the step offers, each choice.
    """
    if run.lesson:
        run = turn(walkthrough, secrets).undo(run)
    for _ in range(4 * len(walkthrough.steps)):
        step = walkthrough.step(run.step)
        if step is None:
            break
        after = turn(walkthrough, secrets).follow_example(run, step)
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
