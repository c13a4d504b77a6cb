"""The moments that a learner may want to move the clock to."""

from datetime import datetime, timedelta

from sandbox.account import autopayments, codes, recovery
from sandbox.account.messages import MESSAGE_DELIVERY
from sandbox.account.pacing import next_request_at
from sandbox.account.state import Account

WAITS = (
    "minute",
    "sms",
    "resend",
    "link_resend",
    "code_expiry",
    "link_expiry",
    "unlock",
    "cooling_end",
    "next_fee",
    "next_autopay",
    "password_reminder",
)
"""The names of all waits, in the order they are offered; the one that a step waits for comes first."""


def waits(account: Account, now: datetime) -> dict[str, datetime]:
    """The waits that are possible now: name → the moment, later than ``now``."""
    one_time, payday = account.one_time, autopayments.payday(account)
    again = next_request_at(one_time.requests, now)
    moments: dict[str, datetime | None] = {
        "minute": now + timedelta(minutes=1),
        "sms": min((message.arrives_at for message in account.messages if message.arrives_at > now), default=None),
        "resend": again if one_time.code or not one_time.link else None,
        "link_resend": again if one_time.link else None,
        "code_expiry": _code_expiry(account),
        "link_expiry": one_time.link.sent_at + recovery.LIFETIME if one_time.link else None,
        "unlock": account.password.locked_until,
        "next_fee": _next_fee(account),
        "cooling_end": account.sim.cooling_until,
        "next_autopay": payday and payday + MESSAGE_DELIVERY,
        "password_reminder": None if account.password.breached_hash else account.password.renew_at,
    }
    return {name: moment for name in WAITS if (moment := moments[name]) and moment > now}


def _code_expiry(account: Account) -> datetime | None:
    """When the code expires. A code whose SMS was lost is unknown to the learner, who waits for nothing then."""
    code = account.one_time.code
    sent = code and any(message.values.get("code") == code.digits for message in account.messages)
    return code.sent_at + codes.LIFETIME if code and sent else None


def _next_fee(account: Account) -> datetime | None:
    """When the SMS about the next fee arrives, and about all that fall due in the same minute."""
    due = sorted(service.next_fee_at for service in account.services.running)
    together = [at for at in due if at - due[0] < timedelta(minutes=1)]
    return together[-1] + MESSAGE_DELIVERY if together else None
