"""Whether a stored account can still be shown: a newer edition may have renamed or removed things."""

from collections.abc import Container, Iterable, Mapping

from sandbox.account.access import SESSION_KINDS
from sandbox.account.call_details import WHAT
from sandbox.account.calls import CALLERS
from sandbox.account.guests import ANSWERS as ANSWERS_TO_GUESTS
from sandbox.account.guests import RESCUER, SUBJECTS
from sandbox.account.ledger import AUTOPAY_KINDS, ENTRY_KINDS, TOP_UP_WAYS
from sandbox.account.linked_identities import SITES
from sandbox.account.messages import MESSAGE_KINDS
from sandbox.account.options import OPTIONS
from sandbox.account.state import Account
from sandbox.account.tariffs import TARIFFS
from sandbox.account.visitors import ANSWERS, KINDS


def recognises(account: Account) -> bool:
    """Whether every name in the account still means something."""
    access, money, services, details = account.access, account.money, account.services, account.use.details
    quoted = [message.values for message in account.messages]
    tariffs = [services.tariff.name] if services.tariff else []
    return (
        all(_quotes_enough(message.kind, message.values) for message in account.messages)
        and _within(ENTRY_KINDS, (entry.kind for entry in money.history))
        and _within(SESSION_KINDS, (session.kind for session in access.sessions))
        and _within(TOP_UP_WAYS, [money.top_up_way])
        and _within(TARIFFS, [*tariffs, services.former_tariff])
        and _within(TARIFFS, (values.get("tariff") for values in quoted))
        and _within(OPTIONS, services.option_names)
        and _within(OPTIONS, (values.get("option") for values in quoted))
        and _within(OPTIONS, (entry.service for entry in money.history))
        and _within(SITES, [access.other_site.name if access.other_site else None, *access.identities])
        and _within(AUTOPAY_KINDS, [money.autopay.kind if money.autopay else None])
        and _within(WHAT, [details.what if details else None])
        and _within(KINDS, (visit.kind for visit in account.visits.waiting))
        and all(sorted(visit.answers) == sorted(ANSWERS) for visit in account.visits.waiting)
        and _within(CALLERS, (call.kind for call in account.visits.calls))
        and _within((*SUBJECTS, RESCUER), (guest.subject for guest in account.visits.guests))
        and _within(("", *ANSWERS_TO_GUESTS), (guest.answer for guest in account.visits.guests))
    )


def _quotes_enough(kind: str, values: Mapping[str, str]) -> bool:
    return kind in MESSAGE_KINDS and values.keys() >= set(MESSAGE_KINDS[kind])


def _within(known: Container[str], names: Iterable[str | None]) -> bool:
    """Whether all names are known; one that is empty or missing names nothing."""
    return all(name in known for name in names if name)
