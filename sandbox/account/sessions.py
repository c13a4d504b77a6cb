"""Who is signed in to the account, and where."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account, Session
from sandbox.engine.action import Action, Result, Secrets


def end_other_sessions(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Sign out everywhere but here. A stranger for whom the password is still good comes back at once."""
    others = _others(account)
    if not others:
        return Result(account, Outcome("no_other_sessions"))
    own = tuple(session for session in account.sessions if session.own)
    if account.breached_password and account.breached_password == account.password_hash:
        again = Session("unknown_computer", now)
        return Result(replace(account, sessions=(*own, again)), Outcome("stranger_came_back"))
    return Result(replace(account, sessions=own), Outcome("other_sessions_ended", values={"ended": len(others)}))


def check_sessions(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Say that every session in the list is one's own."""
    others = _others(account)
    if others:
        return Result(account, Outcome("other_sessions_left", values={"left": len(others)}))
    return Result(account, Outcome("only_own_session_left"))


def _others(account: Account) -> tuple[Session, ...]:
    return tuple(session for session in account.sessions if not session.own)


ACTIONS = (
    Action(
        "end_other_sessions",
        end_other_sessions,
        ("other_sessions_ended", "no_other_sessions", "stranger_came_back"),
    ),
    Action("check_sessions", check_sessions, ("only_own_session_left", "other_sessions_left")),
)
