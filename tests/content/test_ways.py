"""No way is shorter than a task's solution, and there is a second way of other presses or in another order."""

import pytest

from sandbox.engine.task import Task
from tests.support.guide import CONTENT
from tests.support.ways import ANY, Way, search, second_way, ways_of_own_presses

ONE_ORDER = {
    "data-for-summer-house": "it is one press",
    "first-sign-in": "each press needs the one before",
    "link-that-stays": "each press needs the one before",
    "locked-out": "each press needs the one before",
    "tariff-to-size": "the day of the next fee is asked for after the tariff was taken",
    "three-hundred": "the balance is asked for after it was topped up",
}
"""Tasks that the solution's own presses solve in one order alone, and why."""

MOST = 3_000
"""So many states at most are looked at of a task."""

TASKS = pytest.mark.parametrize("task", CONTENT.tasks.values(), ids=lambda task: task.slug)


@TASKS
def test_nothing_shorter_is_made_of_the_solutions_own_presses(task: Task) -> None:
    shortest, *_ = ways_of_own_presses(task.slug, MOST)
    assert len(shortest.forms) == task.presses, shortest


@TASKS
def test_there_is_a_second_way(task: Task) -> None:
    """Of the solution's own presses in another order, or with one that isn't its."""
    way = second_way(task, MOST)
    assert way.forms != Way(task.solution).forms
    assert (way.strange == 1) == (task.slug in ONE_ORDER), way


@pytest.mark.soak
@TASKS
def test_nothing_shorter_is_offered_by_the_places(task: Task) -> None:
    found = search(task, 600, 1, strange=ANY)
    shorter = [way for way in found.solving if len(way.forms) < task.presses]
    print(f"{task.slug}: of {task.presses} forms all ways of {found.searched} were looked at, {found.states} states")
    assert shorter == []
