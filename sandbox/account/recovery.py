"""A forgotten password: the link in an SMS, and what makes it worthless."""

import hmac
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.account import numbers
from sandbox.account.messages import MESSAGE_DELIVERY, Message
from sandbox.account.outcomes import Outcome
from sandbox.account.pacing import send_paced
from sandbox.account.state import Account, ResetLink
from sandbox.engine.action import Action, Field, Result, Secrets

LIFETIME = timedelta(minutes=15)
"""Training value (FACTS.md): a reset link is valid for 15 minutes and opens once."""


def start_reset(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Press «Забыли пароль?»."""
    return Result(account, Outcome("reset_started"))


def request_reset_link(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Send the first link to the number that was typed."""
    number = numbers.parse_number(given["phone"], account.number)
    if isinstance(number, Outcome):
        return Result(account, number)
    result = _send_link(account, now, secrets, "reset_link_sent")
    return replace(result, kept={"phone": number})


def resend_reset_link(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Send a new link, which kills the old one."""
    return _send_link(account, now, secrets, "reset_link_resent")


def _send_link(account: Account, now: datetime, secrets: Secrets, sent: str) -> Result:
    token = secrets.token()
    issued = replace(account, link=ResetLink(token, now))
    message = Message("reset_link", now, {"link": token})
    return send_paced(account, issued, message, sent=sent, refused="reset_link_requested")


def open_reset_link(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Follow the link. It opens once; opening it uses it up."""
    link = account.link
    arrived = link is not None and link.sent_at + MESSAGE_DELIVERY <= now
    if link is None or not arrived or not _same(given["link"], link.token):
        return Result(account, Outcome("reset_link_unknown"))
    if link.opened:
        return Result(account, Outcome("reset_link_used"))
    if now >= link.sent_at + LIFETIME:
        return Result(account, Outcome("reset_link_expired"))
    return Result(replace(account, link=replace(link, opened=True)), Outcome("reset_link_opened"))


def _same(given: str, token: str) -> bool:
    # A lone surrogate can't be encoded strictly, and is not the token anyway.
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


_NOT_SENT = ("sms_not_delivered", "reset_link_requested_too_soon", "reset_link_requested_too_often")

ACTIONS = (
    Action("start_reset", start_reset, ("reset_started",)),
    Action(
        "request_reset_link",
        request_reset_link,
        ("reset_link_sent", *_NOT_SENT, *numbers.OUTCOMES),
        (Field("phone", "phone"),),
    ),
    Action("resend_reset_link", resend_reset_link, ("reset_link_resent", *_NOT_SENT)),
    Action(
        "open_reset_link",
        open_reset_link,
        ("reset_link_opened", "reset_link_unknown", "reset_link_used", "reset_link_expired"),
        (Field("link", "link"),),
    ),
)
