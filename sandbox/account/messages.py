"""SMS to the training phone, and what must wait until they have arrived."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta
from types import MappingProxyType

from sandbox.account.moments import seconds_until
from sandbox.engine.outcome import Outcome, accepted, refused
from sandbox.frozen import dataclass

MESSAGE_DELIVERY = timedelta(seconds=5)
"""How long an SMS is on its way (a training value: long enough to be noticed, short enough not to bore)."""

MESSAGE_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("code",),
        "email_code": ("code",),
        "reset_link": ("link",),
        "receipt": ("sum",),
        "tariff_changed": ("tariff", "sum", "day"),
        "fee_charged": ("sum",),
        "fee_unpaid": ("sum",),
        "option_turned_on": ("option", "sum"),
        "option_turned_off": ("option",),
        "option_charged": ("option", "sum"),
        "option_unpaid": ("option", "sum"),
        "fraud_warning": (),
        "paper_ready": (),
        "sim_ends": ("address",),
        "false_sign_in": ("address",),
        "false_debt": ("address",),
        "false_transfer": ("sum",),
        "false_receipt": ("sum",),
        "code_wanted": (),
        "false_reset_link": ("false_link",),
        "new_sign_in": (),
        "money_sent": ("sum",),
        "autopay_paid": ("sum",),
        "autopay_refused": ("sum",),
        "autopay_over_limit": ("sum",),
        "fee_soon": ("sum",),
        "renew_wanted": (),
        "relative_writes": (),
        "relative_in_need": ("sum",),
        "sim_old": (),
    }
)
"""The kinds of SMS, and the values that the text of each must quote.

A ``sum`` is in kopecks, a ``day`` an ISO moment, a ``tariff`` or ``option`` its name in the code.
"""

MESSAGE_ARRIVED = accepted("message_arrived")
MESSAGE_ON_THE_WAY = refused("message_on_the_way", until="sms", arrives_in="seconds")


@dataclass(frozen=True)
class Message:
    """An SMS to the training phone. ``kind`` is its text's key in ``walkthroughs/wording/``."""

    kind: str
    sent_at: datetime
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def arrives_at(self) -> datetime:
        return self.sent_at + MESSAGE_DELIVERY


def newest_together(inbox: tuple[Message, ...]) -> tuple[Message, ...]:
    """The newest SMS of an inbox. If it brings a link, with those that came with it: one of them is to be chosen."""
    if not inbox:
        return ()
    newest = inbox[-1]
    if not _brings_link(newest):
        return (newest,)
    return tuple(each for each in inbox if _brings_link(each) and each.arrives_at == newest.arrives_at)


def _brings_link(message: Message) -> bool:
    return not message.values.keys().isdisjoint(("link", "false_link"))


def message_on_the_way(messages: tuple[Message, ...], now: datetime) -> Outcome | None:
    """The refusal of what can be checked only against an SMS that hasn't arrived; None once all have."""
    last = max((message.arrives_at for message in messages), default=now)
    return MESSAGE_ON_THE_WAY(arrives_in=seconds_until(last, now)) if last > now else None


def message_awaited(messages: tuple[Message, ...], now: datetime) -> Outcome:
    """Whether the SMS has arrived that a learner waits for. One that was never sent stays on its way."""
    if not messages:
        return MESSAGE_ON_THE_WAY(arrives_in=seconds_until(now + MESSAGE_DELIVERY, now))
    return message_on_the_way(messages, now) or MESSAGE_ARRIVED()


def bring_up_to_date(outcome: Outcome, messages: tuple[Message, ...], now: datetime) -> Outcome:
    """The same outcome; but if it says that an SMS is on its way which has arrived meanwhile, then that it has."""
    news = message_awaited(messages, now)
    return news if outcome.is_a(MESSAGE_ON_THE_WAY) and news.is_a(MESSAGE_ARRIVED) else outcome
