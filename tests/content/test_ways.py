"""No way is shorter than a task's solution, and there is a second way; where that isn't so, it is said here why."""

import pytest

from sandbox.engine.task import Task
from tests.support.guide import CONTENT
from tests.support.ways import search

AROUND = "from the empty address line one comes to the site by way of support, too"

SHORTER = {
    "first-sign-in": AROUND,
    "locked-out": AROUND,
    "password-at-home": AROUND,
    "without-new-password": AROUND,
    "year-of-ivan": AROUND,
}
"""Tasks that can be solved with fewer presses than their solution has, which is to be mended."""

ONLY_ONE = {
    "data-for-summer-house": "it is one press",
    "first-sign-in": "each press needs the one before",
    "link-that-stays": "each press needs the one before",
    "locked-out": "each press needs the one before",
    "new-number": "each press needs the one before",
    "refused-autopay": "it is one press",
    "password-at-home": "each press needs the one before; the other ways in are of other presses",
    "tariff-to-size": "the day of the next fee is asked for after the tariff was taken",
    "three-hundred": "the balance is asked for after it was topped up",
}
"""Tasks whose solution's presses solve it in one order alone."""

MOST = 3_000
"""So many states at most are looked at of a task."""

TASKS = pytest.mark.parametrize("task", CONTENT.tasks.values(), ids=lambda task: task.slug)


@TASKS
def test_nothing_shorter_is_made_of_the_solutions_own_presses(task: Task) -> None:
    found = search(task, MOST, 1, own=True)
    assert found.solving
    shortest = len(found.solving[0].forms)
    assert shortest < task.presses if task.slug in SHORTER else shortest == task.presses, found.solving[0]


@TASKS
def test_there_is_a_second_way_of_the_same_presses(task: Task) -> None:
    found = search(task, MOST, 2, own=True)
    assert (len(found.solving) < 2) == (task.slug in ONLY_ONE), found.solving


@pytest.mark.soak
@TASKS
def test_nothing_shorter_is_offered_by_the_places(task: Task) -> None:
    found = search(task, 600, 1, own=False)
    shorter = [way for way in found.solving if len(way.forms) < task.presses]
    print(f"{task.slug}: of {task.presses} forms all ways of {found.searched} were looked at, {found.states} states")
    assert bool(shorter) <= (task.slug in SHORTER), shorter
