"""Every task played through before it is shown: it begins unsolved, its solution solves it, its harms are its harms.

So it is whoever comes unannounced: a task with visitors is played with each choice of them.
"""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.loader import TASKS, LoadedContent
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.inviting import Chosen, Presses
from sandbox.engine.place import Cabinet
from sandbox.engine.run import PLACE_ALREADY_LEFT, VISITORS_CAME, AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.task import Harm, Task, TaskPress
from sandbox.frozen import dataclass, replace


@dataclass(frozen=True)
class Played:
    """A run after presses of a file, and the place where the learner is ``here``.

    ``failed`` is the first press that couldn't be made, with what came of it.
    """

    run: AnyRun
    here: str
    failed: tuple[TaskPress, str] | None = None


def task_turn(simulation: AnySimulation, cabinet: Cabinet) -> CabinetTurn[Any]:
    """A turn with fresh predictable secrets."""
    return CabinetTurn(simulation, cabinet, NOW, PredictableSecrets())


def play(
    turn: CabinetTurn[Any], presses: tuple[TaskPress, ...], begun: Played | None = None, *, deals: bool = False
) -> Played:
    """Make the presses from the beginning of the task, or go on where others have led.

    Who comes unannounced meanwhile is left alone, or dealt with rightly before the next press if that ``deals``.
    """
    run = begun.run if begun else turn.begin()
    here = begun.here if begun else run.step
    for press in presses:
        if press.kind == "go":
            if turn.place(run, press.name).id != press.name:
                return Played(run, here, (press, "no_way"))
            here = press.name
            continue
        run = press_once(turn, run, here, press)
        outcome = run.notice.name if run.notice else ""
        if outcome == PLACE_ALREADY_LEFT.name or turn.simulation.outcomes[outcome].refusal:
            return Played(run, here, (press, outcome))
        here = run.step
        if deals:
            run = deal(turn, run)
    return Played(run, here)


def deal(turn: CabinetTurn[Any], run: AnyRun) -> AnyRun:
    """Deal rightly with all who wait."""
    inviting = turn.company.inviting
    while inviting and (presses := inviting.prudent(run.state)):
        before, run = run, act(turn, run, presses)
        if run.state == before.state:  # the places don't offer it
            break
    return run


def act(turn: CabinetTurn[Any], run: AnyRun, presses: Presses) -> AnyRun:
    """Do these actions where the run stands."""
    for action, given in presses:
        run = turn.act(run, run.step, f"{run.presses}", action, given)
    return run


def judge(turn: CabinetTurn[Any], run: AnyRun, *, deals: bool = False) -> AnyRun:
    """Ask for judgement until it is given: those who were to come unannounced come first."""
    while (run := turn.finish(run)).has_notice(VISITORS_CAME):
        if deals:
            run = deal(turn, run)
    return run


def press_once(turn: CabinetTurn[Any], run: AnyRun, here: str, press: TaskPress) -> AnyRun:
    """The run after a press of a file, whose learner stands ``here``. A move is none: it changes nothing."""
    presses = f"{run.presses}"
    match press.kind:
        case "wait":
            return turn.wait(run, here, presses, press.name)
        case "answer":
            return turn.answer(run, here, presses, press.name, turn.right_answer(run, press.name))
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
    """All that is wrong in some run, whoever comes to it unannounced. The same is told once."""
    errors = ErrorList(f"walkthroughs/{TASKS}/{task.slug}.yml")
    turn = task_turn(simulation, cabinet)
    begun = turn.begin(())
    for name in (*turn.reached(begun), *turn.harmed(begun)):
        errors.add(1, "task_true_at_start", name=name)
    if task.visitors and not errors.errors:
        visitors_line = loaded.lines[TASKS, task.slug, "visitors"]
        for subject in task.visitors.subjects:
            for kind in _wrong_with(turn, begun, subject):
                errors.add(visitors_line, kind, name=subject)
    variants = task.visitors.variants() if task.visitors else ((),)
    stage = Stage(turn)
    for invited in variants if not errors.errors else ():
        _play_solution(loaded, stage, task, invited, errors)
        for harm in task.harms:
            _play_harm(loaded, stage, task, harm, invited, errors)
    return list(dict.fromkeys(errors.errors))


