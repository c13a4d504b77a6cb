"""What comes unannounced in a life: SMS and calls, genuine and forged, of one subject in each pair.

They come by the run's clock at moments drawn from a seed. The sender's line proves nothing: about half of the forged
come from the operator's name. What proves is the account, and what they ask for.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

from sandbox.account.access import NEW_COMPUTER, Session
from sandbox.account.draws import Draws
from sandbox.account.ledger import Entry
from sandbox.account.state import Account
from sandbox.account.visitors import FALSE_ADDRESSES, FALSE_SUM, TRUE_SUMS, deliver
from sandbox.account.visits import Guest
from sandbox.frozen import dataclass, replace

Wish = Literal["", "link", "money", "code"]
"""What a guest wants of the learner: to open a link, to send money, to tell a code, or nothing."""


@dataclass(frozen=True)
class Side:
    """One guest of a pair: an SMS of this kind in `messages.MESSAGE_KINDS`, or a call of one in `calls.CALLERS`."""

    kind: str
    wants: Wish = ""
    from_operator: bool = True


@dataclass(frozen=True)
class Pair:
    """Two guests on one subject. ``act`` is the action that may be done with either, besides those for all guests.

    A subject with a caller calls.
    """

    genuine: Side
    forged: Side
    act: str

    @property
    def call(self) -> bool:
        return self.act == "pick_up"


_LINK, _MONEY, _CODE, _CALL = "open_message_link", "send_money_back", "say_code", "pick_up"

SUBJECTS: Mapping[str, Pair] = MappingProxyType(
    {
        "fee-reminder": Pair(Side("fee_soon"), Side("false_debt", "link"), _LINK),
        "receipt": Pair(Side("receipt"), Side("false_receipt", "money"), _MONEY),
        "sign-in-alert": Pair(Side("new_sign_in"), Side("false_sign_in", "link"), _LINK),
        "password": Pair(Side("renew_wanted"), Side("false_reset_link", "link"), _LINK),
        "code": Pair(Side("fraud_warning"), Side("code_wanted", "code"), _CODE),
        "call": Pair(Side("salon", "", False), Side("security", "code", False), _CALL),
        "relative": Pair(Side("relative_writes", "", False), Side("relative_in_need", "money", False), _MONEY),
        "sim-card": Pair(Side("sim_old"), Side("sim_ends", "link"), _LINK),
    }
)
"""The subjects that a task may invite, each with its pair."""

RESCUER = "rescuer"
"""The subject of who calls after a theft: always forged, so no pair."""

KINDS = (*(each.kind for pair in SUBJECTS.values() for each in (pair.genuine, pair.forged)), RESCUER)
"""The kinds of all guests: what could have been seen of each is told in the end."""

ANSWERS = ("put_aside", "opened", "gave", "paid", "told", "blocked", "hung_up", "called_back")
"""What can be done with a guest."""

FIRST_COMES, APART, SPREAD = timedelta(seconds=15), timedelta(seconds=40), 30
"""How soon the first comes at the earliest, how far apart they are at least, and how many seconds more it may be."""


def side(guest: Guest) -> Side:
    """Who a guest is."""
    if guest.subject == RESCUER:
        return Side(RESCUER, "code", False)
    pair = SUBJECTS[guest.subject]
    return pair.genuine if guest.genuine else pair.forged


def calls(guest: Guest) -> bool:
    """Whether it is a call."""
    return guest.subject == RESCUER or SUBJECTS[guest.subject].call


def acts(account: Account) -> tuple[str, ...]:
    """The actions that the phone offers just now: those with the call, or else with the newest SMS, if one waits."""
    if call := ringing(account):
        return ("say_code" if call.picked_up else "pick_up", "hang_up", "call_back", "block_sender")
    if message := newest(account):
        own = SUBJECTS[message.subject].act
        wanted = () if own == _LINK and not message.address else (own,)
        return (*wanted, "put_aside", "call_back", "block_sender")
    return ()


def well_handled(guest: Guest) -> bool:
    """Whether no forgery was trusted, and nothing genuine refused. Putting aside, hanging up and calling back oneself
    are always right.
    """
    if guest.genuine:
        return guest.answer not in ("blocked", "paid")
    return guest.answer not in ("paid", "told", "gave")


def draw(subjects: tuple[str, ...], count: int, begins_at: datetime, seed: str) -> tuple[Guest, ...]:
    """So many guests of these subjects. Half of them are genuine, of an odd number one more or one less."""
    draws = Draws(seed)
    chosen = draws.shuffled(subjects)[:count]
    half, odd = divmod(len(chosen), 2)
    genuine = half + (draws.one_of((0, 1)) if odd else 0)
    kinds = draws.shuffled([place < genuine for place in range(len(chosen))])
    return expect(tuple(zip(chosen, kinds, strict=True)), begins_at, draws)


def expect(chosen: Iterable[tuple[str, bool]], begins_at: datetime, draws: Draws) -> tuple[Guest, ...]:
    """Guests of these subjects, genuine or not, with the moments at which they come in this order."""
    guests, at = [], begins_at + FIRST_COMES
    for subject, is_genuine in chosen:
        at += timedelta(seconds=draws.one_of(range(SPREAD)))
        guest = Guest(subject, is_genuine, at)
        wants = side(guest).wants
        guests.append(
            replace(
                guest,
                address=draws.one_of(FALSE_ADDRESSES) if wants == "link" else "",
                kopecks=draws.one_of(TRUE_SUMS) if is_genuine else FALSE_SUM,
            )
        )
        at += APART
    return tuple(guests)


def fits(account: Account, subject: str) -> bool:
    """Whether what a genuine guest of the subject speaks of can be found in the account."""
    match subject:
        case "fee-reminder":
            return account.services.tariff is not None
        case "sign-in-alert" | "password":
            return account.exists
    return True


def invite(account: Account, guests: tuple[Guest, ...]) -> Account:
    """The account to which these will come."""
    return replace(account, visits=replace(account.visits, guests=(*account.visits.guests, *guests)))


def next_at(account: Account) -> datetime | None:
    """When the next guest comes. A call waits until the one before it is over."""
    return min((guest.at for guest in _to_come(account)), default=None)


def arrive_next(account: Account) -> Account:
    """The account after the next guest has come."""
    guest = min(_to_come(account), key=lambda guest: guest.at, default=None)
    return _arrive(account, guest, guest.at) if guest else account


def bring_all(account: Account, now: datetime) -> Account:
    """The account to which all have come that were still to come: a learner who is done meets them now.

    A call that would ring beside another comes when that is over.
    """
    for guest in _to_come(account):
        if guest in _to_come(account):
            account = _arrive(account, guest, now)
    return account


def ringing(account: Account) -> Guest | None:
    """The call that rings or is listened to: at most one."""
    return next((guest for guest in _waiting(account) if calls(guest)), None)


def newest(account: Account) -> Guest | None:
    """The newest SMS that waits to be dealt with."""
    return next((guest for guest in reversed(_waiting(account)) if not calls(guest)), None)


def present(account: Account) -> Guest | None:
    """Whom the learner deals with: the call first, then the newest SMS."""
    return ringing(account) or newest(account)


def _waiting(account: Account) -> tuple[Guest, ...]:
    """Those on the phone that wait to be dealt with; a lost phone is in other hands."""
    return () if account.sim.lost else tuple(guest for guest in account.visits.guests if guest.waits)


def changed(account: Account, guest: Guest, *, answer: str = "", picked_up: bool = False) -> Account:
    """The account after something was done with a guest."""
    new = replace(guest, answer=answer or guest.answer, picked_up=picked_up or guest.picked_up)
    return _exchange(account, guest, new)


def _exchange(account: Account, old: Guest, new: Guest) -> Account:
    guests = tuple(new if guest is old else guest for guest in account.visits.guests)
    return replace(account, visits=replace(account.visits, guests=guests))


def _to_come(account: Account) -> tuple[Guest, ...]:
    """Those who can come. As long as the phone is lost or its SIM blocked nobody can."""
    if account.sim.lost or account.sim.blocked:
        return ()
    busy = ringing(account) is not None
    return tuple(guest for guest in account.visits.guests if not guest.came and not (busy and calls(guest)))


def _arrive(account: Account, guest: Guest, at: datetime) -> Account:
    """It is there, and what it truly speaks of has happened."""
    account = _exchange(account, guest, replace(guest, came=True, at=at))
    if calls(guest):
        return account
    kind, kopecks = side(guest).kind, guest.kopecks
    if kind == "receipt":
        account = account.with_entry(Entry("gift", kopecks, at))
    elif kind == "new_sign_in":
        sessions = (*account.access.sessions, Session(NEW_COMPUTER, at))
        account = replace(account, access=replace(account.access, sessions=sessions))
    elif kind == "fee_soon" and account.services.tariff:
        kopecks = account.services.tariff.fee
    return deliver(account, kind, guest.address, kopecks, at)
