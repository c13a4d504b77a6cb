"""How often an SMS may be asked for."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal

from sandbox.account.delivery import obstacle
from sandbox.account.messages import Message
from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account
from sandbox.engine.action import Result

PAUSE = timedelta(seconds=60)
WINDOW = timedelta(minutes=10)
MOST_IN_WINDOW = 3
"""Training values (FACTS.md): a pause of 60 seconds, and at most 3 in 10 minutes."""


def next_request_at(requests: tuple[datetime, ...], now: datetime) -> tuple[datetime, Literal["soon", "often"]] | None:
    """When the next SMS may be asked for, and what stands in the way; None if nothing does."""
    recent = _recent(requests, now)
    if not recent:
        return None
    after_pause = recent[-1] + PAUSE
    if len(recent) >= MOST_IN_WINDOW:
        return max(recent[-MOST_IN_WINDOW] + WINDOW, after_pause), "often"
    return (after_pause, "soon") if after_pause > now else None


def send_paced(account: Account, issued: Account, message: Message, *, sent: str, refused: str) -> Result:
    """Send an SMS that the learner asked for, or refuse: ``refused`` and ``_too_soon`` or ``_too_often``.

    ``issued`` is the account in which what the message brings is valid, ``sent`` the outcome of success.
    What is sent while something stands in its way counts as asked for, and is lost.
    """
    now = message.sent_at
    if blocked := next_request_at(account.requests, now):
        opens_at, reason = blocked
        values = {"retry_in": seconds_until(opens_at, now)}
        return Result(account, Outcome(f"{refused}_too_{reason}", values=values))
    issued = replace(issued, requests=(*_recent(account.requests, now), now))
    if obstacle(account, now):
        return Result(issued, Outcome("sms_not_delivered"))
    return Result(replace(issued, messages=(*account.messages, message)), Outcome(sent))


def seconds_until(moment: datetime, now: datetime) -> int:
    """Whole seconds from ``now`` to a later ``moment``, rounded up, at least 1."""
    return max(1, -((now - moment) // timedelta(seconds=1)))


def _recent(requests: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    return tuple(moment for moment in requests if moment + WINDOW > now)
