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
from sandbox.engine.place import BESIDE
from sandbox.engine.run import PLACE_ALREADY_LEFT, AnyRun
from sandbox.engine.task import Task, TaskPress
from tests.support.guide import CONTENT, SIMULATION

Moves: TypeAlias = tuple[TaskPress, ...]
"""The links that are followed before a form."""

Forms: TypeAlias = tuple[TaskPress, ...]
"""Without the moves."""

ANY = 1_000
"""More presses than a way has."""

MISHAPS = frozenset({"lose_phone"})
"""What nobody does to solve a task."""


class SameSecrets(PredictableSecrets):
    """Of equal presses in another order the account is the same."""

    def code(self) -> str:
        return "481516"

    def token(self) -> str:
        return "token"


@dataclass(frozen=True)
class Way:
    """Presses by which a task is solved. Each form stands behind the moves to its place.

    ``strange`` is how many of them aren't the solution's.
    """

    presses: tuple[TaskPress, ...]
    strange: int = 0

    @property
    def forms(self) -> Forms:
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


def second_way(task: Task, most: int) -> Way:
    """A way of other presses than the solution's, or in another order: of its own ones if there is any."""
    solution = Way(task.solution)
    for ways in (ways_of_own_presses, _ways_with_one_strange_press):
        for way in ways(task.slug, most):
            if way.forms != solution.forms:
                return way
    raise LookupError(task.slug)


@lru_cache
def ways_of_own_presses(slug: str, most: int) -> tuple[Way, ...]:
    """The first two ways of a task that are made of its solution's own presses, the shortest first."""
    return search(CONTENT.tasks[slug], most, strange=0).solving


def _ways_with_one_strange_press(slug: str, most: int) -> tuple[Way, ...]:
    return search(CONTENT.tasks[slug], most, strange=1).solving


def search(task: Task, most: int, ways: int = 2, *, strange: int) -> Found:
    """Look for ways of at most one form more than the solution has, until ``most`` states were left behind.

    So many of the presses may be ``strange``: not the solution's, but what the places offer. What is typed then is the
    solution's and the harms', everything is chosen that can be.
    """
    turn = turn_of(task)
    alphabet = _Alphabet(task, strange)
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
        for moves, press, is_strange in alphabet.presses(turn, run, way):
            after = _pressed(turn, run, moves[-1].name if moves else run.step, press)
            if after is None:
                continue
            longer = Way((*way.presses, *moves, press), way.strange + is_strange)
            if turn.is_solved(after) and not after.harms:
                solving.append(longer)
            elif (key := _key(turn, after, longer)) not in seen and not after.harms:
                seen.add(key)
                ahead.append((after, longer))
    return Found(tuple(solving), searched if ahead else task.presses + 1, states)


def _key(turn: CabinetTurn[Any], run: AnyRun, way: Way) -> bytes:
    """What is the same for equal accounts, if the same of what an answer needs was done before.

    The solution's own states are told apart from those that another way has led to, so that both are gone on from.
    """
    task = turn.cabinet.task
    assert task
    needed = {each.name for question in task.questions for each in _before(task, question.id)}
    done = sorted(needed & {press.name for press in way.forms})
    is_solution = way.forms == Way(task.solution).forms[: len(way.forms)]
    here = (run.step, sorted(run.found), done, way.strange, is_solution)
    return msgspec.json.encode((run.state, run.clock(turn.now), *here))


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
    is_same = (after.state, after.clock_offset, after.found) == (run.state, run.clock_offset, run.found)
    return None if is_same and after.step == here else after


class _Alphabet:
    """What is pressed in a search: the solution's own presses, and so many ``strange`` ones."""

    def __init__(self, task: Task, strange: int) -> None:
        self._strange = strange
        self._task = task
        self._own = {(press.name, *press.given.values()) for press in task.solution if press.kind != "go"}
        self._given: dict[str, list[Mapping[str, str]]] = {}
        self._typed: dict[str, dict[str, None]] = {}
        for press in (*task.solution, *(press for harm in task.harms for press in harm.by)):
            if press.kind == "act":
                if press in task.solution and press.given not in self._given.setdefault(press.name, []):
                    self._given[press.name].append(press.given)
                for name, text in press.given.items():
                    self._typed.setdefault(name, {})[text] = None

    def presses(self, turn: CabinetTurn[Any], run: AnyRun, way: Way) -> Iterator[tuple[Moves, TaskPress, bool]]:
        """Each press, with the moves to its place, and whether it is strange."""
        for moves, press in self._all(turn, run, way):
            is_strange = (press.name, *press.given.values()) not in self._own
            if way.strange + is_strange <= self._strange and not (is_strange and press.name in MISHAPS):
                yield moves, press, is_strange

    def _all(self, turn: CabinetTurn[Any], run: AnyRun, way: Way) -> Iterator[tuple[Moves, TaskPress]]:
        may_be_strange = way.strange < self._strange
        beside: set[str] = set()
        for here, moves in _ways_to_places(turn, run):
            for name in turn.cabinet.offered(turn.cabinet.places[here]):
                if name in turn.cabinet.places[BESIDE].offers:
                    if name in beside:
                        continue
                    beside.add(name)
                for given in self._all_inputs(name) if may_be_strange else self._given.get(name, ()):
                    yield moves, TaskPress("act", name, given)
        waits = [press.name for press in self._task.solution if press.kind == "wait"]
        for name in dict.fromkeys((*waits, *(turn.waits(run) if may_be_strange else ()))):
            yield (), TaskPress("wait", name, {})
        for question in self._task.questions:
            if question.id not in run.found and self._is_seen(turn, run, way, question.id):
                yield (), TaskPress("answer", question.id, {})

    def _is_seen(self, turn: CabinetTurn[Any], run: AnyRun, way: Way, name: str) -> bool:
        """Whether the answer could be seen: what the solution does before it was done."""
        made = {press.name for press in way.forms}
        needed = _before(self._task, name)
        return bool(turn.right_answer(run, name)) and all(press.name in made for press in needed)

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
        filled = islice(product(*options), 60)
        return [{name: text for name, text in zip(names, values, strict=True) if text} for values in filled]


def _ways_to_places(turn: CabinetTurn[Any], run: AnyRun) -> Iterator[tuple[str, Moves]]:
    """Every place that links lead to, with those on the shortest way there."""
    found: dict[str, Moves] = {run.step: ()}
    ahead = deque([run.step])
    while ahead:
        here = ahead.popleft()
        yield here, found[here]
        for place in turn.menu(run, turn.cabinet.places[here]):
            if place.id not in found and turn.place(run, place.id) is place:
                found[place.id] = (*found[here], TaskPress("go", place.id, {}))
                ahead.append(place.id)
