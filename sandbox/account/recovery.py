"""A forgotten password: the link in an SMS, and what makes it invalid."""

import hmac
from datetime import datetime, timedelta
from typing import Literal

from sandbox.account import numbers
from sandbox.account.access import ResetLink
from sandbox.account.draws import Draws
from sandbox.account.messages import MESSAGE_DELIVERY, Message
from sandbox.account.navigation import OTHER_BUTTON_PRESSED, SIGN_IN_BUTTON, press_button
from sandbox.account.pacing import SMS_NOT_DELIVERED, send_paced, send_to_typed_number
from sandbox.account.sign_in import NUMBER_WITHOUT_ACCOUNT
from sandbox.account.state import Account
from sandbox.account.visitors import FALSE_ADDRESSES
from sandbox.engine.action import Action, Field, Press, Result, Secrets
from sandbox.engine.outcome import OutcomeType, accepted, refused
from sandbox.frozen import replace

LIFETIME = timedelta(minutes=15)
"""Training value: a reset link is valid for 15 minutes and opens once."""


RESET_STARTED = accepted("reset_started")


def start_reset(press: Press[Account]) -> Result[Account]:
    """Find «Забыли пароль?» on the sign-in page."""
    return press_button(press, SIGN_IN_BUTTON, "forgotten", RESET_STARTED)


RESET_LINK_SENT = accepted("reset_link_sent")


def request_reset_link(press: Press[Account]) -> Result[Account]:
    """Send the first link to the number that was typed."""
    return send_to_typed_number(press, _send_link, RESET_LINK_SENT)


RESET_LINK_RESENT = accepted("reset_link_resent")


def resend_reset_link(press: Press[Account]) -> Result[Account]:
    """Send a new link, which makes the old one invalid."""
    return _send_link(press.state, press.now, press.secrets, RESET_LINK_RESENT)


RESET_LINK_REQUESTED_TOO_SOON = refused("reset_link_requested_too_soon", until="link_resend", retry_in="seconds")
RESET_LINK_REQUESTED_TOO_OFTEN = refused("reset_link_requested_too_often", until="link_resend", retry_in="seconds")


def _send_link(account: Account, now: datetime, secrets: Secrets, sent: OutcomeType) -> Result[Account]:
    """Send a link. With its SMS comes a forged one of the same words, before it or after it."""
    if not account.exists:
        return Result(account, NUMBER_WITHOUT_ACCOUNT())
    token = secrets.token()
    result = send_paced(
        account,
        _with_link(account, ResetLink(token, now)),
        Message("reset_link", now, {"link": token}),
        sent=sent,
        too_soon=RESET_LINK_REQUESTED_TOO_SOON,
        too_often=RESET_LINK_REQUESTED_TOO_OFTEN,
    )
    if not result.outcome.is_a(sent):
        return result
    draws = Draws(secrets.token())
    *earlier, genuine = result.state.messages
    forged = Message("false_reset_link", now, {"false_link": draws.one_of(FALSE_ADDRESSES)})
    messages = (*earlier, *draws.shuffled((genuine, forged)))
    return replace(result, state=replace(result.state, messages=messages))


def _with_link(account: Account, link: ResetLink) -> Account:
    return replace(account, one_time=replace(account.one_time, link=link))


RESET_LINK_UNKNOWN = refused("reset_link_unknown")
RESET_LINK_USED = refused("reset_link_used")
RESET_LINK_EXPIRED = refused("reset_link_expired")
RESET_LINK_FORGED = refused("reset_link_forged")
RESET_LINK_OPENED = accepted("reset_link_opened")


def ended(link: ResetLink, now: datetime) -> Literal["used", "expired", ""]:
    """Why a link works no longer by itself; empty while it works."""
    if link.opened:
        return "used"
    return "expired" if now >= link.sent_at + LIFETIME else ""


def open_reset_link(press: Press[Account]) -> Result[Account]:
    """Follow the link. It opens once; opening it uses it up."""
    account = press.state
    link = account.one_time.link
    if any(press.given["link"] == message.values.get("false_link") for message in account.inbox(press.now)):
        return Result(account, RESET_LINK_FORGED())
    arrived = link is not None and link.sent_at + MESSAGE_DELIVERY <= press.now
    if link is None or not arrived or not _same(press.given["link"], link.token):
        return Result(account, RESET_LINK_UNKNOWN())
    if end := ended(link, press.now):
        return Result(account, (RESET_LINK_USED if end == "used" else RESET_LINK_EXPIRED)())
    return Result(_with_link(account, replace(link, opened=True)), RESET_LINK_OPENED())


def _same(given: str, token: str) -> bool:
    # A lone surrogate can't be encoded strictly, and is not the token anyway.
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), token.encode())


_NOT_SENT = (NUMBER_WITHOUT_ACCOUNT, SMS_NOT_DELIVERED, RESET_LINK_REQUESTED_TOO_SOON, RESET_LINK_REQUESTED_TOO_OFTEN)

LINK = Field("link", "link", judged=True)

ACTIONS = (
    Action("start_reset", start_reset, (RESET_STARTED, OTHER_BUTTON_PRESSED), (SIGN_IN_BUTTON,)),
    Action(
        "request_reset_link",
        request_reset_link,
        (RESET_LINK_SENT, *_NOT_SENT, *numbers.OUTCOMES),
        (Field("phone", "phone"),),
    ),
    Action("resend_reset_link", resend_reset_link, (RESET_LINK_RESENT, *_NOT_SENT)),
    Action(
        "open_reset_link",
        open_reset_link,
        (RESET_LINK_OPENED, RESET_LINK_FORGED, RESET_LINK_UNKNOWN, RESET_LINK_USED, RESET_LINK_EXPIRED),
        (LINK,),
    ),
)
