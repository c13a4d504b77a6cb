"""Every way into the account ends here, and the way out of it."""

from datetime import datetime

from sandbox.account.access import OWN_SESSION, Session
from sandbox.account.messages import Message
from sandbox.account.state import Account
from sandbox.engine.action import Action, Press, Result
from sandbox.engine.outcome import accepted
from sandbox.frozen import replace


def let_in(account: Account, now: datetime) -> Account:
    """The account open in the learner's browser, whatever way was taken.

    It shows among the sessions, and an SMS tells of it if the profile says so.
    """
    others = tuple(session for session in account.access.sessions if not session.own)
    access = replace(
        account.access, signed_in=True, sessions=(Session(OWN_SESSION, now), *others), other_site=None, stale=False
    )
    account = replace(account, access=access)
    return account.with_message(Message("new_sign_in", now)) if account.profile.saved.message_on_sign_in else account


def let_out(account: Account) -> Account:
    """The account closed in the learner's browser; where else it is open, it stays so."""
    others = tuple(session for session in account.access.sessions if not session.own)
    return replace(account, access=replace(account.access, signed_in=False, sessions=others, stale=False))


SIGNED_OUT = accepted("signed_out")


def sign_out(press: Press[Account]) -> Result[Account]:
    """Leave the account. What was filled in and not saved is lost."""
    out = let_out(without_draft(press.state))
    return Result(replace(out, access=replace(out.access, left_at=press.now)), SIGNED_OUT())


def without_draft(account: Account) -> Account:
    """The profile as it is saved. A draft that said something else is lost."""
    profile, mishaps = account.profile, account.mishaps
    if profile.draft != profile.saved:
        mishaps = replace(mishaps, drafts_lost=mishaps.drafts_lost + 1)
    return replace(account, profile=replace(profile, draft=profile.saved), mishaps=mishaps)


ACTIONS = (Action("sign_out", sign_out, (SIGNED_OUT,)),)
