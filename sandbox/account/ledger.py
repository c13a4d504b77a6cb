"""The subscriber's money, as frozen values: the lines of the history, and what adds to them by itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sandbox.account.call_records import RECORD_KINDS

ENTRY_KINDS = (
    "opening",
    "stolen_calls",
    "top_up_by_card",
    "top_up_by_sbp",
    "training_money",
    "tariff_fee",
    "option_fee",
    "sent_to_stranger",
    "autopay",
    *RECORD_KINDS,
)
"""What money comes from or goes to; the labels are in ``wording.yml``."""


@dataclass(frozen=True)
class Entry:
    """One line of the account's history: ``amount`` in kopecks, negative for a charge.

    ``service`` names the option that a fee is for.
    """

    kind: str
    amount: int
    at: datetime
    service: str = ""


@dataclass(frozen=True)
class Subscription:
    """A service with a monthly ``fee`` in kopecks.

    ``unpaid`` says that it stands still for want of money. Its months count from ``resumed_at``, if it ever did.
    """

    name: str
    fee: int
    since: datetime
    next_fee_at: datetime
    unpaid: bool = False
    resumed_at: datetime | None = None


THRESHOLD = "threshold"
"""The kind of autopay that pays when the balance is below its threshold. The other kinds pay on a day of each month."""


@dataclass(frozen=True)
class Autopay:
    """What tops the account up from the training card; sums in kopecks.

    ``next_at`` is its next day, if it pays on days. ``failed`` says why the last payment was not made.
    Until it is ``on``, it is being set up; it is on these terms ``since`` then.
    """

    kind: str
    threshold: int = 0
    amount: int = 0
    monthly_limit: int = 0
    on: bool = False
    since: datetime | None = None
    next_at: datetime | None = None
    failed: Literal["card", "limit"] | None = None
