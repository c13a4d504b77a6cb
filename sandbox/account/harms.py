"""What must not happen to the account in a task, by the names that the tasks use.

A harm is told by what it has left behind, not by what the learner is in the middle of: an account that is open at a
strange place is harmed only after a while, and so is one in which a stranger was left.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from sandbox.account.goals import Predicate, password_renewed, top_ups
from sandbox.account.guests import RESCUER, well_handled
from sandbox.account.options import UNASKED, missed
from sandbox.account.pacing import MOST_IN_WINDOW, recent_requests
from sandbox.account.starting_points import BEGINS_AT
from sandbox.account.state import Account
from sandbox.account.tariffs import NEEDED, TARIFFS

LEFT_ALONE = timedelta(hours=1)
"""After this time an account counts as left open, and a stranger as left in it (a training value)."""


def code_told(account: Account, _: datetime) -> bool:
    """A code was told to somebody."""
    return account.mishaps.codes_told > 0


def draft_lost(account: Account, _: datetime) -> bool:
    """What was filled in was not saved."""
    return account.mishaps.drafts_lost > 0


def account_left_open(account: Account, now: datetime) -> bool:
    """The account stayed open where the learner signed in."""
    entered = (session.since for session in account.access.sessions if session.own and session.since >= BEGINS_AT)
    return account.access.signed_in and any(now >= since + LEFT_ALONE for since in entered)


def data_given(account: Account, _: datetime) -> bool:
    """The password was given away at a forged site."""
    return account.mishaps.passwords_given > 0


def stranger_stays(account: Account, now: datetime) -> bool:
    """The password was changed, and yet a stranger was left in the account."""
    changed, others = account.password.set_at, any(not session.own for session in account.access.sessions)
    return others and changed is not None and now >= changed + LEFT_ALONE


def stranger_back(account: Account, _: datetime) -> bool:
    """A stranger who knew the password came back at once."""
    return account.mishaps.strangers_back > 0


def paid_twice(account: Account, _: datetime) -> bool:
    """More than one payment was made."""
    return len(top_ups(account)) > 1


def money_sent(account: Account, _: datetime) -> bool:
    """Money was sent to somebody who asked for it."""
    return account.mishaps.payments_to_strangers > 0


def needed_option_off(account: Account, _: datetime) -> bool:
    """An option that was wanted is off."""
    return UNASKED in _known_options(account) and bool(missed(account))


def _known_options(account: Account) -> set[str]:
    """The options that are on or were paid for once."""
    return account.services.option_names | {entry.service for entry in account.money.history}


def dearer_tariff(account: Account, _: datetime) -> bool:
    """A tariff was taken that costs more than it need."""
    return _taken_fee(account) > TARIFFS[NEEDED].fee


def too_small(account: Account, _: datetime) -> bool:
    """A tariff was taken that has less than is needed."""
    return 0 < _taken_fee(account) < TARIFFS[NEEDED].fee


def _taken_fee(account: Account) -> int:
    """The fee in kopecks of a tariff that the learner has taken; 0 of one that was there before."""
    tariff = account.services.tariff
    return tariff.fee if tariff and tariff.since >= BEGINS_AT else 0


def link_cut(account: Account, _: datetime) -> bool:
    """There was not enough for a month of the tariff."""
    tariff = account.services.tariff
    return tariff is not None and (tariff.unpaid or tariff.resumed_at is not None)


def money_stolen(account: Account, _: datetime) -> bool:
    """Somebody called with the lost phone."""
    return any(entry.kind == "stolen_calls" for entry in account.money.history)


def asked_too_often(account: Account, now: datetime) -> bool:
    """No more SMS may be asked for, for a while."""
    return len(recent_requests(account.one_time.requests, now)) >= MOST_IN_WINDOW


def rescuer_believed(account: Account, _: datetime) -> bool:
    """The one who promised the stolen money back was told a code."""
    return any(guest.subject == RESCUER and not well_handled(guest) for guest in account.visits.guests)


def genuine_refused(account: Account, _: datetime) -> bool:
    """Somebody who wrote or called rightly was blocked."""
    return any(guest.genuine and not well_handled(guest) for guest in account.visits.guests)


HARMS: Mapping[str, Predicate] = MappingProxyType(
    {
        "password_changed": password_renewed,
        **{
            harm.__name__: harm
            for harm in (
                code_told,
                draft_lost,
                account_left_open,
                data_given,
                stranger_stays,
                stranger_back,
                paid_twice,
                money_sent,
                needed_option_off,
                dearer_tariff,
                too_small,
                link_cut,
                money_stolen,
                asked_too_often,
                rescuer_believed,
                genuine_refused,
            )
        },
    }
)
