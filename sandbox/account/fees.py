"""Monthly fees: charged when they fall due by the run's clock, and only if the balance is enough."""

from datetime import datetime

from sandbox.account import autopayments
from sandbox.account.ledger import Entry, Subscription
from sandbox.account.messages import Message
from sandbox.account.moments import add_month, next_monthly
from sandbox.account.state import Account
from sandbox.frozen import replace


def begin_subscription(name: str, fee: int, now: datetime) -> Subscription:
    """A service whose first month begins, and is paid for, now."""
    return Subscription(name, fee, since=now, next_fee_at=add_month(now))


def settle(account: Account, now: datetime) -> Account:
    """The account with all that has fallen due by ``now``, in the order of time: fees charged, autopay paid.

    If the balance is too low for a fee, its service is stopped. Once it is enough, the service is resumed for a new
    month.
    """
    while (due := _next_due(account)) and due <= now:
        account = _refill_and_resume(_happen(account, due), due)
    return _refill_and_resume(account, now)


def _next_due(account: Account) -> datetime | None:
    """The next moment of a schedule: of the autopay, or of a fee that has not been missed."""
    moments = (autopayments.payday(account), *(service.next_fee_at for service in account.services.running))
    return min((moment for moment in moments if moment), default=None)


def _happen(account: Account, due: datetime) -> Account:
    """What falls due at this very moment: an autopay, or else one fee."""
    if due == autopayments.payday(account):
        return autopayments.pay_on_schedule(account, due)
    service = min(account.services.running, key=lambda service: service.next_fee_at)
    account = autopayments.pay_before_fee(account, service.fee, due)
    return _charge(account, service, due) if service.fee <= account.money.balance else _stop(account, service)


def _refill_and_resume(account: Account, at: datetime) -> Account:
    """What follows from the balance alone: autopay below its threshold, and services that can be paid for again."""
    account = autopayments.refill(account, at)
    for stopped in [service for service in account.services.all if service.unpaid]:
        account = autopayments.pay_before_fee(account, stopped.fee, at)
    while service := _affordable_again(account):
        # the month begins when the money came, which is the newest line of the history
        since = max(service.next_fee_at, account.money.history[-1].at)
        account = autopayments.refill(_charge(account, service, since), at)
    return account


def _affordable_again(account: Account) -> Subscription | None:
    balance = account.money.balance
    stopped = (service for service in account.services.all if service.unpaid and service.fee <= balance)
    return min(stopped, key=lambda service: service.next_fee_at, default=None)


def _charge(account: Account, service: Subscription, at: datetime) -> Account:
    resumed_at = at if service.unpaid else service.resumed_at
    next_fee_at = next_monthly(resumed_at or service.since, at)
    paid = replace(service, next_fee_at=next_fee_at, unpaid=False, resumed_at=resumed_at)
    if service is account.services.tariff:
        entry = Entry("tariff_fee", -service.fee, at)
    else:
        entry = Entry("option_fee", -service.fee, at, service.name)
    account = _notify(account, service, at, of_tariff="fee_charged", of_option="option_charged")
    return _exchange(account, service, paid).with_entry(entry)


def _stop(account: Account, service: Subscription) -> Account:
    account = _notify(account, service, service.next_fee_at, of_tariff="fee_unpaid", of_option="option_unpaid")
    return _exchange(account, service, replace(service, unpaid=True))


def _notify(account: Account, service: Subscription, at: datetime, *, of_tariff: str, of_option: str) -> Account:
    """Send the SMS of the one kind or the other."""
    values = {"sum": str(service.fee)}
    if service is account.services.tariff:
        return account.with_message(Message(of_tariff, at, values))
    return account.with_message(Message(of_option, at, {"option": service.name, **values}))


def _exchange(account: Account, old: Subscription, new: Subscription) -> Account:
    services = account.services
    if old is services.tariff:
        return replace(account, services=replace(services, tariff=new))
    options = tuple(new if each is old else each for each in services.options)
    return replace(account, services=replace(services, options=options))
