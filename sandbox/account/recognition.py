"""Whether a stored account can still be shown: a newer edition may have renamed or removed things."""

from collections.abc import Iterable, Mapping

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


def _or_none(names: Iterable[str]) -> frozenset[str | None]:
    """These names, and what stands where nothing is named."""
    return frozenset((*names, "", None))


KNOWN_ENTRIES, KNOWN_SESSIONS, KNOWN_TOP_UPS = _or_none(ENTRY_KINDS), _or_none(SESSION_KINDS), _or_none(TOP_UP_WAYS)
KNOWN_TARIFFS, KNOWN_OPTIONS, KNOWN_AUTOPAYS = _or_none(TARIFFS), _or_none(OPTIONS), _or_none(AUTOPAY_KINDS)
KNOWN_SITES, KNOWN_DETAILS, KNOWN_CALLERS = _or_none(SITES), _or_none(WHAT), _or_none(CALLERS)
KNOWN_VISITS, KNOWN_SUBJECTS = _or_none(KINDS), _or_none((*SUBJECTS, RESCUER))
KNOWN_ANSWERS = _or_none(ANSWERS_TO_GUESTS)
"""What each kind of name may be, as sets: a state is looked through at each press."""


def recognises(account: Account) -> bool:
    """Whether every name in the account still means something."""
    access, money, services, details = account.access, account.money, account.services, account.use.details
    visits, quoted = account.visits, [message.values for message in account.messages]
    return (
        all(_quotes_enough(message.kind, message.values) for message in account.messages)
        and KNOWN_ENTRIES.issuperset([entry.kind for entry in money.history])
        and KNOWN_SESSIONS.issuperset([session.kind for session in access.sessions])
        and money.top_up_way in KNOWN_TOP_UPS
        and (services.tariff is None or services.tariff.name in KNOWN_TARIFFS)
        and services.former_tariff in KNOWN_TARIFFS
        and KNOWN_TARIFFS.issuperset([values.get("tariff") for values in quoted])
        and KNOWN_OPTIONS.issuperset(services.option_names)
        and KNOWN_OPTIONS.issuperset([values.get("option") for values in quoted])
        and KNOWN_OPTIONS.issuperset([entry.service for entry in money.history])
        and (access.other_site is None or access.other_site.name in KNOWN_SITES)
        and KNOWN_SITES.issuperset(access.identities)
        and (money.autopay is None or money.autopay.kind in KNOWN_AUTOPAYS)
        and (details is None or details.what in KNOWN_DETAILS)
        and KNOWN_VISITS.issuperset([visit.kind for visit in visits.waiting])
        and all(sorted(visit.answers) == sorted(ANSWERS) for visit in visits.waiting)
        and KNOWN_CALLERS.issuperset([call.kind for call in visits.calls])
        and KNOWN_SUBJECTS.issuperset([guest.subject for guest in visits.guests])
        and KNOWN_ANSWERS.issuperset([guest.answer for guest in visits.guests])
    )


def _quotes_enough(kind: str, values: Mapping[str, str]) -> bool:
    return kind in MESSAGE_KINDS and values.keys() >= {*MESSAGE_KINDS[kind]}
