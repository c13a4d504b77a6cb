"""Monthly fees: charged when they fall due by the run's clock, and never into the red."""

import calendar
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from sandbox.account.state import Account, Entry, Message, Subscription

Day = TypeVar("Day", bound=date)


def add_month(moment: Day, count: int = 1) -> Day:
    """The same day, ``count`` months later, or the last day of that month if it is shorter."""
    years, month = divmod(moment.month - 1 + count, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def begin_subscription(name: str, fee: int, now: datetime) -> Subscription:
    """A service whose first month begins, and is paid for, now."""
    return Subscription(name, fee, since=now, next_fee_at=add_month(now))


def settle(account: Account, now: datetime) -> Account:
    """The account with every fee charged that has fallen due by ``now``, the earliest first.

    A fee that the balance can't bear stops its service instead. It goes on, from a new month, once there is the money.
    """
    while service := _first_due(account, now):
        account = _charge(account, service) if service.fee <= account.balance else _stop(account, service)
    return account


def _first_due(account: Account, now: datetime) -> Subscription | None:
    """The service whose turn it is. One that stands still waits for its money, not for a day."""
    due = (
        service
        for service in account.services
        if service.fee and not (service.unpaid and service.fee > account.balance) and _due_at(account, service) <= now
    )
    return min(due, key=lambda service: _due_at(account, service), default=None)


def _due_at(account: Account, service: Subscription) -> datetime:
    """When the fee falls due; if it is unpaid, when the money came, which is the newest line of the history."""
    return max(service.next_fee_at, account.history[-1].at) if service.unpaid else service.next_fee_at


def _charge(account: Account, service: Subscription) -> Account:
    at = _due_at(account, service)
    paid = replace(service, next_fee_at=add_month(at), unpaid=False)
    if service is account.tariff:
        entry = Entry("tariff_fee", -service.fee, at)
    else:
        entry = Entry("option_fee", -service.fee, at, service.name)
    account = _tell(account, service, "charged", at)
    return replace(_exchange(account, service, paid), history=(*account.history, entry))


def _stop(account: Account, service: Subscription) -> Account:
    account = _tell(account, service, "unpaid", service.next_fee_at)
    return _exchange(account, service, replace(service, unpaid=True))


def _tell(account: Account, service: Subscription, what: str, at: datetime) -> Account:
    values = {"sum": str(service.fee)}
    if service is account.tariff:
        message = Message(f"fee_{what}", at, values)
    else:
        message = Message(f"option_{what}", at, {"option": service.name, **values})
    return replace(account, messages=(*account.messages, message))


def _exchange(account: Account, old: Subscription, new: Subscription) -> Account:
    if old is account.tariff:
        return replace(account, tariff=new)
    return replace(account, options=tuple(new if each is old else each for each in account.options))
