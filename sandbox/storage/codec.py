"""Whether a run that was kept belongs to this edition of the site: a newer one may have renamed or removed things."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from sandbox.account.actions import ACTIONS
from sandbox.account.autopay import KINDS
from sandbox.account.call_details import WHAT
from sandbox.account.ledger import ENTRY_KINDS
from sandbox.account.linked_identities import GOSUSLUGI, NETWORKS
from sandbox.account.messages import MESSAGE_KINDS
from sandbox.account.options import OPTIONS
from sandbox.account.outcomes import Outcome
from sandbox.account.state import SESSION_KINDS, TOP_UP_WAYS, Account
from sandbox.account.tariffs import TARIFFS
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import OUTCOMES, Step, Walkthrough

_FIELDS = frozenset(field.name for action in ACTIONS.values() for field in action.fields)
_SITES = (*NETWORKS, GOSUSLUGI)

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
        and _knows_all_of(run.account)
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


def _knows_all_of(account: Account) -> bool:
    tariffs = [account.tariff.name] if account.tariff else []
    options = [option.name for option in account.options]
    quoted = [message.values for message in account.messages]
    return (
        all(_quotes_enough(message.kind, message.values) for message in account.messages)
        and _within(ENTRY_KINDS, (entry.kind for entry in account.history))
        and _within(SESSION_KINDS, (session.kind for session in account.sessions))
        and _within(TOP_UP_WAYS, [account.top_up_way])
        and _within(TARIFFS, [*tariffs, account.former_tariff, *(values.get("tariff") for values in quoted)])
        and _within(OPTIONS, [*options, *(values.get("option") for values in quoted)])
        and _within(OPTIONS, (entry.service for entry in account.history))
        and _within(_SITES, [account.other_site.name if account.other_site else None])
        and _within(_SITES, account.identities)
        and _within(KINDS, [account.autopay.kind if account.autopay else None])
        and _within(WHAT, [account.details.what if account.details else None])
    )


def _quotes_enough(kind: str, values: Mapping[str, str]) -> bool:
    return kind in MESSAGE_KINDS and values.keys() >= set(MESSAGE_KINDS[kind])


def _within(known: Iterable[str], names: Iterable[str | None]) -> bool:
    """Whether all names are known; one that is empty or missing names nothing."""
    return {name for name in names if name} <= set(known)
