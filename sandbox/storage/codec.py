"""A run as the document that is stored, and back, if it still belongs to this edition of the site.

A newer edition may have renamed or removed names that a stored run uses.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from sandbox.engine.outcome import Outcome
from sandbox.engine.run import AnyRun, Run
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Step, Walkthrough


class RunCodec:
    """Writes and reads the runs of one simulation."""

    def __init__(self, simulation: AnySimulation) -> None:
        self._simulation = simulation
        # The state's type is known only at run time.
        self._decoder: msgspec.json.Decoder[AnyRun] = msgspec.json.Decoder(Run[simulation.state])  # type: ignore[name-defined]

    def encode(self, run: AnyRun) -> bytes:
        return msgspec.json.encode(run)

    def decode(self, document: bytes, walkthrough: Walkthrough) -> AnyRun | None:
        """The run that was kept as this document, or None if that is damaged or from another edition of the site."""
        try:
            run = self._decoder.decode(document)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None
        if self.encode(run) != document and not _holds_all(msgspec.to_builtins(run), msgspec.json.decode(document)):
            return None
        return run if self.belongs(run, walkthrough) else None

    def belongs(self, run: AnyRun, walkthrough: Walkthrough) -> bool:
        """Whether every name in the run is still known, so that it can be shown and continued.

        Texts are no names: editing one drops no run. Nor does a mistake with a new name.
        """
        return (
            run.walkthrough == walkthrough.slug
            and (run.done or walkthrough.step(run.step) is not None)
            and (run.notice is None or self._knows(run.notice))
            and run.prefill.keys() <= self._simulation.fields.keys()
            and all(self._takes(step, run.entered.get(step.id, {})) for step in walkthrough.steps)
            and self._simulation.recognises(run.state)
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


def _holds_all(known: Any, kept: Any) -> bool:
    """Whether every key of the document is still known. There may be new ones that it doesn't have."""
    if isinstance(kept, dict):
        return all(key in known and _holds_all(known[key], inner) for key, inner in kept.items())
    if isinstance(kept, list):
        return all(map(_holds_all, known, kept))
    return True
