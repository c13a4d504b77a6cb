"""What lets the subscriber into the account, as frozen values."""

from datetime import datetime
from typing import Literal

from sandbox.frozen import dataclass, replace


@dataclass(frozen=True)
class Password:
    """``hash`` is opaque: only `Secrets` reads it; None until a password is set.

    ``wrong_entries`` are those since the last right one. Until ``locked_until`` no password is compared.
    ``breached_hash`` is the hash of the password at which a stranger got in: until it changes, they can sign in again.
    At ``renew_at`` the account reminds of changing it once more; None if it was never changed.
    ``times_set`` counts the passwords that the learner has set (hashes can't be compared), the last at ``set_at``.
    """

    hash: str | None = None
    wrong_entries: int = 0
    locked_until: datetime | None = None
    breached_hash: str | None = None
    renew_at: datetime | None = None
    times_set: int = 0
    set_at: datetime | None = None

    def unlocked(self) -> "Password":
        """The same with all its tries, as after a right password."""
        return replace(self, wrong_entries=0, locked_until=None)


Purpose = Literal["register", "sign_in", "link"]
"""What a code was asked for: a new account, getting into one, linking another site. It serves nothing else."""


@dataclass(frozen=True)
class OneTimeCode:
    """Six digits in an SMS, which confirm a number. One of an earlier edition has no ``purpose``: it serves any."""

    digits: str
    sent_at: datetime
    wrong_attempts: int = 0
    purpose: Purpose | None = None


@dataclass(frozen=True)
class ResetLink:
    """A link in an SMS, which lets its owner set a new password once; it is ``spent`` when that is done."""

    token: str
    sent_at: datetime
    opened: bool = False
    spent: bool = False


@dataclass(frozen=True)
class OneTime:
    """What was sent by SMS on request and is still valid.

    ``requests`` are the recent moments at which an SMS was asked for; they pace the next one.
    ``used`` and ``withdrawn`` are the digits of earlier codes, so that their SMS can say why they don't work.
    ``number_confirmed``: a code has proved the number of a new account, which has no password yet.
    """

    code: OneTimeCode | None = None
    link: ResetLink | None = None
    requests: tuple[datetime, ...] = ()
    used: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    number_confirmed: bool = False


OWN_SESSION = "this_browser"
NEW_COMPUTER = "new_computer"
"""The subscriber's own, which a genuine SMS about a new sign-in speaks of."""

SESSION_KINDS = (OWN_SESSION, "old_phone", "unknown_computer", NEW_COMPUTER)
"""Where a session can be; the words are in the screen that lists them."""


@dataclass(frozen=True)
class Session:
    """A place where the account is open: ``kind`` is one of `SESSION_KINDS`."""

    kind: str
    since: datetime

    @property
    def own(self) -> bool:
        """Whether it is the browser that the learner is in."""
        return self.kind == OWN_SESSION


@dataclass(frozen=True)
class OtherSite:
    """Another site where the learner is just now. ``vouches`` once they have signed in there."""

    name: str
    vouches: bool = False


@dataclass(frozen=True)
class Stranger:
    """Somebody who got the means to open the account ``since`` then, and has made use of it until ``acted_until``."""

    since: datetime
    acted_until: datetime


@dataclass(frozen=True)
class Access:
    """Whether and where the account is open.

    ``signed_in`` is about the learner's own browser, ``sessions`` is the list that the account shows.
    ``identities`` are the names of other sites that let in instead of the password.
    ``stale``: the learner signed in so long ago that the password is asked for before it may be changed.
    ``left_at`` is when they signed out last.
    """

    signed_in: bool = False
    sessions: tuple[Session, ...] = ()
    identities: tuple[str, ...] = ()
    other_site: OtherSite | None = None
    stale: bool = False
    left_at: datetime | None = None
    stranger: Stranger | None = None
