"""The walkthrough about fraud as three people would do it: none gets by without the lesson of their error."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from sandbox.account.visitors import KINDS
from sandbox.content.rehearsal import AnyTurn, PredictableSecrets
from sandbox.engine.action import Field
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Step, Walkthrough
from tests.support.guide import CONTENT, SIMULATION, turn
from tests.support.random_seed import SEED

SEEDS = random.Random(SEED).sample(range(200), 60)
"""Of what comes to the learner, others in each run of the tests."""

FRAUD = CONTENT.walkthroughs["keep-codes-secret"]
TRUSTED = {kind.misjudged.name for kind in KINDS.values() if not kind.genuine}
REFUSED = {kind.misjudged.name for kind in KINDS.values() if kind.genuine}
INTERRUPTED = [
    (walkthrough, step) for walkthrough in CONTENT.walkthroughs.values() for step in walkthrough.steps if step.visitors
]


@dataclass(frozen=True)
class Person:
    """``likes`` orders the answers offered by what the person would press; ``lessons`` are those of their error."""

    name: str
    likes: Callable[[tuple[str, ...]], list[str]]
    lessons: set[str]

    def __str__(self) -> str:
        return self.name


def preferring(*answers: str) -> Callable[[tuple[str, ...]], list[str]]:
    return lambda offered: sorted(offered, key=lambda answer: answers.index(answer) if answer in answers else 9)


PEOPLE = [
    Person("trusts everything", preferring("pick_up", "trust"), TRUSTED),
    Person("refuses everything", preferring("hang_up", "distrust"), REFUSED),
    Person("presses the first button", list, TRUSTED | REFUSED),
]


def practise(person: Person, learning: AnyTurn, *, learns: bool) -> tuple[AnyRun, set[str]]:
    """The run after 60 presses at most, and all that was said. Whoever learns doesn't press again what was refused."""
    run, said = learning.begin(), set[str]()
    refused: set[tuple[str, str]] = set()
    for _ in range(60):
        step = FRAUD.step(run.step)
        if step is None:
            break
        before = run
        answer, run = press(person, learning, run, step, refused if learns else set())
        assert run.notice
        said.add(run.notice.name)
        if answer and SIMULATION.outcomes[run.notice.name].refusal:
            refused.add((before.step, answer))
    return run, said


def press(
    person: Person, learning: AnyTurn, run: AnyRun, step: Step, refused: set[tuple[str, str]]
) -> tuple[str, AnyRun]:
    """What the person answers, if there is something to judge, and the run after it."""
    field = judged(step)
    if field is None:
        return "", learning.follow_example(run, step)
    liked = person.likes(SIMULATION.screens.choices(run.state, field))
    answer = next(answer for answer in liked if (step.id, answer) not in refused)
    return answer, learning.submit(run, step.id, step.action, {field.name: answer})


def judged(step: Step) -> Field | None:
    return next((field for field in SIMULATION.actions[step.action].fields if field.judged), None)


def learning(seed: int) -> AnyTurn:
    return turn(FRAUD, PredictableSecrets(seed))


@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_nobody_comes_to_the_end_without_the_lesson_of_their_error(person: Person) -> None:
    for seed in SEEDS:
        run, said = practise(person, learning(seed), learns=True)
        assert run.done, f"whoever learns from what is said comes to the end: {seed}, {run.step}"
        assert said & person.lessons, seed


@pytest.mark.parametrize("person", PEOPLE, ids=str)
def test_whoever_never_learns_never_comes_to_the_end(person: Person) -> None:
    assert not [seed for seed in SEEDS if practise(person, learning(seed), learns=False)[0].done]


def steps_to_judge(run_of: AnyTurn) -> Iterator[tuple[Step, AnyRun]]:
    run = run_of.begin()
    while step := FRAUD.step(run.step):
        if judged(step):
            yield step, run
        run = run_of.follow_example(run, step)


def test_no_hint_gives_an_answer_away() -> None:
    for seed in range(20):
        for step, run in steps_to_judge(learning(seed)):
            shown = learning(seed).show_example(run, step.id)
            assert shown.notice
            assert (shown.notice.name, shown.prefill, shown.state) == ("judge_yourself", {}, run.state)


def test_an_empty_form_decides_nothing() -> None:
    for step, run in steps_to_judge(learning(7)):
        after = learning(7).submit(run, step.id, step.action, {})
        assert (after.step, after.state) == (run.step, run.state)


def step_or_slug(value: Walkthrough | Step) -> str:
    return value.slug if isinstance(value, Walkthrough) else value.id


def test_a_forgery_comes_unannounced_in_three_other_walkthroughs() -> None:
    assert len({walkthrough.slug for walkthrough, _ in INTERRUPTED} - {FRAUD.slug}) == 3


@pytest.mark.parametrize(("walkthrough", "step"), INTERRUPTED, ids=step_or_slug)
def test_it_comes_when_the_step_opens_and_is_judged_before_the_step(walkthrough: Walkthrough, step: Step) -> None:
    kinds = set()
    for seed in range(30):
        interrupted = turn(walkthrough, PredictableSecrets(seed))
        run = interrupted.begin()
        while run.step != step.id:
            assert SIMULATION.acting(run.state, "own") == "own"
            now = walkthrough.step(run.step)
            assert now
            run = interrupted.follow_example(run, now)
        kinds.add(run.state.visits.waiting[0].kind)
        assert SIMULATION.acting(run.state, step.action) == "judge_message"
        trusted = interrupted.submit(run, step.id, "judge_message", {"verdict": "trust"})
        assert trusted.notice
        assert trusted.notice.name in TRUSTED
        assert (trusted.step, trusted.state.money) == (step.id, run.state.money)
        shown = interrupted.show_example(trusted, step.id)
        assert shown.has_notice(SIMULATION.outcomes["judge_yourself"])
        after = interrupted.submit(trusted, step.id, "judge_message", {"verdict": "distrust"})
        assert after.has_notice(SIMULATION.outcomes["forgery_recognised"])
        assert (after.step, SIMULATION.acting(after.state, step.action)) == (step.id, step.action)
        assert interrupted.follow_example(after, step).step != step.id
    assert kinds == set(step.visitors)
