"""The course of things: all that happens by the run's clock, in the order of time."""

from collections.abc import Callable
from datetime import datetime

from sandbox.account import fees, guests, misfortunes
from sandbox.account.state import Account

_HAPPENINGS: tuple[tuple[Callable[[Account], datetime | None], Callable[[Account], Account]], ...] = (
    (misfortunes.next_at, misfortunes.befall_next),
    (guests.next_at, guests.arrive_next),
)
"""When the next of its kind comes, and the account after it."""


def settle(account: Account, now: datetime) -> Account:
    """The account with all that has come by ``now``: what strangers did, who came unannounced, fees and autopay."""
    while due := _next_due(account, now):
        moment, happen = due
        account = happen(fees.settle(account, moment))
    return fees.settle(account, now)


def _next_due(account: Account, now: datetime) -> tuple[datetime, Callable[[Account], Account]] | None:
    due = [(moment, happen) for next_at, happen in _HAPPENINGS if (moment := next_at(account)) and moment <= now]
    return min(due, key=lambda each: each[0], default=None)
