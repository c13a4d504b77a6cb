"""Monthly fees: charged when they fall due by the run's clock, and never into the red."""

import calendar
from dataclasses import replace
from datetime import datetime

from sandbox.account import autopayments
from sandbox.account.state import Account, Entry, Message, Subscription


def add_month(moment: datetime) -> datetime:
    """The same day of the next month, or its last day if it is shorter."""
    year, month = moment.year + moment.month // 12, moment.month % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))


def begin_subscription(name: str, fee: int, now: datetime) -> Subscription:
    """A service whose first month begins, and is paid for, now."""
    return Subscription(name, fee, since=now, next_fee_at=add_month(now))


def settle(account: Account, now: datetime) -> Account:
    """The account with all that has fallen due by ``now``, in the order of time: fees charged, autopay paid.

    A fee that the balance can't bear stops the service instead. It goes on, from a new month, once there is the money.
    """
    while (due := _next_due(account)) and due <= now:
        if due == autopayments.payday(account):
            account = autopayments.pay_on_schedule(account, due)
        elif account.tariff:
            account = _charge_or_stop(autopayments.pay_before_fee(account, account.tariff.fee, due), account.tariff)
        account = _refill_and_go_on(account, due)
    return _refill_and_go_on(account, now)


def _next_due(account: Account) -> datetime | None:
    """The next moment of a schedule: of the autopay, or of a fee that has not been missed."""
    fee_at = account.tariff.next_fee_at if account.tariff and not account.tariff.unpaid else None
    return min((moment for moment in (autopayments.payday(account), fee_at) if moment), default=None)


def _charge_or_stop(account: Account, tariff: Subscription) -> Account:
    due = tariff.next_fee_at
    if account.balance >= tariff.fee:
        return _charge(account, tariff, due)
    return replace(
        account,
        tariff=replace(tariff, unpaid=True),
        messages=(*account.messages, Message("fee_unpaid", due, {"sum": str(tariff.fee)})),
    )


def _refill_and_go_on(account: Account, at: datetime) -> Account:
    """What follows from the balance alone: autopay below its threshold, and a service that can be paid for again."""
    account = autopayments.refill(account, at)
    tariff = account.tariff
    if tariff and tariff.unpaid and account.balance >= tariff.fee:
        account = autopayments.refill(_charge(account, tariff, at), at)
    return account


def _charge(account: Account, tariff: Subscription, at: datetime) -> Account:
    return replace(
        account,
        tariff=replace(tariff, next_fee_at=add_month(at), unpaid=False),
        history=(*account.history, Entry("tariff_fee", -tariff.fee, at)),
        messages=(*account.messages, Message("fee_charged", at, {"sum": str(tariff.fee)})),
    )
