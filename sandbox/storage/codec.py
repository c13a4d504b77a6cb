"""Whether a run that was kept belongs to this edition of the site: a newer one may have renamed or removed things."""

from collections.abc import Mapping
from typing import Any

import msgspec

from sandbox.account.actions import ACTIONS
from sandbox.account.recognition import recognises
from sandbox.engine.outcome import Outcome
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import OUTCOMES, Step, Walkthrough

_FIELDS = frozenset(field.name for action in ACTIONS.values() for field in action.fields)

_decoder = msgspec.json.Decoder(Run)


def read(document: bytes, walkthrough: Walkthrough) -> Run | None:
    """The run that was kept as this document, or None if that is damaged or from another edition of the site."""
    try:
        run = _decoder.decode(document)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if msgspec.json.encode(run) != document and not _holds_all(msgspec.to_builtins(run), msgspec.json.decode(document)):
        return None
    return run if belongs(run, walkthrough) else None


def _holds_all(known: Any, kept: Any) -> bool:
    """Whether no part of the document was passed over because its key is unknown now. New keys may come."""
    if isinstance(kept, dict):
        return all(key in known and _holds_all(known[key], inner) for key, inner in kept.items())
    if isinstance(kept, list):
        return all(map(_holds_all, known, kept))
    return True


def belongs(run: Run, walkthrough: Walkthrough) -> bool:
    """Whether every name in the run still means something, so that it can be shown and taken further.

    Texts are no names: whoever edits one throws nobody out. A mistake that is called otherwise now isn't missed.
    """
    return (
        run.walkthrough == walkthrough.slug
        and (run.done or walkthrough.step(run.step) is not None)
        and (run.notice is None or _knows_outcome(run.notice))
        and run.prefill.keys() <= _FIELDS
        and all(_takes(step, run.entered.get(step.id, {})) for step in walkthrough.steps)
        and recognises(run.account)
    )


def _knows_outcome(outcome: Outcome) -> bool:
    return outcome.name in OUTCOMES and outcome.values.keys() == OUTCOMES[outcome.name].values.keys()


def _takes(step: Step, entered: Mapping[str, str]) -> bool:
    """Whether the step has the fields, and they the choices, that were entered there."""
    fields = {name: ACTIONS[step.action].field(name) for name in entered}
    return all(
        field is not None and (field.kind != "choice" or entered[name] in field.choices)
        for name, field in fields.items()
    )
