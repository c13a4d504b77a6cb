"""How far a learner has come: what the overview of all walkthroughs says about each."""

from collections.abc import Iterable, Mapping
from itertools import chain, pairwise
from typing import Literal

from sandbox.engine.run import RUN_NOT_FOUND, RUN_RESTARTED, AnyRun
from sandbox.engine.undo import restored
from sandbox.engine.walkthrough import Step, Walkthrough
from sandbox.frozen import dataclass, replace

_ONLY_BEGUN = {RUN_RESTARTED.name, RUN_NOT_FOUND.name}
"""Notices of a run in which nothing was done yet: every action leaves another."""


@dataclass(frozen=True)
class MenuSection:
    """A section of the site's menu. ``pages`` holds its walkthroughs in the menu's order, each with its page's address
    from the root of the site.
    """

    title: str
    pages: Mapping[str, str]


def following(menu: Iterable[MenuSection], walkthrough: Walkthrough) -> str | None:
    """The slug of the walkthrough to go on with: the one that its file names, else the next in the menu."""
    order = chain.from_iterable(section.pages for section in menu)
    return walkthrough.next or dict(pairwise(order)).get(walkthrough.slug)


@dataclass(frozen=True)
class Progress:
    """``step`` is the open one, None when all are done; ``place`` is its number from 1 (when done: of the last one).

    ``passed`` are the steps that the learner did; a step that an outcome skipped is not among them.
    """

    status: Literal["todo", "active", "done"]
    step: Step | None
    place: int
    passed: tuple[Step, ...]
    mistakes_tried: int


def progress(walkthrough: Walkthrough, run: AnyRun | None) -> Progress:
    """The learner's progress in one walkthrough; ``run`` is None if none is kept.

    A mistake that the file no longer has doesn't count as tried. What a lesson does is not progress.
    """
    if run is None:
        return Progress("todo", walkthrough.steps[0], 1, (), 0)
    if run.lesson:
        before = run.lesson.before
        was = restored(run.snapshot(before.clock), before)
        run = replace(run, step=was.step, entered=was.entered)
    offered = {(step.id, mistake.name) for step in walkthrough.steps for mistake in step.mistakes}
    tried = len(offered & set(run.mistakes_tried))
    passed = tuple(step for step in walkthrough.steps if run.passed(step))
    step = walkthrough.step(run.step)
    if step is None:
        return Progress("done", None, len(walkthrough.steps), passed, tried)
    begun = run.lesson is not None or (run.notice is not None and run.notice.name not in _ONLY_BEGUN)
    return Progress("active" if begun else "todo", step, walkthrough.steps.index(step) + 1, passed, tried)
