"""Each task is solved by its solution and by a second way, and spoilt by its harms, in a real Chromium.

With JavaScript and without; whoever comes unannounced is left alone. Two plays are made each time, all by `make soak`.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sandbox.content import Content
from sandbox.engine.task import TaskPress
from tests.support.browser_hand import BrowserHand
from tests.support.guide import CONTENT
from tests.support.task_learner import TaskLearner, Told
from tests.support.ways import second_way

ALWAYS = {"fast-money: solution", "password-at-home: password_changed"}


def plays() -> Iterator[object]:
    """Of each task: its slug, and what is played."""
    for task in CONTENT.tasks.values():
        for play in ("solution", "second way", *(harm.name for harm in task.harms)):
            name = f"{task.slug}: {play}"
            yield pytest.param(task.slug, play, id=name, marks=() if name in ALWAYS else pytest.mark.soak)


@lru_cache
def presses_of(slug: str, play: str) -> tuple[TaskPress, ...]:
    """What is pressed."""
    task = CONTENT.tasks[slug]
    if play == "second way":
        return second_way(task, 3_000).presses
    return next((harm.by for harm in task.harms if harm.name == play), task.solution)


@pytest.mark.parametrize(("slug", "play"), [*plays()])
def test_a_task_is_solved_or_spoilt(page: Page, server_store: Path, content: Content, slug: str, play: str) -> None:
    task = content.tasks[slug]
    learner = TaskLearner(BrowserHand(page, slug), server_store, content, task)
    learner.play(presses_of(slug, play))
    harms = tuple(harm.name for harm in task.harms if harm.name == play)
    assert learner.finish() == Told(solved=not harms, harms=harms)
