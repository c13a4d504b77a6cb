"""What a press counts as: each run once at a step, what happened there, and nothing that was done on purpose."""

from collections import Counter as Sums
from collections.abc import Callable
from dataclasses import replace

import pytest

from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.counters import Counter
from sandbox.counters.happening import counted
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import DONE
from sandbox.web.exchange import Happened
from tests.support.guide import CONTENT, SIMULATION, turn

WALKTHROUGH = CONTENT.walkthroughs["register-by-phone"]
SLUG = WALKTHROUGH.slug
FIRST, SECOND, THIRD = WALKTHROUGH.steps[:3]


class Learner:
    """Presses, and adds up what each counts as."""

    def __init__(self) -> None:
        self.turn = turn(WALKTHROUGH, PredictableSecrets())
        self.run, self.is_new = self.turn.begin(), True
        self.sums: Sums[Counter] = Sums()

    def press(self, change: Callable[[AnyRun], AnyRun]) -> None:
        after = change(self.run)
        for counter, by in counted(Happened(WALKTHROUGH, self.run, after, "", self.is_new)):
            self.sums[counter] += by
        self.run, self.is_new = after, False

    def follow(self, steps: int) -> None:
        for step in WALKTHROUGH.steps[:steps]:
            self.press(lambda run, step=step: self.turn.follow_example(run, step))  # type: ignore[misc]

    def reached(self) -> list[int]:
        """How often each step was reached, and the end."""
        names = [*(step.id for step in WALKTHROUGH.steps), DONE]
        return [self.sums[Counter(SLUG, name, "reached")] for name in names]

    def outcomes(self, step: str) -> dict[str, int]:
        found = {each.name: n for each, n in self.sums.items() if (each.step, each.kind) == (step, "outcome") and n}
        return dict(sorted(found.items()))


@pytest.fixture
def learner() -> Learner:
    return Learner()


def ways(*numbers: int) -> list[int]:
    return [*numbers, *[0] * (len(WALKTHROUGH.steps) + 1 - len(numbers))]


def test_the_way_to_the_end_is_one_at_each_step(learner: Learner) -> None:
    learner.follow(len(WALKTHROUGH.steps))
    assert learner.reached() == [1] * (len(WALKTHROUGH.steps) + 1)


def test_a_mistake_is_counted_where_it_was_made_each_time(learner: Learner) -> None:
    wrong = {"address": "login-mts.example"}
    for _ in range(2):
        learner.press(lambda run: learner.turn.submit(run, FIRST.id, FIRST.action, wrong))
    learner.follow(1)
    assert learner.outcomes(FIRST.id) == {"address_has_extra_words": 2, "site_opened": 1}
    assert learner.reached() == ways(1, 1)


def test_whoever_goes_back_and_on_is_still_one(learner: Learner) -> None:
    learner.follow(2)
    learner.press(lambda run: learner.turn.step_back(run, THIRD.id, FIRST.id))
    assert learner.reached() == ways(1)
    learner.follow(2)
    assert learner.reached() == ways(1, 1, 1)


def test_what_is_done_on_purpose_does_not_count(learner: Learner) -> None:
    learner.press(lambda run: learner.turn.try_mistake(run, FIRST.id, FIRST.mistakes[0].name))
    learner.press(lambda run: learner.turn.submit(run, FIRST.id, FIRST.action, run.prefill))
    assert learner.outcomes(FIRST.id) == {}
    assert learner.reached() == ways(1)
    learner.press(learner.turn.undo)
    learner.follow(1)
    assert learner.reached() == ways(1, 1)


def test_a_fresh_run_is_another_unless_nothing_was_done_in_it_or_it_is_undone(learner: Learner) -> None:
    learner.follow(1)
    for _ in range(2):  # a second click
        learner.press(learner.turn.restart)
    assert learner.reached() == ways(2, 1)
    learner.press(learner.turn.undo)
    assert learner.reached() == ways(1, 1)
    learner.press(lambda run: learner.turn.start_at(run, THIRD.id))
    assert learner.reached() == ways(2, 2, 1)


def test_a_form_that_came_too_late_moves_nobody(learner: Learner) -> None:
    learner.follow(1)
    before = learner.reached()
    learner.press(lambda run: learner.turn.submit(run, FIRST.id, FIRST.action, {}))
    assert learner.reached() == before


def test_a_task_is_begun_and_solved_once_and_counts_where_its_forms_stand(content: Content) -> None:
    task = next(each for each in content.tasks.values() if not each.visitors)
    cabinet = content.cabinet_of(task)
    turn = CabinetTurn(SIMULATION, cabinet, NOW, PredictableSecrets())
    sums: Sums[Counter] = Sums()

    def press(before: AnyRun, after: AnyRun, place: str, *, is_new: bool = False) -> AnyRun:
        for counter, by in counted(Happened(cabinet, before, after, place, is_new)):
            sums[counter] += by
        return after

    begun = turn.begin()
    run = press(begun, turn.finish(begun), task.at, is_new=True)
    solved = replace(turn.finish(run), solved=True)
    run = press(run, solved, task.at)
    press(run, replace(solved, harms=("money_gone",)), "elsewhere")
    assert sums == {
        Counter(cabinet.slug, task.at, "reached"): 1,
        Counter(cabinet.slug, DONE, "reached"): 1,
        Counter(cabinet.slug, task.at, "outcome", "task_unsolved"): 2,
        Counter(cabinet.slug, "elsewhere", "harm", "money_gone"): 1,
    }


def test_every_name_in_a_counter_is_one_of_the_files_or_of_the_code(learner: Learner) -> None:
    """So there are only so many counters, whatever anybody sends."""
    given = {"address": "79161234567", "name": "Иван"}
    learner.press(lambda run: learner.turn.submit(run, "nowhere", "open_site", given))
    learner.press(lambda run: learner.turn.submit(run, FIRST.id, "nothing", given))
    learner.press(lambda run: learner.turn.submit(run, FIRST.id, "open_site", given))
    steps = {*(step.id for step in WALKTHROUGH.steps), DONE}
    for counter in learner.sums:
        assert counter.of == SLUG
        assert counter.step in steps
        assert counter.name in ("", *SIMULATION.outcomes)
