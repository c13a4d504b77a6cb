"""Changing the password from inside the account: the current one first, then a new one."""

from collections.abc import Mapping
from datetime import datetime

from sandbox.account import passwords
from sandbox.account.outcomes import Outcome
from sandbox.account.sign_in import check_password
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets


def enter_current_password(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Prove that it is you who changes the password, and not whoever found the account open."""
    account, refusal = check_password(
        account, given["current_password"], now, secrets, "current_password", locked="password_change_locked"
    )
    return Result(account, refusal or Outcome("current_password_accepted"))


def change_password(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Set another password. Whoever is signed in elsewhere stays there: `sessions` ends that."""
    changed = passwords.set_new_password(account, given["new_password"], secrets, "new_password")
    if isinstance(changed, Outcome):
        return Result(account, changed)
    return Result(changed, Outcome("password_changed"))


ACTIONS = (
    Action(
        "enter_current_password",
        enter_current_password,
        ("current_password_accepted", "password_missing", "password_wrong", "password_change_locked"),
        (Field("current_password", "password"),),
    ),
    Action(
        "change_password",
        change_password,
        ("password_changed", *passwords.OUTCOMES),
        (Field("new_password", "password"),),
    ),
)
