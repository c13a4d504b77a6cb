"""Every task played through before it is shown: it begins unsolved, its solution solves it, its harms are its harms."""

from dataclasses import dataclass
from typing import Any

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import TASKS, LoadedContent
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import Cabinet
from sandbox.engine.run import PLACE_ALREADY_LEFT, AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.task import Task, TaskPress


@dataclass(frozen=True)
class Played:
    """A run after presses of a file; ``failed`` is the first press that couldn't be made, with what came of it."""

    run: AnyRun
    failed: tuple[TaskPress, str] | None = None


def task_turn(simulation: AnySimulation, cabinet: Cabinet) -> CabinetTurn[Any]:
    """A turn with fresh predictable secrets."""
    return CabinetTurn(simulation, cabinet, NOW, PredictableSecrets())


def play(turn: CabinetTurn[Any], presses: tuple[TaskPress, ...]) -> Played:
    """Make the presses from the beginning of the task."""
    run = turn.begin()
    here = run.step
    for press in presses:
        if press.kind == "go":
            if turn.place(run, press.name).id != press.name:
                return Played(run, (press, "no_way"))
            here = press.name
            continue
        run = _pressed(turn, run, here, press)
        outcome = run.notice.name if run.notice else ""
        if outcome == PLACE_ALREADY_LEFT.name or turn.simulation.outcomes[outcome].refusal:
            return Played(run, (press, outcome))
        here = run.step
    return Played(run)


def _pressed(turn: CabinetTurn[Any], run: AnyRun, here: str, press: TaskPress) -> AnyRun:
    presses = f"{run.presses}"
    match press.kind:
        case "wait":
            return turn.wait(run, here, presses, press.name)
        case "answer":
            task, judging = turn.cabinet.task, turn.simulation.life.judging
            question = task.question(press.name) if task else None
            text = judging.facts[question.fact].value(run.state) if judging and question else ""
            return turn.answer(run, here, presses, press.name, text)
    given = turn.simulation.fill(press.given, run.state, run.clock(turn.now))
    return turn.act(run, here, presses, press.name, given)


def rehearse_tasks(loaded: LoadedContent, simulation: AnySimulation) -> list[ContentError]:
    """All tasks that aren't what their files say."""
    return [
        error
        for task in loaded.content.tasks.values()
        for error in _rehearse(loaded, simulation, task, loaded.content.cabinet_of(task))
    ]


def _rehearse(loaded: LoadedContent, simulation: AnySimulation, task: Task, cabinet: Cabinet) -> list[ContentError]:
    errors = ErrorList(f"walkthroughs/{TASKS}/{task.slug}.yml")
    turn = task_turn(simulation, cabinet)
    solution_line = loaded.lines[TASKS, task.slug, "solution"]
    begun = play(turn, ()).run
    for name in (*turn.reached(begun), *turn.harmed(begun)):
        errors.add(1, "task_true_at_start", name=name)
    solved = play(turn, task.solution)
    if solved.failed:
        errors.add(solution_line, "task_press_fails", name=solved.failed[0].name, outcome=solved.failed[1])
    else:
        for name in turn.missing(solved.run):
            errors.add(solution_line, "task_not_solved", name=name)
        for name in solved.run.harms:
            errors.add(solution_line, "task_solution_harms", name=name)
        if turn.is_solved(play(turn, task.solution[:-1]).run):
            errors.add(solution_line, "task_press_needless")
    for harm in task.harms:
        line, done = loaded.lines[TASKS, task.slug, "harms", harm.name], play(turn, harm.by)
        if done.run.harms == (harm.name,):  # the press that harms may have been refused
            continue
        if done.failed:
            errors.add(line, "task_press_fails", name=done.failed[0].name, outcome=done.failed[1])
        else:
            errors.add(line, "task_harm_other", name=harm.name, found=", ".join(done.run.harms) or "-")
    return errors.errors
