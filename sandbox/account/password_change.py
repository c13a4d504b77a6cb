"""Changing the password from inside the account: the current one first, then a new one."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.account import passwords
from sandbox.account.action import Action, Field, Result, Secrets
from sandbox.account.outcomes import Outcome
from sandbox.account.sign_in import check_password
from sandbox.account.state import Account


def enter_current_password(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Prove that it is you who changes the password, and not whoever found the account open."""
    account, refusal = check_password(
        account, given["current_password"], now, secrets, "current_password", locked="password_change_locked"
    )
    return Result(account, refusal or Outcome("current_password_accepted"))


def change_password(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Set another password. Whoever is signed in elsewhere stays there: `sessions` ends that."""
    password = passwords.normalise_password(given["new_password"])
    if password and account.password_hash and secrets.password_matches(password, account.password_hash):
        # said before any other fault: an old password is often a weak one too, and this is the nearer reason
        return Result(account, Outcome("password_same_as_before", ("new_password",)))
    if refusal := passwords.refuse_password(password, account.number, "new_password"):
        return Result(account, refusal)
    account = replace(account, password_hash=secrets.hash_password(password), wrong_passwords=0, locked_until=None)
    return Result(account, Outcome("password_changed"))


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
        ("password_changed", "password_same_as_before", *passwords.OUTCOMES),
        (Field("new_password", "password"),),
    ),
)
