"""What an autopay pays by itself, and when. `fees.settle` asks for it between the charges."""

from datetime import UTC, datetime, time
from typing import Literal

from sandbox.account.ledger import PAYDAYS, THRESHOLD, Autopay, Entry
from sandbox.account.messages import Message
from sandbox.account.moments import add_month, day_of
from sandbox.account.state import Account
from sandbox.frozen import replace
from sandbox.text.russian import MOSCOW

_HOUR = 9
"""Of the payday, in Moscow (a training value)."""


def next_payday(kind: str, after: datetime) -> datetime:
    """The first moment of a schedule that is later than ``after``."""
    first = datetime.combine(day_of(after).replace(day=PAYDAYS[kind]), time(_HOUR), MOSCOW).astimezone(UTC)
    return first if first > after else add_month(first)


def payday(account: Account) -> datetime | None:
    """When a scheduled autopay pays next."""
    return account.money.autopay.next_at if account.money.autopay else None


def pay_on_schedule(account: Account, at: datetime) -> Account:
    """Pay because the day has come. A payment that fails is not made up for; the next day is a month later."""
    autopay = account.money.autopay
    if not autopay:
        return account
    return _pay(account, replace(autopay, failed=None, next_at=next_payday(autopay.kind, at)), at)


def pay_before_fee(account: Account, fee: int, at: datetime) -> Account:
    """Pay once if the balance is too low for a fee, and would be enough then."""
    autopay = _waiting(account)
    if autopay and account.money.balance < fee <= account.money.balance + autopay.amount:
        return _pay(account, autopay, at)
    return account


def refill(account: Account, at: datetime) -> Account:
    """Pay, and pay again, until the balance is no longer below the threshold, or the card or the limit forbids it."""
    while (autopay := _waiting(account)) and account.money.balance < autopay.threshold:
        paid = _pay(account, autopay, at)
        if paid.money.balance == account.money.balance:
            return paid
        account = paid
    return account


def _waiting(account: Account) -> Autopay | None:
    """The autopay that watches the balance, if there is one."""
    autopay = account.money.autopay
    return autopay if autopay and autopay.on and autopay.kind == THRESHOLD else None


def _pay(account: Account, autopay: Autopay, at: datetime) -> Account:
    if _paid_in_month_of(account, at) + autopay.amount > autopay.monthly_limit:
        return _fail(account, autopay, "limit", Message("autopay_over_limit", at, {"sum": str(autopay.monthly_limit)}))
    if account.money.card_balance < autopay.amount:
        return _fail(account, autopay, "card", Message("autopay_refused", at, {"sum": str(autopay.amount)}))
    account = account.with_payment_from_card(Entry("autopay", autopay.amount, at))
    account = account.with_message(Message("autopay_paid", at, {"sum": str(autopay.amount)}))
    return account.with_autopay(replace(autopay, failed=None))


def _fail(account: Account, autopay: Autopay, reason: Literal["card", "limit"], message: Message) -> Account:
    """Nothing is paid. Two failures in a row for the same reason send one SMS."""
    if autopay.failed != reason:
        account = account.with_message(message)
    return account.with_autopay(replace(autopay, failed=reason))


def _paid_in_month_of(account: Account, at: datetime) -> int:
    month = day_of(at).replace(day=1)
    return sum(
        entry.amount
        for entry in account.money.history
        if entry.kind == "autopay" and day_of(entry.at).replace(day=1) == month
    )
