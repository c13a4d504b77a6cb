"""A life goes on for as long as one likes: what is old in its account is folded, so that it never fills the run."""

from datetime import UTC, datetime, time

from sandbox.account.ledger import Entry
from sandbox.account.moments import add_month, day_of
from sandbox.account.period import MONTHS
from sandbox.account.state import Account
from sandbox.frozen import replace
from sandbox.text.russian import MOSCOW

MOST_LINES, MOST_MESSAGES, MOST_GUESTS = 60, 20, 8
"""Lines of the history, SMS, and guests that have been dealt with, in a life."""


def fold(account: Account, now: datetime) -> Account:
    """The account with its newest lines, SMS and guests. The balance stays what it was."""
    return _with_newest_messages(_with_newest_guests(_with_newest_lines(account, now)))


def _with_newest_lines(account: Account, now: datetime) -> Account:
    """The lines of all months without details any more are one: what there was before.

    If there are too many lines all the same, the oldest of the rest are folded, too.
    """
    if len(account.money.history) < 2:
        return account
    history = sorted(account.money.history, key=lambda entry: entry.at)
    begins = _first_with_details(now)
    old = sum(entry.at < begins for entry in history)
    if (more := len(history) - MOST_LINES + 1) > max(old, 1):
        old, begins = more, history[more - 1].at
    if old < 2:
        return account
    opening = Entry("opening", sum(entry.amount for entry in history[:old]), begins)
    return replace(account, money=replace(account.money, history=(opening, *history[old:])))


def _first_with_details(now: datetime) -> datetime:
    """The beginning, in Moscow, of the month in which details begin."""
    first = add_month(day_of(now), -MONTHS).replace(day=1)
    return datetime.combine(first, time(), MOSCOW).astimezone(UTC)


def _with_newest_messages(account: Account) -> Account:
    """Of codes that are good no longer only those whose SMS is still there: it says why they are."""
    if len(account.messages) <= MOST_MESSAGES:
        return account
    messages, one_time = account.messages[-MOST_MESSAGES:], account.one_time
    quoted = {message.values.get("code") for message in messages}
    one_time = replace(
        one_time,
        used=tuple(code for code in one_time.used if code in quoted),
        withdrawn=tuple(code for code in one_time.withdrawn if code in quoted),
    )
    return replace(account, messages=messages, one_time=one_time)


def _with_newest_guests(account: Account) -> Account:
    guests = account.visits.guests
    if len(guests) <= MOST_GUESTS:
        return account
    over = {id(guest) for guest in [guest for guest in guests if guest.answer][:-MOST_GUESTS]}
    left = tuple(guest for guest in guests if id(guest) not in over)
    return replace(account, visits=replace(account.visits, guests=left))
