"""The subscriber and their account, as frozen values.

A new state is a new value: rules return it with `replace`, or with the methods of `Account`.
"""

from dataclasses import field
from datetime import datetime

from sandbox.account.access import Access, OneTime, OneTimeCode, Password
from sandbox.account.call_records import PhoneUse
from sandbox.account.ledger import Autopay, Entry, Money, Services
from sandbox.account.messages import Message
from sandbox.account.visits import Visits
from sandbox.frozen import dataclass, replace

MOST_LINES = 100
"""Lines of the history. No walkthrough needs half of them, whatever is tried in it."""

MOST_MESSAGES = 30
"""SMS. No walkthrough needs half of them."""


@dataclass(frozen=True)
class Sim:
    """The SIM card in the training phone. ``number`` is eleven digits beginning with 7.

    ``former_number`` is the one that the account was moved from.
    ``lost``: the phone with the SIM is in a stranger's hands. ``idle_since``: the SIM has not been used since then.
    What keeps SMS from it (``blocked``, ``cooling_until``, ``mailings_refused``) is explained in `delivery`.
    ``lost_since`` is when it was lost last: from then until the SIM is blocked the stranger calls at the subscriber's
    expense, and has done so until ``used_until``.
    ``renewed_at`` is when the salon gave out a new card with the same number.
    """

    number: str
    former_number: str | None = None
    blocked: bool = False
    lost: bool = False
    idle_since: datetime | None = None
    cooling_until: datetime | None = None
    mailings_refused: bool = False
    lost_since: datetime | None = None
    used_until: datetime | None = None
    renewed_at: datetime | None = None


@dataclass(frozen=True)
class Person:
    """What the training card says: all that the profile takes as a name and an address, and the support as a word."""

    last_name: str
    first_name: str
    middle_name: str
    email: str
    control_word: str = ""


@dataclass(frozen=True)
class Proofs:
    """How the subscriber has proved who they are to the operator's people: the support was ``called`` and the
    ``control_word`` said to it, the ``passport`` shown in the salon.
    """

    called: bool = False
    control_word: bool = False
    passport: bool = False


@dataclass(frozen=True)
class PersonalData:
    """What the subscriber enters about themselves. Training data only.

    ``email_confirmed``: the code from the letter to that address was entered.
    """

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    email: str = ""
    email_confirmed: bool = False
    code_at_sign_in: bool = False
    message_on_sign_in: bool = False


@dataclass(frozen=True)
class Profile:
    """The data as saved, and the draft that is being edited. ``letter_code`` is in the last letter to its address."""

    saved: PersonalData = PersonalData()
    draft: PersonalData = PersonalData()
    letter_code: str = ""


@dataclass(frozen=True)
class Mishaps:
    """How often something happened that can't be seen in the account afterwards.

    A code was told to somebody, the password given away at a forged site, money sent to a stranger, a draft not saved,
    a stranger who knew the password was back at once.
    """

    codes_told: int = 0
    passwords_given: int = 0
    payments_to_strangers: int = 0
    drafts_lost: int = 0
    strangers_back: int = 0


@dataclass(frozen=True)
class Account:
    """One subscriber with one account."""

    sim: Sim
    person: Person
    password: Password = field(default_factory=Password)
    one_time: OneTime = field(default_factory=OneTime)
    access: Access = field(default_factory=Access)
    proofs: Proofs = field(default_factory=Proofs)
    profile: Profile = field(default_factory=Profile)
    messages: tuple[Message, ...] = ()
    money: Money = field(default_factory=Money)
    services: Services = field(default_factory=Services)
    use: PhoneUse = field(default_factory=PhoneUse)
    visits: Visits = field(default_factory=Visits)
    mishaps: Mishaps = field(default_factory=Mishaps)

    @property
    def exists(self) -> bool:
        """Whether the subscriber has an account already: a password or another site lets in."""
        return self.password.hash is not None or bool(self.access.identities)

    def inbox(self, now: datetime) -> tuple[Message, ...]:
        """The messages that have arrived, in the order of their arrival."""
        arrived = (message for message in self.messages if message.arrives_at <= now)
        return tuple(sorted(arrived, key=lambda message: message.arrives_at))

    def with_message(self, message: Message) -> "Account":
        """One more SMS was sent."""
        return replace(self, messages=(*self.messages, message))

    def with_entry(self, entry: Entry) -> "Account":
        """One more line in the history."""
        return replace(self, money=replace(self.money, history=(*self.money.history, entry)))

    def with_payment_from_card(self, entry: Entry) -> "Account":
        """One more line in the history, paid from the training card."""
        paid = replace(self.money, card_balance=self.money.card_balance - entry.amount)
        return replace(self, money=paid).with_entry(entry)

    def with_autopay(self, autopay: Autopay | None) -> "Account":
        return replace(self, money=replace(self.money, autopay=autopay))

    def with_code(self, code: OneTimeCode) -> "Account":
        return replace(self, one_time=replace(self.one_time, code=code))

    def with_code_used(self, digits: str) -> "Account":
        """No code is valid any more: this one let somebody in."""
        used = (*self.one_time.used, digits)[-MOST_MESSAGES:]
        return replace(self, one_time=replace(self.one_time, code=None, used=used))

    def with_number_confirmed(self) -> "Account":
        """The number of a new account is proved: its first password may be set."""
        return replace(self, one_time=replace(self.one_time, number_confirmed=True))

    def with_code_withdrawn(self) -> "Account":
        """No code is valid any more, although it wasn't used."""
        code, withdrawn = self.one_time.code, self.one_time.withdrawn
        withdrawn = (*withdrawn, code.digits)[-MOST_MESSAGES:] if code else withdrawn
        return replace(self, one_time=replace(self.one_time, code=None, withdrawn=withdrawn))


def is_full(account: Account) -> bool:
    """Whether the account holds all that it may, so that nothing more can be done in the run.

    A button that is pressed without end must fill neither the store nor the screen.
    Old lines can't go, for the balance is their sum.
    """
    return len(account.money.history) >= MOST_LINES


def forget_old_messages(account: Account) -> Account:
    """The account with its newest messages alone."""
    return replace(account, messages=account.messages[-MOST_MESSAGES:])
