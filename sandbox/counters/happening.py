"""What one press counts as: a pure function of the run before and after it."""

from collections.abc import Iterator
from itertools import chain

from sandbox.counters import Counter
from sandbox.engine.place import Cabinet
from sandbox.engine.run import RUN_RESTARTED, STEP_PREPARED, AnyRun
from sandbox.engine.walkthrough import DONE, Walkthrough
from sandbox.web.exchange import Happened


def counted(happened: Happened) -> Iterator[tuple[Counter, int]]:
    """The counters that a press changes, each with by how much.

    A run that goes back a step has not reached it any more, so each run counts once at a step, and the numbers of a
    walkthrough never grow from step to step. What is done in a lesson is a mistake on purpose: it doesn't count.
    """
    return chain(_reached(happened), _outcome(happened), _harms(happened))


def way_of(practised: Walkthrough | Cabinet) -> tuple[str, ...]:
    """The steps of a walkthrough in their order, or where a cabinet begins; `DONE` is the last if there is an end."""
    if isinstance(practised, Walkthrough):
        return (*(step.id for step in practised.steps), DONE)
    return (practised.at, DONE) if practised.task else (practised.at,)


def _reached(happened: Happened) -> Iterator[tuple[Counter, int]]:
    of, before, after = happened.of, happened.before, happened.after
    is_another = before.seed != after.seed
    if not (happened.is_new or is_another) and _stands(before) == _stands(after):  # most presses
        return
    was, now = _position(of, before), _position(of, after)
    is_untouched = before.has_notice(RUN_RESTARTED) or before.has_notice(STEP_PREPARED)
    if happened.is_new:
        was = -1
    elif is_another and before.former and before.former.seed == after.seed:
        now = -1  # the restart is undone: the fresh run never was
    elif is_another and not is_untouched:
        was = -1
    way = way_of(of)
    for step in way[was + 1 : now + 1]:
        yield Counter(of.slug, step, "reached"), 1
    for step in way[now + 1 : was + 1]:
        yield Counter(of.slug, step, "reached"), -1


def _position(of: Walkthrough | Cabinet, run: AnyRun) -> int:
    """Where on the way the run is, outside of any lesson."""
    if isinstance(of, Cabinet):
        return int(run.solved)
    return way_of(of).index(_own_step(run))


def _stands(run: AnyRun) -> tuple[str, bool]:
    return _own_step(run), run.solved


def _own_step(run: AnyRun) -> str:
    return run.lesson.before.step if run.lesson else run.step


def _outcome(happened: Happened) -> Iterator[tuple[Counter, int]]:
    before, after = happened.before, happened.after
    if after.notice is None or after.notice is before.notice or after.lesson:
        return
    step = happened.place or _own_step(before)
    yield Counter(happened.of.slug, step, "outcome", after.notice.name), 1


def _harms(happened: Happened) -> Iterator[tuple[Counter, int]]:
    for harm in happened.after.harms:
        if harm not in happened.before.harms:
            yield Counter(happened.of.slug, happened.place or happened.before.step, "harm", harm), 1
