"""The list of places where the account is open, and signing out of them."""

from sandbox.account import evidence
from sandbox.account.access import OWN_SESSION, Session
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted, refused
from sandbox.frozen import replace

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
        mishaps = replace(account.mishaps, strangers_back=account.mishaps.strangers_back + 1)
        back = _with_sessions(account, (*own, Session("unknown_computer", press.now)))
        return Result(replace(back, mishaps=mishaps), STRANGER_CAME_BACK())
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


ENDS = {"end_old_phone": "old_phone", "end_this_browser": OWN_SESSION, "end_unknown_computer": "unknown_computer"}
"""The switches with which sessions are chosen to be ended, in the order of the form: field → kind of session."""

SESSIONS_NOT_CHOSEN = refused("sessions_not_chosen")
OWN_SESSION_CHOSEN = refused("own_session_chosen")


def end_chosen_sessions(press: Press[Account]) -> Result[Account]:
    """Sign out where one isn't. What was chosen is ended even if another stranger's session is left."""
    account, kept = press.state, {name: "on" for name in ENDS if press.given[name]}
    chosen, others = {ENDS[name] for name in kept}, _others(account)
    if not others:
        return Result(account, NO_OTHER_SESSIONS())
    if not chosen:
        return Result(account, SESSIONS_NOT_CHOSEN(next(iter(ENDS))))
    if OWN_SESSION in chosen:
        del kept["end_this_browser"]
        return Result(account, OWN_SESSION_CHOSEN("end_this_browser"), kept)
    sessions = tuple(session for session in account.access.sessions if session.kind not in chosen)
    account = _with_sessions(account, sessions)
    if left := len(_others(account)):
        return Result(account, OTHER_SESSIONS_LEFT(left=left))
    return Result(account, OTHER_SESSIONS_ENDED(ended=len(others)), kept)


SESSIONS_LEFT = Field("sessions_left", "count", evidence=True)
SESSIONS_MISCOUNTED = refused("sessions_miscounted")


def count_sessions(press: Press[Account]) -> Result[Account]:
    """Say in how many places the account is open now."""
    account, name, count = press.state, SESSIONS_LEFT.name, len(press.state.access.sessions)
    if others := _others(account):
        return Result(account, OTHER_SESSIONS_LEFT(left=len(others)))
    if refusal := evidence.refuse_count(press.given[name], name, count, SESSIONS_MISCOUNTED):
        return Result(account, refusal)
    return Result(account, ONLY_OWN_SESSION_LEFT(), {name: f"{count}"})


ACTIONS = (
    Action(
        "end_other_sessions",
        end_other_sessions,
        (OTHER_SESSIONS_ENDED, NO_OTHER_SESSIONS, STRANGER_CAME_BACK),
    ),
    Action(
        "end_chosen_sessions",
        end_chosen_sessions,
        (OTHER_SESSIONS_ENDED, OTHER_SESSIONS_LEFT, NO_OTHER_SESSIONS, SESSIONS_NOT_CHOSEN, OWN_SESSION_CHOSEN),
        tuple(Field(name, "switch", required=False) for name in ENDS),
    ),
    Action(
        "count_sessions",
        count_sessions,
        (ONLY_OWN_SESSION_LEFT, OTHER_SESSIONS_LEFT, SESSIONS_MISCOUNTED, *evidence.COUNT_OUTCOMES),
        (SESSIONS_LEFT,),
    ),
    Action("check_sessions", check_sessions, (ONLY_OWN_SESSION_LEFT, OTHER_SESSIONS_LEFT)),
)
