"""A run as the document that is stored, and back, if it still belongs to this edition of the site.

A newer edition may have renamed or removed names that a stored run uses.
"""

import zlib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from sandbox.engine.outcome import Outcome
from sandbox.engine.place import Cabinet
from sandbox.engine.run import AnyRun, Former, Run
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.undo import Snapshot, Undo, restored
from sandbox.engine.walkthrough import DONE, Step, Walkthrough
from sandbox.frozen import replace
from sandbox.storage.former_edition import FormerWaysBack
from sandbox.storage.undos import fitting, typed

_T = TypeVar("_T")


class RunCodec:
    """Writes and reads the runs of one simulation, as JSON."""

    def __init__(self, simulation: AnySimulation) -> None:
        self._simulation = simulation
        # The state's type is known only at run time.
        self._runs: msgspec.json.Decoder[AnyRun] = msgspec.json.Decoder(Run[simulation.state])  # type: ignore[name-defined]
        self._former_edition = FormerWaysBack(simulation)

    def encode(self, run: AnyRun) -> bytes:
        if run.undos:
            run = replace(run, undos=fitting(run.undos))
        if run.former and run.former.undos:
            run = replace(run, former=replace(run.former, undos=fitting(run.former.undos)))
        return msgspec.json.encode(run)

    def decode(self, document: bytes, walkthrough: Walkthrough | Cabinet) -> AnyRun | None:
        """The run that was kept as this document, or None if that is damaged or from another edition of the site."""
        plain, _, compressed = document.partition(b"\n")
        try:
            run = _read(self._runs, plain)
            if run is None:
                return None
            run = self._former_edition.of(run, compressed) if compressed else self._typed(run)
        except (msgspec.DecodeError, UnicodeDecodeError, zlib.error):
            return None
        return self._without_lost_ways(run, walkthrough) if run and self.belongs(run, walkthrough) else None

    def _typed(self, run: AnyRun) -> AnyRun | None:
        """The run with its ways back as this edition reads them. None if there is no way out of its lesson."""
        state = self._simulation.state
        if run.undos:
            run = replace(run, undos=typed(run.undos, state))
        if run.past:
            run = replace(run, past=typed(run.past, state))
        if run.former:
            run = replace(run, former=self._typed_former(run.former))
        if run.lesson:
            before = typed((run.lesson.before,), state)
            return replace(run, lesson=replace(run.lesson, before=before[0])) if before else None
        return run

    def _typed_former(self, former: Former) -> Former | None:
        state = self._simulation.state
        back = typed((former.back,), state)
        if not back:
            return None
        return replace(former, back=back[0], past=typed(former.past, state), undos=typed(former.undos, state))

    def belongs(self, run: AnyRun, walkthrough: Walkthrough | Cabinet) -> bool:
        """Whether every name in the run is still known, so that it can be shown and continued.

        Texts are no names: editing one drops no run. Nor does a mistake with a new name.
        """
        return (
            run.walkthrough == walkthrough.slug
            and (run.notice is None or self._knows(run.notice))
            and self._holds(run, walkthrough)
            and (run.lesson is None or self._holds(_before(run, run.lesson.before), walkthrough))
        )

    def _without_lost_ways(self, run: AnyRun, walkthrough: Walkthrough | Cabinet) -> AnyRun:
        """The run without the ways back to steps that this edition doesn't have, and those that lead on from there."""
        if run.past and (past := _known(run.past, walkthrough)) != run.past:
            run = replace(run, past=past)
        if run.former is None:
            return run
        if not self._holds(_before(run, run.former.back), walkthrough):
            return replace(run, former=None)
        return replace(run, former=replace(run.former, past=_known(run.former.past, walkthrough)))

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
            and all(self._takes(step, part.entered[step.id]) for step in walkthrough.steps if step.id in part.entered)
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


def _before(run: AnyRun, undo: Undo) -> Snapshot[Any]:
    return restored(run.snapshot(undo.clock), undo)


def _known(past: tuple[Undo, ...], walkthrough: Walkthrough | Cabinet) -> tuple[Undo, ...]:
    """The ways back behind the last one to a step that isn't there."""
    steps = {step.id for step in walkthrough.steps} if isinstance(walkthrough, Walkthrough) else set()
    lost = [place for place, undo in enumerate(past) if undo.step not in steps]
    return past[lost[-1] + 1 :] if lost else past


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
