"""SMS to the training phone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

MESSAGE_DELIVERY = timedelta(seconds=5)
"""How long an SMS is on its way (a training value: long enough to be noticed, short enough not to bore)."""

MESSAGE_KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "code": ("code",),
        "reset_link": ("link",),
        "receipt": ("sum",),
        "tariff_changed": ("tariff", "sum", "day"),
        "fee_charged": ("sum",),
        "fee_unpaid": ("sum",),
        "option_turned_on": ("option", "sum"),
        "option_turned_off": ("option",),
        "option_charged": ("option", "sum"),
        "option_unpaid": ("option", "sum"),
        "fraud_link": (),
        "fraud_transfer": ("sum",),
        "new_sign_in": (),
        "money_sent": ("sum",),
        "autopay_paid": ("sum",),
        "autopay_refused": ("sum",),
        "autopay_over_limit": ("sum",),
    }
)
"""The kinds of SMS, and the values that the text of each must quote.

A ``sum`` is in kopecks, a ``day`` an ISO moment, a ``tariff`` or ``option`` its name in the code.
"""


@dataclass(frozen=True)
class Message:
    """An SMS to the training phone. ``kind`` is its text's key in ``wording.yml``."""

    kind: str
    sent_at: datetime
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def arrives_at(self) -> datetime:
        return self.sent_at + MESSAGE_DELIVERY
