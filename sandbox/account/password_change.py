"""Changing the password from inside the account: the current one first, then a new one."""

from sandbox.account import passwords
from sandbox.account.passwords import PASSWORD_HAS_OUTER_BLANK, PASSWORD_MISSING
from sandbox.account.sign_in import PASSWORD_WRONG, check_password
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, refused

CURRENT_PASSWORD_ACCEPTED = accepted("current_password_accepted")
PASSWORD_CHANGE_LOCKED = refused("password_change_locked", until="unlock", retry_in="seconds")


def enter_current_password(press: Press[Account]) -> Result[Account]:
    """Enter the current password: a stranger who finds the account open must not be able to change it."""
    account, refusal = check_password(press, "current_password", locked=PASSWORD_CHANGE_LOCKED)
    return Result(account, refusal or CURRENT_PASSWORD_ACCEPTED())


PASSWORD_CHANGED = accepted("password_changed")


def change_password(press: Press[Account]) -> Result[Account]:
    """Set another password. Other sessions stay open: `sessions` ends them."""
    changed = passwords.set_new_password(press.state, press.given["new_password"], press.secrets, "new_password")
    return Result(press.state, changed) if isinstance(changed, Outcome) else Result(changed, PASSWORD_CHANGED())


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
        (PASSWORD_CHANGED, *passwords.OUTCOMES),
        (Field("new_password", "password"),),
    ),
)
