"""Monthly fees: charged when they fall due by the run's clock, and never into the red."""

from dataclasses import replace
from datetime import datetime

from sandbox.account import autopayments
from sandbox.account.ledger import Entry, Subscription
from sandbox.account.messages import Message
from sandbox.account.moscow import add_month, next_monthly
from sandbox.account.state import Account


def begin_subscription(name: str, fee: int, now: datetime) -> Subscription:
    """A service whose first month begins, and is paid for, now."""
    return Subscription(name, fee, since=now, next_fee_at=add_month(now))


def settle(account: Account, now: datetime) -> Account:
    """The account with all that has fallen due by ``now``, in the order of time: fees charged, autopay paid.

    A fee that the balance can't bear stops its service instead. It goes on, from a new month, once there is the money.
    """
    while (due := _next_due(account)) and due <= now:
        account = _refill_and_go_on(_happen(account, due), due)
    return _refill_and_go_on(account, now)


def _next_due(account: Account) -> datetime | None:
    """The next moment of a schedule: of the autopay, or of a fee that has not been missed."""
    moments = (autopayments.payday(account), *(service.next_fee_at for service in _running(account)))
    return min((moment for moment in moments if moment), default=None)


def _running(account: Account) -> list[Subscription]:
    return [service for service in account.services if service.fee and not service.unpaid]


def _happen(account: Account, due: datetime) -> Account:
    """What falls due at this very moment: an autopay, or else one fee."""
    if due == autopayments.payday(account):
        return autopayments.pay_on_schedule(account, due)
    service = min(_running(account), key=lambda service: service.next_fee_at)
    account = autopayments.pay_before_fee(account, service.fee, due)
    return _charge(account, service, due) if service.fee <= account.balance else _stop(account, service)


def _refill_and_go_on(account: Account, at: datetime) -> Account:
    """What follows from the balance alone: autopay below its threshold, and services that can be paid for again."""
    account = autopayments.refill(account, at)
    for stopped in [service for service in account.services if service.unpaid]:
        account = autopayments.pay_before_fee(account, stopped.fee, at)
    while service := _affordable_again(account):
        # the month begins when the money came, which is the newest line of the history
        since = max(service.next_fee_at, account.history[-1].at)
        account = autopayments.refill(_charge(account, service, since), at)
    return account


def _affordable_again(account: Account) -> Subscription | None:
    stopped = (service for service in account.services if service.unpaid and service.fee <= account.balance)
    return min(stopped, key=lambda service: service.next_fee_at, default=None)


def _charge(account: Account, service: Subscription, at: datetime) -> Account:
    resumed_at = at if service.unpaid else service.resumed_at
    next_fee_at = next_monthly(resumed_at or service.since, at)
    paid = replace(service, next_fee_at=next_fee_at, unpaid=False, resumed_at=resumed_at)
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