class Stage:
    """Plays of one task with whoever may come. What is over before anybody has come is played only once."""

    def __init__(self, turn: CabinetTurn[Any]) -> None:
        self.turn = turn
        self._alone: dict[tuple[TaskPress, ...], list[Played]] = {}

    def play(self, presses: tuple[TaskPress, ...], invited: Chosen, *, deals: bool = False) -> Played:
        """The presses made from the beginning, with these visitors."""
        return self._play_on(presses, invited, len(presses), deals=deals)

    def play_solution(self, task: Task, invited: Chosen, *, deals: bool) -> tuple[Played, Played]:
        """The solution without its last press, and with it."""
        nearly = self._play_on(task.solution, invited, len(task.solution) - 1, deals=deals)
        if solved := self._joined(self._played_alone(task.solution)[-1], invited):
            return nearly, solved
        return nearly, nearly if nearly.failed else play(self.turn, task.solution[-1:], nearly, deals=deals)

    def _play_on(self, presses: tuple[TaskPress, ...], invited: Chosen, until: int, *, deals: bool) -> Played:
        """So many of the presses, from where nobody has come yet."""
        alone = self._played_alone(presses)[: until + 1]
        if joined := self._joined(alone[-1], invited):
            return joined
        done = bisect_left(range(len(alone)), True, key=lambda place: self._joined(alone[place], invited) is None) - 1
        return play(self.turn, presses[done:until], self._joined(alone[done], invited), deals=deals)

    def _played_alone(self, presses: tuple[TaskPress, ...]) -> list[Played]:
        """The play without visitors: the beginning, and how it stood after each press."""
        if presses not in self._alone:
            begun = self.turn.begin(())
            played = self._alone[presses] = [Played(begun, begun.step)]
            for press in presses:
                played.append(played[-1] if played[-1].failed else play(self.turn, (press,), played[-1]))
        return self._alone[presses]

    def _joined(self, alone: Played, invited: Chosen) -> Played | None:
        """A play without visitors, with these still to come; None if somebody would have come by then."""
        turn, timeline, run = self.turn, self.turn.simulation.timeline, alone.run
        if turn.company.inviting is None or not invited:
            return alone
        state = turn.company.inviting.invite(run.state, invited, turn.company.begins_at, run.seed)
        joined = replace(run, state=timeline.settle(state, run.clock(turn.now)))
        return replace(alone, run=joined) if turn.met(joined) == turn.met(run) else None


def _wrong_with(turn: CabinetTurn[Any], begun: AnyRun, subject: str) -> Iterator[str]:
    """What keeps a subject from the task: nobody could know it for genuine, or nobody could be wrong about it."""
    inviting = turn.company.inviting
    if inviting and not inviting.fits(begun.state, subject):
        yield "visitor_speaks_of_nothing"
    for genuine in (True, False):
        run = turn.finish(turn.begin(((subject, genuine),)))
        if inviting and not inviting.wrong(run.state, subject):  # behind somebody whom the start invites
            run = act(turn, run, inviting.prudent(run.state))
        run = act(turn, run, inviting.wrong(run.state, subject)) if inviting else run
        wronged = [each for each in turn.met(run) if each.subject == subject and each.kind in run.harms]
        if not any(genuine or each.harmed for each in wronged):
            yield "visitor_harmless"


def _play_solution(loaded: LoadedContent, stage: Stage, task: Task, invited: Chosen, errors: ErrorList) -> None:
    """With these visitors, who are dealt with as they come, it is solved by its last press and not before."""
    line, turn = loaded.lines[TASKS, task.slug, "solution"], stage.turn
    nearly, solved = stage.play_solution(task, invited, deals=True)
    if solved.failed:
        errors.add(line, "task_press_fails", name=solved.failed[0].name, outcome=solved.failed[1])
        return
    ended = judge(turn, solved.run, deals=True)
    for name in turn.missing(ended):
        errors.add(line, "task_not_solved", name=name)
    for name in ended.harms:
        errors.add(line, "task_solution_harms", name=name)
    brought = turn.company.bring(nearly.run.state, nearly.run.clock(turn.now))
    if turn.is_solved(nearly.run if brought is None else replace(nearly.run, state=brought)):
        errors.add(line, "task_press_needless")


def _play_harm(loaded: LoadedContent, stage: Stage, task: Task, harm: Harm, invited: Chosen, errors: ErrorList) -> None:
    line, done = loaded.lines[TASKS, task.slug, "harms", harm.name], stage.play(harm.by, invited)
    if done.run.harms == (harm.name,):  # the press that harms may have been refused
        return
    if done.failed:
        errors.add(line, "task_press_fails", name=done.failed[0].name, outcome=done.failed[1])
    else:
        errors.add(line, "task_harm_other", name=harm.name, found=", ".join(done.run.harms) or "-")
