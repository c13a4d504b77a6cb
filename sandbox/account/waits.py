"""The moments that a learner may want to move the clock to."""

from datetime import datetime, timedelta

from sandbox.account import autopayments, codes, recovery
from sandbox.account.messages import MESSAGE_DELIVERY
from sandbox.account.pacing import next_request_at
from sandbox.account.state import Account

WAITS = ("minute", "sms", "resend", "code_expiry", "link_expiry", "unlock", "cooling_end", "next_fee", "next_autopay")
"""The names of all waits, in the order they are offered; the one that a step waits for comes first."""


def waits(account: Account, now: datetime) -> dict[str, datetime]:
    """The waits that are possible now: name → the moment, later than ``now``."""
    one_time, payday = account.one_time, autopayments.payday(account)
    moments: dict[str, datetime | None] = {
        "minute": now + timedelta(minutes=1),
        "sms": min((message.arrives_at for message in account.messages if message.arrives_at > now), default=None),
        "resend": next_request_at(one_time.requests, now),
        "code_expiry": one_time.code.sent_at + codes.LIFETIME if one_time.code else None,
        "link_expiry": one_time.link.sent_at + recovery.LIFETIME if one_time.link else None,
        "unlock": account.password.locked_until,
        "next_fee": _next_fee(account),
        "cooling_end": account.sim.cooling_until,
        "next_autopay": payday and payday + MESSAGE_DELIVERY,
    }
    return {name: moment for name in WAITS if (moment := moments[name]) and moment > now}


def _next_fee(account: Account) -> datetime | None:
    """When the SMS about the next fee arrives, and about all that fall due in the same minute."""
    due = sorted(service.next_fee_at for service in account.services.running)
    together = [at for at in due if at - due[0] < timedelta(minutes=1)]
    return together[-1] + MESSAGE_DELIVERY if together else None
