"""The moments that a learner may want to move the clock to."""

from datetime import datetime, timedelta

from sandbox.account import autopayments, codes, recovery
from sandbox.account.messages import MESSAGE_DELIVERY
from sandbox.account.moscow import day_of
from sandbox.account.pacing import next_request_at, seconds_until
from sandbox.account.state import Account

WAITS = ("minute", "sms", "resend", "code_expiry", "link_expiry", "unlock", "cooling_end", "next_fee", "next_autopay")
"""The names of all levers, in the order they are offered; the one that a step waits for comes first."""


def waits(account: Account, now: datetime) -> dict[str, datetime]:
    """The levers that lead somewhere from here: name → the moment, later than ``now``."""
    blocked, payday = next_request_at(account.requests, now), autopayments.payday(account)
    moments: dict[str, datetime | None] = {
        "minute": now + timedelta(minutes=1),
        "sms": min((message.arrives_at for message in account.messages if message.arrives_at > now), default=None),
        "resend": blocked[0] if blocked else None,
        "code_expiry": account.code.sent_at + codes.LIFETIME if account.code else None,
        "link_expiry": account.link.sent_at + recovery.LIFETIME if account.link else None,
        "unlock": account.locked_until,
        "next_fee": _next_fee(account),
        "cooling_end": account.cooling_until,
        "next_autopay": payday and payday + MESSAGE_DELIVERY,
    }
    return {name: moment for name in WAITS if (moment := moments[name]) and moment > now}


def _next_fee(account: Account) -> datetime | None:
    """When the SMS about the next fee has come, and about all that fall due in the same minute."""
    due = sorted(service.next_fee_at for service in account.services if service.fee and not service.unpaid)
    together = [at for at in due if at - due[0] < timedelta(minutes=1)]
    return together[-1] + MESSAGE_DELIVERY if together else None


def passed_between(begin: datetime, end: datetime) -> int:
    """Seconds, rounded up. From a day on only the days of the calendar count, as on the training phone."""
    if end - begin < timedelta(days=1):
        return seconds_until(end, begin)
    return (day_of(end) - day_of(begin)) // timedelta(seconds=1)
