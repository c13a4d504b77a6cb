"""The presses of a file, one after another: how the run is before each, and what it led to."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from sandbox.content.rehearsal import AnyTurn
from sandbox.content.task_rehearsal import press_once
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import Place
from sandbox.engine.run import TIME_MOVED, AnyRun
from sandbox.engine.task import PressKind, TaskPress
from sandbox.engine.walkthrough import Step
from sandbox.frozen import dataclass, replace

AnyCabinetTurn = CabinetTurn[Any]


@dataclass(frozen=True)
class ShownPress:
    """One press. ``name`` is that of an action, a place, a moment or a question; ``given`` is what it is pressed with.

    The notice of ``before`` says what has happened last, that of ``after`` what this press led to. A move to a place
    changes nothing; «finish» asks for judgement.
    """

    kind: PressKind | Literal["finish"]
    name: str
    given: Mapping[str, str]
    before: AnyRun
    after: AnyRun


def presses_of_walkthrough(turn: AnyTurn) -> Iterator[tuple[Step, ShownPress]]:
    """The examples of a walkthrough, and what judges rightly whatever comes unannounced between them.

    Each with the step at which it is made.
    """
    run = turn.begin()
    while step := turn.walkthrough.step(run.step):
        visitors = turn.simulation.visitors
        if visitors and turn.simulation.acting(run.state, step.action) != step.action:
            given, action, before = visitors.right, visitors.action, run
        else:
            given, action, before = step.example, step.action, _waited(turn, run, step)
        before = replace(before, prefill={})
        filled = turn.simulation.fill(given, before.state, before.clock(turn.now))
        run = turn.submit(before, step.id, action, filled)
        yield step, ShownPress("act", action, filled, before, run)
        if action == step.action and run.step == step.id:
            return  # the check of the file says that its example leads nowhere


def presses_of_task(turn: AnyCabinetTurn) -> Iterator[tuple[Place, ShownPress]]:
    """The presses of a task's solution, and the one that asks for judgement in the end, each with its place.

    Nobody comes unannounced: that differs from run to run.
    """
    task = turn.cabinet.task
    if task is None:
        return
    run = turn.begin(())
    here = turn.place(run)
    for press in task.solution:
        run = replace(run, prefill={})
        if press.kind == "go":
            for target in _links(turn, run, here, press.name):
                yield here, ShownPress("go", target.id, {}, run, run)
                here, run = target, replace(run, notice=None)
        else:
            after = press_once(turn, run, here.id, press)
            yield here, ShownPress(press.kind, press.name, _given(turn, run, press), run, after)
            here, run = turn.place(after), after
    yield here, ShownPress("finish", "finish", {}, run, turn.finish(run))


def _links(turn: AnyCabinetTurn, run: AnyRun, here: Place, name: str) -> tuple[Place, ...]:
    """The places that links lead through to the one that is named, which is the last."""
    ways: list[tuple[Place, ...]] = [(here,)]
    for way in ways:
        if way[-1].id == name:
            return way[1:]
        ways += [(*way, each) for each in turn.menu(run, way[-1]) if each not in way]
    return ()


def _waited(turn: AnyTurn, run: AnyRun, step: Step) -> AnyRun:
    """The run when all has come that the step waits for. That the clock was moved is said."""
    waited = turn.wait(run, step.wait) if step.wait else run
    return waited if waited.has_notice(TIME_MOVED) else run


def _given(turn: AnyCabinetTurn, run: AnyRun, press: TaskPress) -> Mapping[str, str]:
    """What is typed and chosen; of a question, the right answer."""
    if press.kind == "answer":
        return {"answer": turn.right_answer(run, press.name)}
    return turn.simulation.fill(press.given, run.state, run.clock(turn.now))
