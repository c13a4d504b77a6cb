"""Whether a walkthrough asks its learner for something: whoever presses Enter without a thought reaches no end."""

from collections.abc import Mapping
from datetime import timedelta

from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.action import Field
from sandbox.engine.order import choices_in_order
from sandbox.engine.run import AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.transitions import Turn
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import replace

PRESSES = 60
RUNS = 50
"""Choices stand in another order in each run."""


def passed_by_enter(simulation: AnySimulation, walkthrough: Walkthrough) -> bool:
    """Whether the button in focus, pressed again and again, leads to the end in any of `RUNS` runs."""
    first = _hold_enter(simulation, walkthrough, "0")
    if first.step == walkthrough.steps[0].id:  # the first step is the same in each run (`sandbox.engine.order`)
        return False
    return any(_hold_enter(simulation, walkthrough, f"{seed}").done for seed in range(RUNS))


def _hold_enter(simulation: AnySimulation, walkthrough: Walkthrough, seed: str) -> AnyRun:
    """A minute passes between the presses: every SMS has come by then."""
    secrets, now = PredictableSecrets(), NOW
    run: AnyRun = replace(Turn(simulation, walkthrough, now, secrets).begin(), seed=seed)
    for _ in range(PRESSES):
        step = walkthrough.step(run.step)
        if step is None:
            break
        now += timedelta(minutes=1)
        given = _first_button(simulation, walkthrough, run, simulation.actions[step.action].fields)
        run = Turn(simulation, walkthrough, now, secrets).submit(run, step.id, step.action, given)
    return run


def _first_button(
    simulation: AnySimulation, walkthrough: Walkthrough, run: AnyRun, fields: tuple[Field, ...]
) -> Mapping[str, str]:
    """What Enter sends: what stands in the fields, and the first of several buttons."""
    given = dict(run.prefill)
    for field in fields:
        if field.kind == "choice":
            given[field.name] = choices_in_order(field, walkthrough, run)[0]
        if field.kind == "link":
            given[field.name] = simulation.known(run.state, run.clock(NOW))["link"]
    return given
