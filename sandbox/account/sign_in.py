"""Signing in with the number and the password, and the lock after wrong ones."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.account import numbers, passwords
from sandbox.account.outcomes import Outcome
from sandbox.account.pacing import seconds_until
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets

ATTEMPTS = 3
LOCK = timedelta(minutes=5)
"""Training values (FACTS.md): three wrong passwords lock the sign-in for 5 minutes."""


def enter_number(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Say whose account it is."""
    number = numbers.parse_number(given["phone"], account.number)
    if isinstance(number, Outcome):
        return Result(account, number)
    return Result(account, Outcome("number_recognised"), {"phone": number})


def enter_password(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Compare a password. While the sign-in is locked, even the right one doesn't let in."""
    account, refusal = check_password(account, given["password"], now, secrets, "password", locked="sign_in_locked")
    if refusal:
        return Result(account, refusal)
    return Result(replace(account, signed_in=True), Outcome("signed_in"))


def check_password(
    account: Account, text: str, now: datetime, secrets: Secrets, field: str, *, locked: str
) -> tuple[Account, Outcome | None]:
    """Compare what was typed in ``field`` with the password: the account with its tries counted, and the refusal.

    Wherever a password is asked for, the tries are the same three; ``locked`` is the outcome after the third.
    """
    if account.locked_until and account.locked_until > now:
        return account, Outcome(locked, (field,), {"retry_in": seconds_until(account.locked_until, now)})
    password = passwords.normalise_password(text)
    if not password:
        return account, Outcome("password_missing", (field,))
    if account.password_hash and secrets.password_matches(password, account.password_hash):
        return replace(account, wrong_passwords=0, locked_until=None), None
    wrong = account.wrong_passwords + 1
    if wrong < ATTEMPTS:
        account = replace(account, wrong_passwords=wrong)
        return account, Outcome("password_wrong", (field,), {"attempts_left": ATTEMPTS - wrong})
    account = replace(account, wrong_passwords=0, locked_until=now + LOCK)
    return account, Outcome(locked, (field,), {"retry_in": seconds_until(now + LOCK, now)})


ACTIONS = (
    Action("enter_number", enter_number, ("number_recognised", *numbers.OUTCOMES), (Field("phone", "phone"),)),
    Action(
        "enter_password",
        enter_password,
        ("signed_in", "password_missing", "password_wrong", "sign_in_locked"),
        (Field("password", "password"),),
    ),
)
