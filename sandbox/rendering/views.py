"""Whole views of a run that need not be drawn again: all that was drawn into them before is the same now."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from sandbox.engine.order import choices_in_order
from sandbox.engine.run import AnyRun, Lesson
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import replace
from sandbox.rendering.environment import minute
from sandbox.rendering.kept import Kept
from sandbox.rendering.moment import Moment

MOST = 256
"""Twice so many views are kept, of some twenty kilobytes each."""

_VERSION, _PRESSES = b"\x1a1", b"\x1a2"
"""Stand in a view for the two numbers that grow with each press. No form can send such signs (`sandbox.web.forms`)."""

_MARKS = re.compile(b"(%b|%b)" % (_VERSION, _PRESSES))

_NOT_SHOWN: Final[Mapping[str, Any]] = {
    "clock_offset": timedelta(),
    "requests": (),
    "seed": "",
    "past": (),
    "former": None,
    "presses": 0,
    "undos": (),
    "lesson": None,
    "detours": (),
    "aside": 0,
}
"""What no view shows, or only what `compared` says of it."""


def compared(simulation: AnySimulation, moment: Moment, walkthrough: Walkthrough | None = None) -> bytes | None:
    """All that a view has of the run at a moment. None if it counts seconds."""
    run = moment.run
    counted = {*simulation.screens.counted_down, run.notice and simulation.outcomes[run.notice.name].until}
    if not counted.isdisjoint(moment.waits):
        return None
    return msgspec.json.encode(
        (
            replace(run, **_NOT_SHOWN),
            (run.past != (), run.undos != (), run.former is not None, run.presses > 0),
            run.lesson and _lesson(run.lesson, moment.clock),
            _orders(simulation, run, walkthrough) if walkthrough else None,
            minute(moment.clock),
            moment.levers,
        )
    )


def _lesson(lesson: Lesson, clock: datetime) -> tuple[object, ...]:
    before = lesson.before
    has_moved = clock - before.clock >= timedelta(minutes=1)
    return lesson.mistake, before.step, before.changes_state, has_moved, minute(before.clock)


def _orders(simulation: AnySimulation, run: AnyRun, walkthrough: Walkthrough) -> list[tuple[str, ...]]:
    """Of the choices at the step: they differ with the run's seed."""
    step = walkthrough.step(run.step)
    fields = simulation.actions[simulation.acting(run.state, step.action)].fields if step else ()
    return [choices_in_order(field, walkthrough, run) for field in fields if field.kind == "choice"]


class KeptViews:
    """Draws a view with marks instead of its numbers, and keeps it for all who see the same, as bytes to be sent."""

    def __init__(self, most: int = MOST) -> None:
        self._kept: Kept[list[bytes]] = Kept(most)

    def __call__(
        self, draw: Callable[..., str], same: Sequence[object], of_run: bytes | None, version: int, presses: int = 0
    ) -> bytes:
        """What ``draw`` returns for a version and a number of presses, in UTF-8.

        All else that it depends on are ``of_run`` and the objects in ``same``. If the former is None it isn't kept.
        """
        if of_run is None:
            return draw(version=version, presses=presses).encode()
        marks = {"version": version and _VERSION.decode(), "presses": presses and _PRESSES.decode()}
        key = (of_run, version > 0, *map(id, same))
        parts = self._kept(key, same, lambda: _MARKS.split(draw(**marks).encode()))
        numbers = {_VERSION: b"%d" % version, _PRESSES: b"%d" % presses}
        return b"".join([numbers.get(part, part) for part in parts])
