"""Monthly fees: charged when they fall due by the run's clock, and never into the red."""

import calendar
from dataclasses import replace
from datetime import datetime

from sandbox.account.state import Account, Entry, Message, Subscription


def add_month(moment: datetime) -> datetime:
    """The same day of the next month, or its last day if it is shorter."""
    year, month = moment.year + moment.month // 12, moment.month % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def begin_subscription(name: str, fee: int, now: datetime) -> Subscription:
    """A service whose first month begins, and is paid for, now."""
    return Subscription(name, fee, since=now, next_fee_at=add_month(now))


def settle(account: Account, now: datetime) -> Account:
    """The account with every fee charged that has fallen due by ``now``.

    A fee that the balance can't bear stops the service instead. It goes on, from a new month, once there is the money.
    """
    while (tariff := account.tariff) and tariff.next_fee_at <= now:
        if account.balance < tariff.fee:
            return account if tariff.unpaid else _stop(account, tariff)
        due = now if tariff.unpaid else tariff.next_fee_at
        account = replace(
            account,
            tariff=replace(tariff, next_fee_at=add_month(due), unpaid=False),
            history=(*account.history, Entry("tariff_fee", -tariff.fee, due)),
            messages=(*account.messages, Message("fee_charged", due, {"sum": str(tariff.fee)})),
        )
    return account


def _stop(account: Account, tariff: Subscription) -> Account:
    return replace(
        account,
        tariff=replace(tariff, unpaid=True),
        messages=(*account.messages, Message("fee_unpaid", tariff.next_fee_at, {"sum": str(tariff.fee)})),
    )
