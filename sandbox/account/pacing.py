"""SMS that the learner asks for: to the number that was typed, and only so often."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sandbox.account.delivery import obstacle
from sandbox.account.messages import Message
from sandbox.account.moments import seconds_until
from sandbox.account.numbers import parse_number_of
from sandbox.account.state import Account
from sandbox.engine.action import Press, Result, Secrets
from sandbox.engine.outcome import Outcome, OutcomeType, refused
from sandbox.frozen import replace

PAUSE = timedelta(seconds=60)
WINDOW = timedelta(minutes=10)
MOST_IN_WINDOW = 3
"""Training values: a pause of 60 seconds, and at most 3 in 10 minutes."""

Send = Callable[[Account, datetime, Secrets, OutcomeType], Result[Account]]
"""Sends an SMS, or refuses. The last argument is the outcome of success."""

SMS_NOT_DELIVERED = refused("sms_not_delivered")


def next_request_at(requests: tuple[datetime, ...], now: datetime) -> datetime | None:
    """When the next SMS may be asked for; None if it may be at once."""
    recent = recent_requests(requests, now)
    if not recent:
        return None
    after_pause = recent[-1] + PAUSE
    if len(recent) >= MOST_IN_WINDOW:
        return max(recent[-MOST_IN_WINDOW] + WINDOW, after_pause)
    return after_pause if after_pause > now else None


def send_to_typed_number(press: Press[Account], send: Send, sent: OutcomeType) -> Result[Account]:
    """Send an SMS to the number that was typed in the field ``phone``, or refuse that number."""
    number = parse_number_of(press.state.sim, press.given["phone"])
    if isinstance(number, Outcome):
        return Result(press.state, number)
    return replace(send(press.state, press.now, press.secrets, sent), kept={"phone": number})


def send_paced(
    account: Account,
    issued: Account,
    message: Message,
    *,
    sent: OutcomeType,
    too_soon: OutcomeType,
    too_often: OutcomeType,
) -> Result[Account]:
    """Send an SMS that the learner asked for; refuse if it is ``too_soon`` after the last or ``too_often`` of late.

    ``issued`` is the account in which what the message brings is valid, ``sent`` the outcome of success.
    An SMS that can't be delivered counts as asked for, and is lost.
    """
    now, recent = message.sent_at, recent_requests(account.one_time.requests, message.sent_at)
    if opens_at := next_request_at(recent, now):
        refusal = too_often if len(recent) >= MOST_IN_WINDOW else too_soon
        return Result(account, refusal(retry_in=seconds_until(opens_at, now)))
    issued = replace(issued, one_time=replace(issued.one_time, requests=(*recent, now)))
    if obstacle(account.sim, now):
        return Result(issued, SMS_NOT_DELIVERED())
    return Result(issued.with_message(message), sent())


def recent_requests(requests: tuple[datetime, ...], now: datetime) -> tuple[datetime, ...]:
    """Those of the last `WINDOW`."""
    return tuple(moment for moment in requests if moment + WINDOW > now)
