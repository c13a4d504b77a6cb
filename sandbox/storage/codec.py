"""A run as the document that is stored, and back, if it still belongs to this edition of the site.

A newer edition may have renamed or removed names that a stored run uses.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import msgspec

from sandbox.engine.action import S
from sandbox.engine.outcome import Outcome
from sandbox.engine.place import Cabinet
from sandbox.engine.run import AnyRun, Former, Lesson, Run, Snapshot
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import DONE, Step, Walkthrough
from sandbox.storage.undos import fitting, typed

_T = TypeVar("_T")


@dataclass(frozen=True)
class _WaysBack(Generic[S]):
    """What a run holds to go back to. Its states are much alike: a tenth of their size is left when compressed."""

    lesson: Lesson[S] | None = None
    past: tuple[Snapshot[S], ...] = ()
    former: Former[S] | None = None


class RunCodec:
    """Writes and reads the runs of one simulation.

    A document is the run as JSON; behind a line feed, if there is anything to go back to, that as compressed JSON.
    """

    def __init__(self, simulation: AnySimulation) -> None:
        self._simulation = simulation
        # The state's type is known only at run time.
        self._runs: msgspec.json.Decoder[AnyRun] = msgspec.json.Decoder(Run[simulation.state])  # type: ignore[name-defined]
        self._ways: msgspec.json.Decoder[_WaysBack[Any]] = msgspec.json.Decoder(_WaysBack[simulation.state])  # type: ignore[name-defined]

    def encode(self, run: AnyRun) -> bytes:
        if run.undos:
            run = replace(run, undos=fitting(run.undos))
        ways = _WaysBack(run.lesson, run.past, run.former)
        if ways == _WaysBack():
            return msgspec.json.encode(run)
        plain = msgspec.json.encode(replace(run, lesson=None, past=(), former=None))
        return plain + b"\n" + zlib.compress(msgspec.json.encode(ways))

    def decode(self, document: bytes, walkthrough: Walkthrough | Cabinet) -> AnyRun | None:
        """The run that was kept as this document, or None if that is damaged or from another edition of the site."""
        plain, _, compressed = document.partition(b"\n")
        try:
            run = _read(self._runs, plain)
            ways = _read(self._ways, zlib.decompress(compressed) if compressed else b"{}")
        except (msgspec.DecodeError, UnicodeDecodeError, zlib.error):
            return None
        if run is None or ways is None:
            return None
        if compressed:
            run = replace(run, lesson=ways.lesson, past=ways.past, former=ways.former)
        if run.undos:
            run = replace(run, undos=typed(run.undos, self._simulation.state))
        return self._without_lost_ways(run, walkthrough) if self.belongs(run, walkthrough) else None

    def belongs(self, run: AnyRun, walkthrough: Walkthrough | Cabinet) -> bool:
        """Whether every name in the run is still known, so that it can be shown and continued.

        Texts are no names: editing one drops no run. Nor does a mistake with a new name.
        """
        return (
            run.walkthrough == walkthrough.slug
            and (run.notice is None or self._knows(run.notice))
            and self._holds(run, walkthrough)
            and (run.lesson is None or self._holds(run.lesson.before, walkthrough))
        )

    def _without_lost_ways(self, run: AnyRun, walkthrough: Walkthrough | Cabinet) -> AnyRun:
        """The run without the steps to go back to that this edition doesn't have."""
        past = tuple(was for was in run.past if self._holds(was, walkthrough))
        former = run.former if run.former and all(self._holds(was, walkthrough) for was in run.former.past) else None
        return run if (past, former) == (run.past, run.former) else replace(run, past=past, former=former)

    def _holds(self, part: AnyRun | Snapshot[Any], walkthrough: Walkthrough | Cabinet) -> bool:
        if isinstance(walkthrough, Cabinet):
            return (
                part.step in walkthrough.places
                and part.prefill.keys() <= self._simulation.fields.keys()
                and self._simulation.recognises(part.state)
            )
        return (
            (part.step == DONE or walkthrough.step(part.step) is not None)
            and part.prefill.keys() <= self._simulation.fields.keys()
            and all(self._takes(step, part.entered.get(step.id, {})) for step in walkthrough.steps)
            and self._simulation.recognises(part.state)
        )

    def _knows(self, outcome: Outcome) -> bool:
        kind = self._simulation.outcomes.get(outcome.name)
        return kind is not None and outcome.values.keys() == kind.values.keys()

    def _takes(self, step: Step, entered: Mapping[str, str]) -> bool:
        """Whether the step has the fields, and they the choices, that were entered there."""
        action = self._simulation.actions[step.action]
        fields = {name: action.field(name) for name in entered}
        return all(
            field is not None and (field.kind != "choice" or entered[name] in field.choices)
            for name, field in fields.items()
        )


def _read(decoder: msgspec.json.Decoder[_T], document: bytes) -> _T | None:
    """What the document holds, or None if it has names that this edition doesn't know."""
    found = decoder.decode(document)
    if msgspec.json.encode(found) == document:
        return found
    return found if _holds_all(msgspec.to_builtins(found), msgspec.json.decode(document)) else None


def _holds_all(known: Any, kept: Any) -> bool:
    """Whether every key of the document is still known. There may be new ones that it doesn't have."""
    if isinstance(kept, dict):
        return all(key in known and _holds_all(known[key], inner) for key, inner in kept.items())
    if isinstance(kept, list):
        return all(map(_holds_all, known, kept))
    return True
