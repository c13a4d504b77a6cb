"""A choice's values stand in an order that says nothing about which of them is right."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil, sqrt

from sandbox.account.actions import ACTIONS
from sandbox.content.rehearsal import runs_at_each_step
from sandbox.engine.action import Field
from sandbox.engine.order import choices_in_order
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Step, Walkthrough
from tests.support.guide import CONTENT, SIMULATION, turn

SEEDS = [f"{number}" for number in range(200)]


def choices() -> Iterator[tuple[Walkthrough, Step, AnyRun, Field, tuple[str, ...]]]:
    """Each choice of each step with the values that are right there: those that are not refused."""
    for walkthrough in CONTENT.walkthroughs.values():
        for step, before, _ in runs_at_each_step(turn(walkthrough)):
            run = turn(walkthrough).wait(before, step.wait) if step.wait else before
            for field in ACTIONS[step.action].fields:
                if field.kind == "choice":
                    yield walkthrough, step, run, field, right_values(walkthrough, step, run, field)


def right_values(walkthrough: Walkthrough, step: Step, run: AnyRun, field: Field) -> tuple[str, ...]:
    example = SIMULATION.fill(step.example, run.state, run.clock(turn(walkthrough).now))
    right = []
    for value in field.choices:
        after = turn(walkthrough).submit(run, step.id, step.action, {**example, field.name: value})
        assert after.notice
        if not SIMULATION.outcomes[after.notice.name].refusal:
            right.append(value)
    return tuple(right)


ALL = list(choices())


def firsts(seeds: list[str], *, at_first_step: bool) -> tuple[int, float, int]:
    """How often a right value stands first, how often it would by chance, and among how many."""
    found, expected, count = 0, 0.0, 0
    for walkthrough, step, run, field, right in ALL:
        if (step is walkthrough.steps[0]) != at_first_step:
            continue
        for seed in seeds:
            found += choices_in_order(field, walkthrough, replace(run, seed=seed))[0] in right
            expected += len(right) / len(field.choices)
            count += 1
    return found, expected, count


def test_the_right_choice_stands_first_no_more_often_than_its_share() -> None:
    found, expected, count = firsts(SEEDS, at_first_step=False)
    assert found <= expected + 3 * sqrt(count) / 2, "three standard deviations of as many tosses of a coin"
    assert found >= expected - 3 * sqrt(count) / 2, "nor less often, or the first one would be known to be wrong"


def test_at_the_first_steps_too_which_are_the_same_for_everybody() -> None:
    found, expected, _ = firsts([""], at_first_step=True)
    assert found <= ceil(expected)


def test_each_choice_has_an_answer_and_something_to_decide() -> None:
    for walkthrough, step, _, field, right in ALL:
        assert right, f"{walkthrough.slug}#{step.id}: {field.name}"


def test_two_runs_differ_and_one_run_stays_as_it_is() -> None:
    for walkthrough, step, run, field, _ in ALL:
        orders = [choices_in_order(field, walkthrough, replace(run, seed=seed)) for seed in SEEDS]
        assert all(sorted(order) == sorted(field.choices) for order in orders)
        again = [choices_in_order(field, walkthrough, replace(run, seed=seed)) for seed in SEEDS]
        assert again == orders
        fixed = field.ordered or step is walkthrough.steps[0]
        assert any(one != other for one, other in pairwise(orders)) != fixed, f"{walkthrough.slug}#{step.id}"


def test_the_seed_of_a_run_is_drawn_anew_each_time() -> None:
    walkthrough = next(iter(CONTENT.walkthroughs.values()))
    beginning = turn(walkthrough)
    assert beginning.begin().seed != beginning.begin().seed
