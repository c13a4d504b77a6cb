"""What templates know of a run at a moment: at the step of a walkthrough, or at a place of the cabinet."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sandbox.content.wording import Wording
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.example import shown_by
from sandbox.engine.order import choices_in_order
from sandbox.engine.place import Place
from sandbox.engine.run import AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import replace
from sandbox.rendering.environment import minute
from sandbox.rendering.lesson import view_of_lesson
from sandbox.rendering.onward import WalkthroughLink

SOON = timedelta(seconds=30)
"""A wait that ends so soon is shown without its time."""

NO_LINKS: Mapping[str, WalkthroughLink] = MappingProxyType({})

Values = dict[str, object]


def at_step(
    simulation: AnySimulation, wording: Wording, walkthrough: Walkthrough, run: AnyRun, now: datetime
) -> Values:
    """The run as its step shows it."""
    clock = run.clock(now)
    run = _restated(simulation, run, clock)
    steps, step = walkthrough.steps, walkthrough.step(run.step)
    number = steps.index(step) if step else len(steps)
    acting = simulation.actions[simulation.acting(run.state, step.action)] if step else None
    return {
        **_moment(simulation, wording, run, clock, simulation.timeline.ahead(run.state, clock)),
        "walkthrough": walkthrough,
        "step": step,
        "place": None,
        "offered": step.offered if step else (),
        "inserting": "show_example",
        "takes_code": _takes_code(simulation, [step.action] if step else ()),
        "order": lambda field: choices_in_order(field, walkthrough, run),
        "acting": acting,
        "visited": bool(step and acting and acting.name != step.action),
        "lesson": view_of_lesson(simulation, wording, walkthrough, run, clock),
        "showing": shown_by(step, simulation.actions[step.action]).name if step else "",
        "before": steps[:number],
        "after": steps[number + 1 :],
        "passed": tuple(each.id for each in steps if run.passed(each)),
    }


def at_place(wording: Wording, turn: CabinetTurn[Any], run: AnyRun, place: Place) -> Values:
    """The run as its place shows it."""
    simulation, clock = turn.simulation, run.clock(turn.now)
    run = replace(_restated(simulation, run, clock), step=place.id)
    return {
        **_moment(simulation, wording, run, clock, turn.waits(run)),
        "task": turn.cabinet.task,
        "facts": simulation.life.judging.facts if simulation.life.judging else {},
        "cabinet": turn.cabinet,
        "step": None,
        "place": place,
        "menu": turn.menu(run, place),
        "places": turn.cabinet.places,
        "offered": tuple(turn.cabinet.offered(place)),
        "beside_offers": tuple(turn.cabinet.beside.offers) if turn.cabinet.beside else (),
        "inserting": "insert_code",
        "takes_code": _takes_code(simulation, place.offers),
        "order": lambda field: simulation.screens.choices(run.state, field),
        "acting": None,
        "visited": _is_visited(simulation, run),
        "lesson": None,
        "showing": "",
        "links": NO_LINKS,
    }


def _restated(simulation: AnySimulation, run: AnyRun, clock: datetime) -> AnyRun:
    """The run with its notice as it is to be said now."""
    notice = run.notice and simulation.screens.restate(run.notice, run.state, clock)
    return run if notice == run.notice else replace(run, notice=notice)


def _moment(
    simulation: AnySimulation, wording: Wording, run: AnyRun, clock: datetime, waits: Mapping[str, datetime]
) -> Values:
    """What has just been said, and what the clock can be moved to."""
    outcome = run.notice and wording.outcome(run.notice, simulation.outcomes[run.notice.name])
    levers = _levers(waits, clock)
    return {"wording": wording, "run": run, "outcome": outcome, "clock": clock, "waits": waits, "levers": levers}


def _levers(waits: Mapping[str, datetime], clock: datetime) -> dict[str, tuple[datetime, bool]]:
    """What a wait's button shows: the minute that the clock will show, and whether that is soon."""
    return {name: (minute(at), at - clock < SOON) for name, at in waits.items()}


def _is_visited(simulation: AnySimulation, run: AnyRun) -> bool:
    """Whether somebody who came unannounced waits to be dealt with."""
    judging = simulation.life.judging
    return bool(judging and judging.inviting and judging.inviting.prudent(run.state))


def _takes_code(simulation: AnySimulation, actions: Iterable[str]) -> bool:
    """Whether one of the actions has a field for a code."""
    return any(field.kind == "code" for name in actions for field in simulation.actions[name].fields)
