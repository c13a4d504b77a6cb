"""What templates know of a run at a moment: at the step of a walkthrough, or at a place of the cabinet."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import cached_property
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
from sandbox.frozen import dataclass, replace
from sandbox.rendering.environment import minute
from sandbox.rendering.lesson import view_of_lesson
from sandbox.rendering.onward import WalkthroughLink

SOON = timedelta(seconds=30)
"""A wait that ends so soon is shown without its time."""

NO_LINKS: Mapping[str, WalkthroughLink] = MappingProxyType({})

Values = dict[str, object]


@dataclass(frozen=True)
class Moment:
    """A run as it is to be shown when its clock shows ``clock``, which can be moved to each of ``waits``."""

    run: AnyRun
    clock: datetime
    waits: Mapping[str, datetime]

    @cached_property
    def levers(self) -> Mapping[str, tuple[datetime, bool]]:
        """What a wait's button shows: the minute that the clock will show, and whether that is soon."""
        return {name: (minute(at), at - self.clock < SOON) for name, at in self.waits.items()}


def moment_of_step(simulation: AnySimulation, run: AnyRun, now: datetime) -> Moment:
    clock = run.clock(now)
    return Moment(_restated(simulation, run, clock), clock, simulation.timeline.ahead(run.state, clock))


def moment_of_place(turn: CabinetTurn[Any], run: AnyRun, place: Place) -> Moment:
    clock = run.clock(turn.now)
    run = replace(_restated(turn.simulation, run, clock), step=place.id)
    return Moment(run, clock, turn.waits(run))


def at_step(simulation: AnySimulation, wording: Wording, walkthrough: Walkthrough, moment: Moment) -> Values:
    """The run as its step shows it."""
    run, clock = moment.run, moment.clock
    steps, step = walkthrough.steps, walkthrough.step(run.step)
    number = steps.index(step) if step else len(steps)
    acting = simulation.actions[simulation.acting(run.state, step.action)] if step else None
    return {
        **_said(simulation, wording, moment),
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


def at_place(wording: Wording, turn: CabinetTurn[Any], moment: Moment, place: Place) -> Values:
    """The run as its place shows it."""
    simulation, run = turn.simulation, moment.run
    return {
        **_said(simulation, wording, moment),
        "task": turn.cabinet.task,
        "facts": simulation.life.judging.facts if simulation.life.judging else {},
        "cabinet": turn.cabinet,
        "step": None,
        "place": place,
        "presses": run.presses,
        "menu": turn.menu(run, place),
        "places": turn.cabinet.places,
        "offered": tuple(turn.cabinet.offered(place)),
        "pointless": simulation.life.pointless(run.state),
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


def _said(simulation: AnySimulation, wording: Wording, moment: Moment) -> Values:
    """What has just been said, and what the clock can be moved to."""
    notice = moment.run.notice
    outcome = notice and wording.outcome(notice, simulation.outcomes[notice.name])
    named = {name: getattr(moment, name) for name in ("run", "clock", "waits", "levers")}
    return {"wording": wording, "outcome": outcome, **named}


def _is_visited(simulation: AnySimulation, run: AnyRun) -> bool:
    """Whether somebody who came unannounced waits to be dealt with."""
    judging = simulation.life.judging
    return bool(judging and judging.inviting and judging.inviting.prudent(run.state))


def _takes_code(simulation: AnySimulation, actions: Iterable[str]) -> bool:
    """Whether one of the actions has a field for a code."""
    return any(field.kind == "code" for name in actions for field in simulation.actions[name].fields)
