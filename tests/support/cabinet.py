"""The cabinet as tests use it: turns of a run, and presses by their place."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sandbox.content.cabinet_check import Walk
from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.run import AnyRun
from tests.support.guide import CONTENT, SIMULATION

CABINET = CONTENT.cabinet(SIMULATION.living)
assert CABINET is not None


def cabinet_turn(start: str = "", at: str = "") -> CabinetTurn[Any]:
    """What can be done in a cabinet that begins in another state or at another place than the free practice."""
    assert CABINET is not None
    cabinet = replace(CABINET, start=start or CABINET.start, at=at or CABINET.at)
    return CabinetTurn(SIMULATION, cabinet, NOW, PredictableSecrets())


def press(turn: CabinetTurn[Any], run: AnyRun, action: str, *, at: str = "", **given: str) -> AnyRun:
    """Do an action at the place where the run stands, or where links lead from it."""
    return turn.act(run, at or run.step, f"{run.presses}", action, given)


def said(run: AnyRun) -> str:
    return run.notice.name if run.notice else ""


def lives(presses: int, seed: int) -> Iterator[tuple[CabinetTurn[Any], AnyRun, AnyRun]]:
    """Random presses in lives of every starting point: the turn, the run before a press and after it."""
    walk = Walk(SIMULATION, CONTENT, random.Random(seed))
    for start in SIMULATION.starts:
        turn, run = walk.begin(start)
        for _ in range(presses):
            after = walk.press(turn, run, walk.anywhere(turn, run))
            yield turn, run, after
            run = after
