"""What an autopay pays by itself, and when. `fees.settle` asks for it between the charges."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from types import MappingProxyType
from typing import Literal

from sandbox.account.ledger import THRESHOLD, Autopay, Entry
from sandbox.account.messages import Message
from sandbox.account.moscow import add_month, day_of
from sandbox.account.state import Account
from sandbox.text.moscow import MOSCOW

PAYDAYS: Mapping[str, int] = MappingProxyType({"day_1": 1, "day_15": 15})
"""The days of a month on which a scheduled autopay can pay: kind → day."""

_HOUR = 9
"""Of the payday, in Moscow (a training value)."""


def next_payday(kind: str, after: datetime) -> datetime:
    """The first moment of a schedule that is later than ``after``."""
    first = datetime.combine(day_of(after).replace(day=PAYDAYS[kind]), time(_HOUR), MOSCOW).astimezone(UTC)
    return first if first > after else add_month(first)


def payday(account: Account) -> datetime | None:
    """When a scheduled autopay pays next."""
    return account.autopay.next_at if account.autopay else None


def pay_on_schedule(account: Account, at: datetime) -> Account:
    """Pay because the day has come. A payment that fails is not made up for; the next day is a month later."""
    if not account.autopay:
        return account
    ahead = replace(account.autopay, failed=None, next_at=next_payday(account.autopay.kind, at))
    return _pay(account, ahead, at)


def pay_before_fee(account: Account, fee: int, at: datetime) -> Account:
    """Pay once if that makes a fee bearable that the balance alone is not enough for."""
    autopay = _waiting(account)
    if autopay and account.balance < fee <= account.balance + autopay.amount:
        return _pay(account, autopay, at)
    return account


def refill(account: Account, at: datetime) -> Account:
    """Pay, and pay again, until the balance is no longer below the threshold, or the card or the limit forbids it."""
    while (autopay := _waiting(account)) and account.balance < autopay.threshold:
        paid = _pay(account, autopay, at)
        if paid.balance == account.balance:
            return paid
        account = paid
    return account


def _waiting(account: Account) -> Autopay | None:
    """The autopay that watches the balance, if there is one."""
    autopay = account.autopay
    return autopay if autopay and autopay.on and autopay.kind == THRESHOLD else None


def _pay(account: Account, autopay: Autopay, at: datetime) -> Account:
    if _paid_in_month_of(account, at) + autopay.amount > autopay.monthly_limit:
        return _fail(account, autopay, "limit", Message("autopay_over_limit", at, {"sum": str(autopay.monthly_limit)}))
    if account.card_balance < autopay.amount:
        return _fail(account, autopay, "card", Message("autopay_refused", at, {"sum": str(autopay.amount)}))
    return replace(
        account,
        autopay=replace(autopay, failed=None),
        card_balance=account.card_balance - autopay.amount,
        history=(*account.history, Entry("autopay", autopay.amount, at)),
        messages=(*account.messages, Message("autopay_paid", at, {"sum": str(autopay.amount)})),
    )


def _fail(account: Account, autopay: Autopay, reason: Literal["card", "limit"], message: Message) -> Account:
    """Nothing is paid; the same reason is not told twice in a row."""
    messages = account.messages if autopay.failed == reason else (*account.messages, message)
    return replace(account, autopay=replace(autopay, failed=reason), messages=messages)


def _paid_in_month_of(account: Account, at: datetime) -> int:
    month = day_of(at).replace(day=1)
    return sum(
        entry.amount
        for entry in account.history
        if entry.kind == "autopay" and day_of(entry.at).replace(day=1) == month
    )
