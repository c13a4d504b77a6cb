"""Whether a walkthrough asks its learner for something: whoever presses Enter without a thought reaches no end."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TypeAlias

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


Met: TypeAlias = Mapping[tuple[str, str], tuple[AnyRun, Field]]
"""The choices that a run came to, and as what run, by their steps and names."""


def passed_by_enter(simulation: AnySimulation, walkthrough: Walkthrough) -> bool:
    """Whether the button in focus, pressed again and again, leads to the end in any of `RUNS` runs."""
    played: list[Met] = []
    for seed in map(str, range(RUNS)):
        if any(_has_the_same_first(walkthrough, met, seed) for met in played):
            continue  # the order of choices is all in which runs differ: this one would go as that one did
        run, met = _hold_enter(simulation, walkthrough, seed)
        if run.done:
            return True
        played.append(met)
    return False


def _has_the_same_first(walkthrough: Walkthrough, met: Met, seed: str) -> bool:
    """Whether another run would meet the same buttons in focus."""
    return all(
        choices_in_order(field, walkthrough, at)[0] == choices_in_order(field, walkthrough, replace(at, seed=seed))[0]
        for at, field in met.values()
    )


def _hold_enter(simulation: AnySimulation, walkthrough: Walkthrough, seed: str) -> tuple[AnyRun, Met]:
    """The run in the end. A minute passes between the presses: every SMS has come by then."""
    secrets, now = PredictableSecrets(), NOW
    run: AnyRun = replace(Turn(simulation, walkthrough, now, secrets).begin(), seed=seed)
    met: dict[tuple[str, str], tuple[AnyRun, Field]] = {}
    for _ in range(PRESSES):
        step = walkthrough.step(run.step)
        if step is None:
            break
        now += timedelta(minutes=1)
        fields = simulation.actions[step.action].fields
        met |= {(step.id, field.name): (run, field) for field in fields if field.kind == "choice"}
        given = _first_button(simulation, walkthrough, run, fields)
        run = Turn(simulation, walkthrough, now, secrets).submit(run, step.id, step.action, given)
    return run, met


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
