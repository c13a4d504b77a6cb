"""What comes to the training phone unasked, as frozen values: SMS, calls, and a lesson that is taken back."""

from datetime import datetime

from sandbox.account.access import Access, OneTime, Password
from sandbox.account.ledger import Money
from sandbox.account.messages import Message
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Visit:
    """An SMS to be judged. ``kind`` is one of `visitors.KINDS`.

    ``answers`` are the choices in the order in which they are offered: drawn, so that no place is the right one.
    ``address`` is what its link leads to, ``kopecks`` the money that it speaks of, if any.
    """

    kind: str
    answers: tuple[str, ...]
    address: str = ""
    kopecks: int = 0


@dataclass(frozen=True)
class Call:
    """A call. ``kind`` is one of `calls.CALLERS`; as long as it isn't answered, it rings."""

    kind: str
    answered: bool = False


@dataclass(frozen=True)
class Guest:
    """An SMS or a call that comes unannounced in a life. ``subject`` is one of `guests.SUBJECTS`, genuine or forged.

    ``address`` is what its link leads to, ``kopecks`` the money that it speaks of, if any.
    ``came`` says that it is there; ``picked_up``, that the call is being listened to.
    ``answer`` is what the learner did with it, one of `guests.ANSWERS`; empty as long as that is open.
    """

    subject: str
    genuine: bool
    at: datetime
    address: str = ""
    kopecks: int = 0
    came: bool = False
    picked_up: bool = False
    answer: str = ""

    @property
    def waits(self) -> bool:
        """Whether it is there and waits to be dealt with."""
        return self.came and not self.answer


@dataclass(frozen=True)
class Before:
    """What a lesson takes back when it ends: the account as it was at a moment of the run's clock."""

    at: datetime
    password: Password
    one_time: OneTime
    access: Access
    money: Money
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Visits:
    """``waiting`` are the SMS to be judged, the first of which has come; ``checked``: what proves it was looked up.

    ``calls`` are those to come, the first of which rings or is answered. ``before`` is there while a lesson lasts.

    ``guests`` are those of a life, to come or come. ``false_site`` is the address of the forged site that the learner
    is at. ``blocked`` are the kinds of those whose number or name is blocked.
    """

    waiting: tuple[Visit, ...] = ()
    checked: bool = False
    calls: tuple[Call, ...] = ()
    before: Before | None = None
    guests: tuple[Guest, ...] = ()
    false_site: str = ""
    blocked: tuple[str, ...] = ()
