"""The ways back from where a run stands: out of a lesson, to a step before, to the run before a restart.

Each is an `Undo`, as a press in a cabinet has one. It begins at what the run is now: whatever changes that without
leading on carries the ways back along (`carried`).
"""

from collections.abc import Collection
from datetime import datetime

from sandbox.engine.action import S
from sandbox.engine.run import (
    LESSON_UNDONE,
    NO_STEP_BEFORE,
    NOTHING_TO_UNDO,
    RESTART_UNDONE,
    RUN_RESTARTED,
    STEP_ALREADY_PASSED,
    STEPPED_BACK,
    Former,
    Run,
)
from sandbox.engine.undo import Snapshot, Undo, restored, way_back
from sandbox.frozen import replace


def carried(run: Run[S], after: Run[S], now: datetime) -> Run[S]:
    """The run after a press, with the ways back that ``run`` has as they lead from where it is now.

    In a lesson only the way out of it begins here: the steps before are those of the run outside.
    """
    was, new = run.snapshot(now), after.snapshot(now)
    if was == new:
        return after
    if after.lesson:
        lesson = replace(after.lesson, before=_moved(after.lesson.before, was, new))
        after = replace(after, lesson=lesson)
    elif after.past:
        after = replace(after, past=(*after.past[:-1], _moved(after.past[-1], was, new)))
    if after.former:
        after = replace(after, former=replace(after.former, back=_moved(after.former.back, was, new)))
    return after


def _moved(undo: Undo, was: Snapshot[S], new: Snapshot[S]) -> Undo:
    """The same way back, from a new beginning."""
    return way_back(restored(was, undo), new)


def led_on(run: Run[S], after: Run[S], before: Collection[str], now: datetime) -> Run[S]:
    """The run after a press that has led to another step. ``before`` are the steps that lie before that."""
    was, past = run.snapshot(now), run.past
    while was.step not in before and past:
        was, past = restored(was, past[-1]), past[:-1]
    after = carried(replace(run, past=()), replace(after, past=()), now)
    return replace(after, past=(*past, way_back(was, after.snapshot(now))) if was.step in before else ())


def outside(run: Run[S], now: datetime) -> Run[S]:
    """The learner's own run: if a lesson is open, as it was before that."""
    return run.restored(restored(run.snapshot(now), run.lesson.before), now) if run.lesson else run


def undo(run: Run[S], now: datetime) -> Run[S]:
    """Undo the lesson: all is as it was before the mistake was chosen. If none is open, undo the restart."""
    if run.lesson:
        return outside(run, now).with_notice(LESSON_UNDONE)
    if run.former is None:
        return run.with_notice(NOTHING_TO_UNDO)
    former = run.former
    back = run.restored(restored(run.snapshot(now), former.back), now)
    return replace(
        back,
        past=former.past,
        former=None,
        seed=former.seed,
        mistakes_tried=former.mistakes_tried,
        undos=former.undos,
        found=former.found,
        harms=former.harms,
        solved=former.solved,
    ).with_notice(RESTART_UNDONE)


def step_back(run: Run[S], now: datetime, step_id: str, target: str) -> Run[S]:
    """Go back to the step before, or to the one that is named, with all as it was when it was left.

    An open lesson is undone instead. What had been entered stands in the form again. A step that is named is the same
    from wherever the form was sent.
    """
    if run.lesson:
        return undo(run, now)
    if not target and step_id != run.step:
        return run.with_notice(STEP_ALREADY_PASSED)
    places = [place for place, was in enumerate(run.past) if target in ("", was.step)]
    if not places:
        return run.with_notice(NO_STEP_BEFORE)
    was, past = run.snapshot(now), run.past
    while len(past) > places[-1]:
        was, past = restored(was, past[-1]), past[:-1]
    there = replace(run.restored(was, now), past=past)
    back = replace(there.with_notice(STEPPED_BACK), prefill=run.entered.get(was.step, {}))
    return carried(there, back, now)


def restarted(run: Run[S], fresh: Run[S], now: datetime) -> Run[S]:
    """The fresh run, with the way back to the one that is given up for it, if anything was done in that."""
    fresh = fresh.with_notice(RUN_RESTARTED)
    if run.has_notice(RUN_RESTARTED):  # a second click
        return carried(run, replace(fresh, former=run.former), now)
    if run.notice is None and not run.lesson:
        return fresh
    own = outside(run, now)
    former = Former(
        way_back(own.snapshot(now), fresh.snapshot(now)),
        own.past,
        own.mistakes_tried,
        own.seed,
        own.undos,
        own.found,
        own.harms,
        own.solved,
        own.task_presses,
    )
    return replace(fresh, former=former)
