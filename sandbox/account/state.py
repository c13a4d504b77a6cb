"""The subscriber and their account, as frozen values.

A new state is a new value: rules return it with `dataclasses.replace`.
"""

from dataclasses import dataclass
from datetime import datetime

from sandbox.account.call_records import DetailsRequest
from sandbox.account.ledger import Autopay, Entry, Subscription
from sandbox.account.messages import Message

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
    """What the training card says: all that the profile takes as a name and an address, and the support as a word."""

    last_name: str
    first_name: str
    middle_name: str
    email: str
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
    ``breached_password`` is the hash of the password at which a stranger got in: until it changes, they come back.
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
    breached_password: str | None = None
    autopay: Autopay | None = None

    @property
    def balance(self) -> int:
        """Kopecks. It is nothing but the sum of the history."""
        return sum(entry.amount for entry in self.history)

    @property
    def services(self) -> tuple[Subscription, ...]:
        """All that may cost a monthly fee: the tariff, then the options."""
        return (self.tariff, *self.options) if self.tariff else self.options

    def inbox(self, now: datetime) -> tuple[Message, ...]:
        """The messages that have arrived, in the order of their arrival."""
        arrived = (message for message in self.messages if message.arrives_at <= now)
        return tuple(sorted(arrived, key=lambda message: message.arrives_at))
