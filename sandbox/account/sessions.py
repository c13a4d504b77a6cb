"""The list of places where the account is open, and signing out of them."""

from dataclasses import replace

from sandbox.account.access import Session
from sandbox.account.state import Account
from sandbox.engine.action import Action, Press, Result
from sandbox.engine.outcome import accepted, refused

NO_OTHER_SESSIONS = refused("no_other_sessions")
STRANGER_CAME_BACK = refused("stranger_came_back")
OTHER_SESSIONS_ENDED = accepted("other_sessions_ended", ended="count")


def end_other_sessions(press: Press[Account]) -> Result[Account]:
    """Sign out everywhere but here. A stranger who knows the current password signs in again at once."""
    account, password = press.state, press.state.password
    others = _others(account)
    if not others:
        return Result(account, NO_OTHER_SESSIONS())
    own = tuple(session for session in account.access.sessions if session.own)
    if password.breached_hash and password.breached_hash == password.hash:
        return Result(_with_sessions(account, (*own, Session("unknown_computer", press.now))), STRANGER_CAME_BACK())
    return Result(_with_sessions(account, own), OTHER_SESSIONS_ENDED(ended=len(others)))


def _with_sessions(account: Account, sessions: tuple[Session, ...]) -> Account:
    return replace(account, access=replace(account.access, sessions=sessions))


OTHER_SESSIONS_LEFT = refused("other_sessions_left", left="count")
ONLY_OWN_SESSION_LEFT = accepted("only_own_session_left")


def check_sessions(press: Press[Account]) -> Result[Account]:
    """Say that every session in the list is one's own."""
    others = _others(press.state)
    if others:
        return Result(press.state, OTHER_SESSIONS_LEFT(left=len(others)))
    return Result(press.state, ONLY_OWN_SESSION_LEFT())


def _others(account: Account) -> tuple[Session, ...]:
    return tuple(session for session in account.access.sessions if not session.own)


ACTIONS = (
    Action(
        "end_other_sessions",
        end_other_sessions,
        (OTHER_SESSIONS_ENDED, NO_OTHER_SESSIONS, STRANGER_CAME_BACK),
    ),
    Action("check_sessions", check_sessions, (ONLY_OWN_SESSION_LEFT, OTHER_SESSIONS_LEFT)),
)
