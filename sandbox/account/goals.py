"""What must be true of the account in the end of a task, by the names that the tasks use.

A goal is never reached by doing nothing: what is so from the beginning, or for want of an account, doesn't count.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from sandbox.account.access import OWN_SESSION
from sandbox.account.ledger import TOP_UP_WAYS
from sandbox.account.linked_identities import NETWORKS
from sandbox.account.options import NEEDED as NEEDED_OPTION
from sandbox.account.options import UNASKED
from sandbox.account.salon import NEW_NUMBER
from sandbox.account.starting_points import BEGINS_AT
from sandbox.account.state import Account
from sandbox.account.tariffs import NEEDED as NEEDED_TARIFF

Predicate = Callable[[Account, datetime], bool]
"""Whether something is so of an account at a moment."""

TOP_UP, THRESHOLD, PAYMENT, LIMIT = 300_00, 100_00, 300_00, 1_000_00
"""Kopecks that are to be paid in; and an autopay's threshold, payment and limit of a month."""


def registered(account: Account, _: datetime) -> bool:
    """There is an account with a password, and it is open here."""
    return account.access.signed_in and account.password.times_set > 0


def network_linked(account: Account, _: datetime) -> bool:
    """A social network lets in."""
    return not set(NETWORKS).isdisjoint(account.access.identities)


def email_saved(account: Account, _: datetime) -> bool:
    """Access can be restored by e-mail: the address is saved and letters reach it."""
    saved = account.profile.saved
    return bool(saved.email) and saved.email_confirmed


def told_of_sign_ins(account: Account, _: datetime) -> bool:
    """An SMS tells of every sign-in."""
    return account.profile.saved.message_on_sign_in


def signed_in(account: Account, _: datetime) -> bool:
    """The account is open here."""
    return account.access.signed_in


def signed_out(account: Account, _: datetime) -> bool:
    """The learner was in the account and has left it."""
    return not account.access.signed_in and account.access.left_at is not None


def signed_in_by_code(account: Account, _: datetime) -> bool:
    """The account is open here, and a code from an SMS has been used."""
    return account.access.signed_in and bool(account.one_time.used)


def password_renewed(account: Account, _: datetime) -> bool:
    """The learner has set a password."""
    return account.password.times_set > 0


def only_own_session(account: Account, _: datetime) -> bool:
    """The account is open here and nowhere else."""
    return [session.kind for session in account.access.sessions] == [OWN_SESSION]


def topped_up_once(account: Account, _: datetime) -> bool:
    """Exactly the sum that was to be paid in was, in one payment."""
    return top_ups(account) == [TOP_UP]


def top_ups(account: Account) -> list[int]:
    """What the learner has paid in, in kopecks."""
    ways = set(TOP_UP_WAYS.values())
    return [entry.amount for entry in account.money.history if entry.kind in ways and entry.at >= BEGINS_AT]


def unasked_option_off(account: Account, _: datetime) -> bool:
    """The subscription that nobody asked for is off."""
    return UNASKED not in account.services.option_names


def cheapest_that_fits(account: Account, _: datetime) -> bool:
    """The tariff has the minutes and gigabytes that are needed, and costs no more than it must."""
    return account.services.tariff is not None and account.services.tariff.name == NEEDED_TARIFF


def more_data_on(account: Account, _: datetime) -> bool:
    """The option with more gigabytes at any hour is on."""
    return NEEDED_OPTION in account.services.option_names


def autopay_paid(account: Account, _: datetime) -> bool:
    """The autopay has paid since the run began."""
    return any(entry.kind == "autopay" and entry.at >= BEGINS_AT for entry in account.money.history)


def limit_kept(account: Account, _: datetime) -> bool:
    """The autopay is on, and set as it was to be."""
    autopay = account.money.autopay
    if autopay is None or not autopay.on:
        return False
    return (autopay.threshold, autopay.amount, autopay.monthly_limit) == (THRESHOLD, PAYMENT, LIMIT)


def autopay_off(account: Account, _: datetime) -> bool:
    """There is no autopay."""
    return account.money.autopay is None


def month_paid(account: Account, _: datetime) -> bool:
    """One more month of the tariff was paid since the run began, and it works."""
    tariff = account.services.tariff
    if tariff is None or tariff.unpaid:
        return False
    since = max(BEGINS_AT, tariff.since)
    return any(entry.kind == "tariff_fee" and entry.at > since for entry in account.money.history)


def number_back(account: Account, _: datetime) -> bool:
    """The phone was lost, and its number works again in a new SIM card."""
    sim = account.sim
    was_lost = sim.lost_since is not None and sim.renewed_at is not None
    return was_lost and not sim.lost and not sim.blocked


def on_new_number(account: Account, _: datetime) -> bool:
    """The account is open here, and belongs to the new number."""
    return account.sim.number == NEW_NUMBER and account.access.signed_in


GOALS: Mapping[str, Predicate] = MappingProxyType(
    {
        goal.__name__: goal
        for goal in (
            registered,
            network_linked,
            email_saved,
            told_of_sign_ins,
            signed_in,
            signed_out,
            signed_in_by_code,
            password_renewed,
            only_own_session,
            topped_up_once,
            unasked_option_off,
            cheapest_that_fits,
            more_data_on,
            autopay_paid,
            limit_kept,
            autopay_off,
            month_paid,
            number_back,
            on_new_number,
        )
    }
)
