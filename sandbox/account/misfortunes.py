"""What strangers do by the run's clock: with a lost phone until its SIM is blocked, in an account until they leave."""

from datetime import datetime, timedelta

from sandbox.account.access import Session, Stranger
from sandbox.account.draws import Draws
from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.account.state import Account
from sandbox.frozen import replace

DAY = timedelta(days=1)
STOLEN = 200_00
"""Kopecks that a stranger takes in a day, by calls or out of the account (a training value)."""

CODE_ASKED = timedelta(hours=21)
"""After so much of each day the stranger with the phone asks for a code to the account (a training value)."""

ENTERS, TAKES = timedelta(seconds=20), timedelta(seconds=40)
"""How soon a stranger is in the account who can open it, and takes money from it for the first time."""


def befall(account: Account, now: datetime) -> Account:
    """The account with all that strangers have done to it by ``now``, in the order of time."""
    while (moment := next_at(account)) and moment <= now:
        account = befall_next(account)
    return account


def next_at(account: Account) -> datetime | None:
    """When the next misfortune comes, if nothing is done against it."""
    moments = [*_with_phone(account), *_with_account(account)]
    return min(moments, default=None)


def befall_next(account: Account) -> Account:
    """The account after the next misfortune."""
    for moment in _with_phone(account):
        if moment == next_at(account):
            return _use_phone(account, moment)
    for moment in _with_account(account):
        return _use_account(account, moment)
    return account


def breach(account: Account, now: datetime) -> Account:
    """The account to which a stranger has got the means just now."""
    return replace(
        account,
        password=replace(account.password, breached_hash=account.password.hash),
        access=replace(account.access, stranger=Stranger(now, now)),
    )


def steal(account: Account, kind: str, at: datetime) -> Account:
    """The account after a stranger has taken what they take in a day, or what is left."""
    stolen = min(STOLEN, account.money.balance)
    return account.with_entry(Entry(kind, -stolen, at)) if stolen > 0 else account


def _with_phone(account: Account) -> tuple[datetime, ...]:
    """When the stranger with the phone does something next."""
    sim = account.sim
    if sim.lost_since is None or sim.blocked or not sim.lost:
        return ()
    done = sim.used_until or sim.lost_since
    days, today = divmod(done - sim.lost_since, DAY)
    begun = sim.lost_since + days * DAY
    return (begun + CODE_ASKED if today < CODE_ASKED else begun + DAY,)


def _use_phone(account: Account, at: datetime) -> Account:
    used = replace(account, sim=replace(account.sim, used_until=at))
    since = account.sim.lost_since or at
    if (at - since) % DAY:
        draws = Draws(f"{since} {at}")
        digits = "".join(draws.one_of("0123456789") for _ in range(6))
        return used.with_message(Message("code", at, {"code": digits})) if account.money.balance > 0 else used
    return steal(used, "stolen_calls", at)


def _with_account(account: Account) -> tuple[datetime, ...]:
    """When the stranger who can open the account does something next; nothing more if they can't any longer."""
    stranger = account.access.stranger
    if stranger is None:
        return ()
    passed = stranger.acted_until - stranger.since
    if passed < ENTERS:
        return (stranger.since + ENTERS,)
    if not _is_inside(account):
        return ()
    return (stranger.since + TAKES + (DAY * ((passed - TAKES) // DAY + 1)),)


def _is_inside(account: Account) -> bool:
    """Whether a stranger's session is open, or the password that they know is still the password."""
    password = account.password
    knows = password.breached_hash is not None and password.breached_hash == password.hash
    return knows or any(session.kind == "unknown_computer" for session in account.access.sessions)


def _use_account(account: Account, at: datetime) -> Account:
    stranger = account.access.stranger
    if stranger is None:
        return account
    access = replace(account.access, stranger=replace(stranger, acted_until=at))
    if at > stranger.since + ENTERS:
        taken = steal(replace(account, access=access), "sent_to_stranger", at)
        sent = account.money.balance - taken.money.balance
        return taken.with_message(Message("money_sent", at, {"sum": str(sent)})) if sent else taken
    sessions = (*access.sessions, Session("unknown_computer", at))
    entered = replace(account, access=replace(access, sessions=sessions))
    return entered.with_message(Message("new_sign_in", at))
