"""The subscriber and their account, as frozen values.

A new state is a new value: rules return it with `dataclasses.replace`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType

from sandbox.account.call_records import RECORD_KINDS, DetailsRequest

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


ENTRY_KINDS = (
    "opening",
    "stolen_calls",
    "top_up_by_card",
    "top_up_by_sbp",
    "training_money",
    "tariff_fee",
    "option_fee",
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
    """A service with a monthly ``fee`` in kopecks. ``unpaid`` says that it stands still for want of money."""

    name: str
    fee: int
    since: datetime
    next_fee_at: datetime
    unpaid: bool = False


CARD_BALANCE = 2_000_00
"""Kopecks on the training bank card when a run begins (a training value)."""

TOP_UP_WAYS = ("card", "sbp")
"""By a training bank card, or through the fast payment system (СБП) from the same card."""


@dataclass(frozen=True)
class OneTimeCode:
    """Six digits in an SMS, which confirm a number."""

    digits: str
    sent_at: datetime
    wrong_attempts: int = 0


@dataclass(frozen=True)
class ResetLink:
    """A link in an SMS, which lets its owner set a new password once."""

    token: str
    sent_at: datetime
    opened: bool = False


@dataclass(frozen=True)
class Profile:
    """What the subscriber tells about themselves. Training data only."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    email: str = ""
    code_at_sign_in: bool = False
    message_on_sign_in: bool = False


@dataclass(frozen=True)
class Person:
    """What the training card says: the only name that the profile takes, the only word that the support takes."""

    last_name: str
    first_name: str
    middle_name: str
    control_word: str = ""


@dataclass(frozen=True)
class Session:
    """A place where the account is open: ``kind`` is one of `SESSION_KINDS`."""

    kind: str
    since: datetime

    @property
    def own(self) -> bool:
        """Whether it is the browser that the learner is in."""
        return self.kind == OWN_SESSION


OWN_SESSION = "this_browser"
SESSION_KINDS = (OWN_SESSION, "old_phone", "unknown_computer")
"""Where a session can be; the words are in the screen that lists them."""


@dataclass(frozen=True)
class OtherSite:
    """Another site where the learner is just now. ``vouches`` once they have signed in there."""

    name: str
    vouches: bool = False


@dataclass(frozen=True)
class Account:
    """One subscriber with one account.

    ``number`` is eleven digits beginning with 7. ``password_hash`` is opaque: only `Secrets` reads it.
    ``requests`` are the recent moments at which an SMS was asked for; they pace the next one.
    ``identities`` are the names of other sites that let in instead of the password.
    ``former_number`` is the one that the account was moved from.
    ``phone_lost``: the training phone is in a stranger's hands. ``caller_recognised``: the support knows who calls.
    ``card_balance`` is what is left on the training bank card, in kopecks.
    ``calls_seed``: the phone has been used, and `call_records` makes the records from this seed.
    ``idle_since``: the SIM has not been used from then on. What keeps SMS away is told by `delivery`.
    """

    number: str
    person: Person
    password_hash: str | None = None
    number_confirmed: bool = False
    signed_in: bool = False
    code: OneTimeCode | None = None
    link: ResetLink | None = None
    requests: tuple[datetime, ...] = ()
    wrong_passwords: int = 0
    locked_until: datetime | None = None
    profile: Profile = Profile()
    draft: Profile = Profile()
    messages: tuple[Message, ...] = ()
    history: tuple[Entry, ...] = ()
    identities: tuple[str, ...] = ()
    other_site: OtherSite | None = None
    passport_shown: bool = False
    former_number: str | None = None
    sessions: tuple[Session, ...] = ()
    phone_lost: bool = False
    caller_recognised: bool = False
    sim_blocked: bool = False
    card_balance: int = CARD_BALANCE
    top_up_way: str = TOP_UP_WAYS[0]
    tariff: Subscription | None = None
    former_tariff: str | None = None
    options: tuple[Subscription, ...] = ()
    calls_seed: int | None = None
    details: DetailsRequest | None = None
    idle_since: datetime | None = None
    cooling_until: datetime | None = None
    mailings_refused: bool = False

    @property
    def balance(self) -> int:
        """Kopecks. It is nothing but the sum of the history."""
        return sum(entry.amount for entry in self.history)

    @property
    def services(self) -> tuple[Subscription, ...]:
        """All that may cost a monthly fee: the tariff, then the options."""
        return (self.tariff, *self.options) if self.tariff else self.options

    def inbox(self, now: datetime) -> tuple[Message, ...]:
        """The messages that have arrived, oldest first."""
        return tuple(message for message in self.messages if message.arrives_at <= now)
