"""The ways back from where a run stands: out of a lesson, to a step before, to the run before a restart."""

from dataclasses import replace
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


def outside(run: Run[S], now: datetime) -> Run[S]:
    """The learner's own run: if a lesson is open, as it was before that."""
    return run.restored(run.lesson.before, now) if run.lesson else run


def undo(run: Run[S], now: datetime) -> Run[S]:
    """Undo the lesson: all is as it was before the mistake was chosen. If none is open, undo the restart."""
    if run.lesson:
        return outside(run, now).with_notice(LESSON_UNDONE)
    if run.former is None:
        return run.with_notice(NOTHING_TO_UNDO)
    *past, last = run.former.past
    back = replace(run.restored(last, now), past=tuple(past), former=None, seed=run.former.seed)
    return replace(back, mistakes_tried=run.former.mistakes_tried).with_notice(RESTART_UNDONE)


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
    was = run.past[places[-1]]
    back = replace(run.restored(was, now), past=run.past[: places[-1]])
    return replace(back.with_notice(STEPPED_BACK), prefill=run.entered.get(was.step, {}))


def given_up(run: Run[S], now: datetime) -> Former[S] | None:
    """The run as a restart gives it up. None if nothing was done in it."""
    if run.has_notice(RUN_RESTARTED):  # a second click
        return run.former
    if run.notice is None and not run.lesson:
        return None
    own = outside(run, now)
    return Former((*own.past, own.snapshot(now)), own.mistakes_tried, own.seed)
