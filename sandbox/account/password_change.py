"""Changing the password from inside the account: the current one first, then a new one."""

from sandbox.account import passwords
from sandbox.account.moments import add_month
from sandbox.account.passwords import PASSWORD_HAS_OUTER_BLANK, PASSWORD_MISSING
from sandbox.account.sign_in import PASSWORD_WRONG, check_password
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, OutcomeType, accepted, refused
from sandbox.frozen import replace

CURRENT_PASSWORD_ACCEPTED = accepted("current_password_accepted")
PASSWORD_CHANGE_LOCKED = refused("password_change_locked", until="unlock", retry_in="seconds")


def enter_current_password(press: Press[Account]) -> Result[Account]:
    """Enter the current password: a stranger who finds the account open must not be able to change it."""
    account, refusal = check_password(press, "current_password", locked=PASSWORD_CHANGE_LOCKED)
    if refusal:
        return Result(account, refusal)
    return Result(replace(account, access=replace(account.access, stale=False)), CURRENT_PASSWORD_ACCEPTED())


MONTHS = 6
"""After which the account reminds of changing the password (a training value; the article says «регулярно»)."""

PASSWORD_CHANGED = accepted("password_changed")
CURRENT_PASSWORD_NOT_ENTERED = refused("current_password_not_entered")


def change_password(press: Press[Account]) -> Result[Account]:
    """Set another password, soon after signing in or entering the current one. Other sessions stay open: `sessions`
    ends them.
    """
    if press.state.access.stale:
        return Result(press.state, CURRENT_PASSWORD_NOT_ENTERED())
    return _change(press, PASSWORD_CHANGED)


PASSWORD_RENEWED = accepted("password_renewed")
PASSWORD_STILL_NEW = refused("password_still_new", until="password_reminder")


def renew_password(press: Press[Account]) -> Result[Account]:
    """Set another password once the account reminds of it."""
    due = press.state.password.renew_at
    if due is None or press.now < due:
        return Result(press.state, PASSWORD_STILL_NEW())
    return _change(press, PASSWORD_RENEWED)


def _change(press: Press[Account], done: OutcomeType) -> Result[Account]:
    changed = passwords.set_new_password(press.state, press.given["new_password"], press.secrets, "new_password")
    if isinstance(changed, Outcome):
        return Result(press.state, changed)
    password = replace(changed.password, renew_at=add_month(press.now, MONTHS), set_at=press.now)
    return Result(replace(changed, password=password), done())


ACTIONS = (
    Action(
        "enter_current_password",
        enter_current_password,
        (
            CURRENT_PASSWORD_ACCEPTED,
            PASSWORD_MISSING,
            PASSWORD_HAS_OUTER_BLANK,
            PASSWORD_WRONG,
            PASSWORD_CHANGE_LOCKED,
        ),
        (Field("current_password", "password"),),
    ),
    Action(
        "change_password",
        change_password,
        (PASSWORD_CHANGED, CURRENT_PASSWORD_NOT_ENTERED, *passwords.OUTCOMES),
        (Field("new_password", "password"),),
    ),
    Action(
        "renew_password",
        renew_password,
        (PASSWORD_RENEWED, PASSWORD_STILL_NEW, *passwords.OUTCOMES),
        (Field("new_password", "password"),),
    ),
)
