"""Ways to solve a task, found by search: each press that a place offers is made, and equal accounts are met once."""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, product
from typing import Any, TypeAlias

import msgspec

from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import BESIDE, Cabinet
from sandbox.engine.run import PLACE_ALREADY_LEFT, AnyRun
from sandbox.engine.task import Task, TaskPress
from tests.support.guide import CONTENT, SIMULATION

Moves: TypeAlias = tuple[TaskPress, ...]
"""The moves before a form: one, or none."""


class SameSecrets(PredictableSecrets):
    """Of equal presses in another order the account is the same."""

    def code(self) -> str:
        return "481516"

    def token(self) -> str:
        return "token"


@dataclass(frozen=True)
class Way:
    """Presses by which a task is solved. Each form stands behind the move to its place, if one is needed."""

    presses: tuple[TaskPress, ...]

    @property
    def forms(self) -> tuple[TaskPress, ...]:
        """Without the moves, which are links."""
        return tuple(press for press in self.presses if press.kind != "go")


@dataclass(frozen=True)
class Found:
    """``solving`` are ways in the order of their length. No shorter one than of ``searched`` forms is missing."""

    solving: tuple[Way, ...]
    searched: int
    states: int


def turn_of(task: Task) -> CabinetTurn[Any]:
    """A turn of the task to which nobody comes unannounced."""
    cabinet = CONTENT.cabinet_of(replace(task, visitors=None))
    return CabinetTurn(SIMULATION, cabinet, NOW, SameSecrets())


def search(task: Task, most: int, ways: int = 2, *, own: bool) -> Found:
    """Look for ways of at most one form more than the solution has, until ``most`` states were left behind.

    With its ``own`` presses alone, else with all that the places offer too: what is typed is the solution's and the
    harms', everything is chosen that can be.
    """
    turn = turn_of(task)
    alphabet = _Alphabet(task, own=own)
    begun = turn.begin()
    seen = {_key(turn, begun, Way(()))}
    solving: list[Way] = []
    ahead: deque[tuple[AnyRun, Way]] = deque([(begun, Way(()))])
    searched = states = 0
    while ahead and states < most and len(solving) < ways:
        run, way = ahead.popleft()
        searched, states = len(way.forms), states + 1
        if searched > task.presses:
            break
        for moves, press in alphabet.presses(turn, run, way):
            after = _pressed(turn, run, moves[-1].name if moves else run.step, press)
            if after is None:
                continue
            longer = Way((*way.presses, *moves, press))
            if turn.is_solved(after) and not after.harms:
                solving.append(longer)
            elif (key := _key(turn, after, longer)) not in seen and not after.harms:
                seen.add(key)
                ahead.append((after, longer))
    return Found(tuple(solving), searched if ahead else task.presses + 1, states)


def _key(turn: CabinetTurn[Any], run: AnyRun, way: Way) -> bytes:
    """What is the same for equal accounts, if the same of what an answer needs was done before."""
    task = turn.cabinet.task
    needed = {each.name for question in task.questions for each in _before(task, question.id)} if task else set()
    done = sorted(needed & {press.name for press in way.forms})
    return msgspec.json.encode((run.state, run.clock(turn.now), run.step, sorted(run.found), done))


def _before(task: Task, question: str) -> tuple[TaskPress, ...]:
    """The actions of the solution before a question is answered."""
    place = [press.kind == "answer" and press.name == question for press in task.solution].index(True)
    return tuple(press for press in task.solution[:place] if press.kind == "act")


def _pressed(turn: CabinetTurn[Any], run: AnyRun, here: str, press: TaskPress) -> AnyRun | None:
    """The run after a press that was accepted and has changed something."""
    bare = replace(run, undos=(), detours=())
    presses = f"{run.presses}"
    if press.kind == "wait":
        after = turn.wait(bare, here, presses, press.name)
    elif press.kind == "answer":
        after = turn.answer(bare, here, presses, press.name, turn.right_answer(run, press.name))
    else:
        given = SIMULATION.fill(press.given, run.state, run.clock(turn.now))
        after = turn.act(bare, here, presses, press.name, given)
    outcome = after.notice.name if after.notice else ""
    if outcome == PLACE_ALREADY_LEFT.name or SIMULATION.outcomes[outcome].refusal:
        return None
    return after


class _Alphabet:
    """What is pressed in a search."""

    def __init__(self, task: Task, *, own: bool) -> None:
        self._own = own
        self._task = task
        used = [*task.solution, *(press for harm in task.harms for press in harm.by if not own)]
        self._given: dict[str, list[Mapping[str, str]]] = {}
        self._typed: dict[str, dict[str, None]] = {}
        for press in used:
            if press.kind == "act":
                if press.given not in self._given.setdefault(press.name, []):
                    self._given[press.name].append(press.given)
                for name, text in press.given.items():
                    self._typed.setdefault(name, {})[text] = None
        self._waits = [press.name for press in used if press.kind == "wait"]

    def presses(self, turn: CabinetTurn[Any], run: AnyRun, way: Way) -> Iterator[tuple[Moves, TaskPress]]:
        """Each press, with the move to its place."""
        beside: set[str] = set()
        for here in _places(turn.cabinet, run.step):
            if turn.place(run, here).id != here:
                continue
            moves = () if here == run.step else (TaskPress("go", here, {}),)
            for name in turn.cabinet.offered(turn.cabinet.places[here]):
                if name in turn.cabinet.places[BESIDE].offers:
                    if name in beside:
                        continue
                    beside.add(name)
                for given in self._inputs(name):
                    yield moves, TaskPress("act", name, given)
        for name in dict.fromkeys((*self._waits, *(() if self._own else turn.waits(run)))):
            yield (), TaskPress("wait", name, {})
        for question in self._task.questions:
            if question.id not in run.found and self._is_seen(turn, run, way, question.id):
                yield (), TaskPress("answer", question.id, {})

    def _is_seen(self, turn: CabinetTurn[Any], run: AnyRun, way: Way, name: str) -> bool:
        """Whether the answer could be seen: what the solution does before it was done."""
        made = {press.name for press in way.forms}
        needed = _before(self._task, name)
        return bool(turn.right_answer(run, name)) and all(press.name in made for press in needed)

    def _inputs(self, name: str) -> list[Mapping[str, str]]:
        if self._own:
            return self._given.get(name, [])
        return self._all_inputs(name)

    def _all_inputs(self, name: str) -> list[Mapping[str, str]]:
        fields = SIMULATION.actions[name].fields
        options = [
            field.choices
            or (("on", "") if field.kind == "switch" else ())
            or (("{code}",) if field.kind == "code" else ("{link}",) if field.kind == "link" else ())
            or tuple(self._typed.get(field.name, ()))
            for field in fields
        ]
        names = [field.name for field in fields]
        return [dict(zip(names, values, strict=True)) for values in islice(product(*options), 60)]


@lru_cache
def _places_from(slug: str, begin: str) -> tuple[str, ...]:
    cabinet = CONTENT.cabinet_of(CONTENT.tasks[slug])
    return tuple(each for each in cabinet.places if each != BESIDE and cabinet.leads_to(begin, each))


def _places(cabinet: Cabinet, begin: str) -> tuple[str, ...]:
    """The place and all that links lead to from there."""
    assert cabinet.task
    return (begin, *(each for each in _places_from(cabinet.task.slug, begin) if each != begin))
