"""The subscriber's money and what it pays for, as frozen values."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from sandbox.account.call_records import RECORD_KINDS
from sandbox.frozen import dataclass

CARD_BALANCE = 2_000_00
"""Kopecks on the training bank card when a run begins (a training value)."""

TOP_UP_WAYS: Mapping[str, str] = MappingProxyType({"card": "top_up_by_card", "sbp": "top_up_by_sbp"})
"""By a training bank card, or through the fast payment system (СБП) from the same card: way → kind of entry."""

ENTRY_KINDS = (
    "opening",
    "stolen_calls",
    *TOP_UP_WAYS.values(),
    "training_money",
    "tariff_fee",
    "option_fee",
    "sent_to_stranger",
    "autopay",
    "gift",
    *RECORD_KINDS,
)
"""What money comes from or goes to; the labels are in ``walkthroughs/wording/``."""


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

    ``unpaid`` says that it is stopped because the balance was too low. Its months count from ``since``, or from
    ``resumed_at`` if it has been stopped and resumed.
    """

    name: str
    fee: int
    since: datetime
    next_fee_at: datetime
    unpaid: bool = False
    resumed_at: datetime | None = None


@dataclass(frozen=True)
class Services:
    """The tariff and the options. ``former_tariff`` is the name of the one before the last change."""

    tariff: Subscription | None = None
    former_tariff: str | None = None
    options: tuple[Subscription, ...] = ()

    @property
    def all(self) -> tuple[Subscription, ...]:
        """All that may cost a monthly fee: the tariff, then the options."""
        return (self.tariff, *self.options) if self.tariff else self.options

    @property
    def running(self) -> tuple[Subscription, ...]:
        """Those whose next fee will fall due."""
        return tuple(service for service in self.all if service.fee and not service.unpaid)

    @property
    def option_names(self) -> set[str]:
        return {option.name for option in self.options}


THRESHOLD = "threshold"
"""The kind of autopay that pays when the balance is below its threshold."""

PAYDAYS: Mapping[str, int] = MappingProxyType({"day_1": 1, "day_15": 15})
"""The other kinds, which pay on a day of each month: kind → day."""

AUTOPAY_KINDS = (THRESHOLD, *PAYDAYS)


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


@dataclass(frozen=True)
class Money:
    """The account's history, and where more money comes from.

    ``card_balance`` is what is left on the training bank card, in kopecks.
    ``top_up_way`` is one of `TOP_UP_WAYS`.
    """

    history: tuple[Entry, ...] = ()
    card_balance: int = CARD_BALANCE
    top_up_way: str = "card"
    autopay: Autopay | None = None

    @property
    def balance(self) -> int:
        """Kopecks: the sum of the history."""
        return sum(entry.amount for entry in self.history)
