"""SMS on their way: what must wait for them, and what was said of them when they have come meanwhile."""

from datetime import datetime

from sandbox.account.outcomes import Outcome
from sandbox.account.pacing import seconds_until
from sandbox.account.state import Account


def message_on_the_way(account: Account, now: datetime) -> Outcome | None:
    """The refusal of what can be checked only against an SMS that hasn't come; None once all have."""
    last = max((message.arrives_at for message in account.messages), default=now)
    if last <= now:
        return None
    return Outcome("message_on_the_way", values={"arrives_in": seconds_until(last, now)})


def bring_up_to_date(said: Outcome, account: Account, now: datetime) -> Outcome:
    """The same outcome, or that the SMS has arrived: then it is no longer on its way."""
    if said.name != "message_on_the_way" or not account.messages or message_on_the_way(account, now):
        return said
    return Outcome("message_arrived")
