"""What was said of an SMS on its way, when it has come meanwhile."""

from datetime import datetime

from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account


def bring_up_to_date(said: Outcome, account: Account, now: datetime) -> Outcome:
    """The same outcome, or that the SMS has arrived: then it is no longer on its way."""
    if said.name != "message_on_the_way" or not account.messages:
        return said
    if any(message.arrives_at > now for message in account.messages):
        return said
    return Outcome("message_arrived")
