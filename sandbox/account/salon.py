"""The operator's salon: a role-play in which the account moves to a new number.

The passport is a card drawn on the screen. Nothing of it is ever typed.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.account import codes, numbers, passwords, registration
from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets

NEW_NUMBER = "79070000002"
"""The training number that the account moves to."""


def show_passport(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Show the training passport to the employee."""
    return Result(replace(account, passport_shown=True), Outcome("passport_checked"))


def ask_to_move(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Ask for the account to be moved. From then on the new SIM is in the training phone.

    The new number is unproven until its code is entered, and what was sent to the old one is worth nothing.
    """
    if not account.passport_shown:
        return Result(account, Outcome("passport_not_shown"))
    if account.number == NEW_NUMBER:
        return Result(account, Outcome("account_moved"))
    account = replace(
        account,
        number=NEW_NUMBER,
        former_number=account.number,
        number_confirmed=False,
        signed_in=False,
        code=None,
        link=None,
        requests=(),
    )
    return Result(account, Outcome("account_moved"))


def enter_new_number(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Begin to sign in with the number; a code goes to it. The former number finds no account any more."""
    typed = given["new_phone"]
    number = numbers.parse_number(typed, account.number, "new_phone")
    if isinstance(number, Outcome):
        former = account.former_number
        is_former = former is not None and numbers.parse_number(typed, former) == former
        return Result(account, Outcome("number_moved_away", ("new_phone",)) if is_former else number)
    return replace(codes.send_code(account, now, secrets, "code_sent"), kept={"new_phone": number})


def update_sign_in(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Give the moved account a new password."""
    result = registration.set_password(account, given, now, secrets)
    if result.outcome.name != "password_set":
        return result
    return replace(result, outcome=Outcome("sign_in_updated"))


def leave_sign_in(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Keep the password of the time before the move."""
    return Result(account, Outcome("sign_in_left_as_it_was"))


ACTIONS = (
    Action("show_passport", show_passport, ("passport_checked",)),
    Action("ask_to_move", ask_to_move, ("account_moved", "passport_not_shown")),
    Action(
        "enter_new_number",
        enter_new_number,
        ("code_sent", "number_moved_away", *codes.NOT_SENT, *numbers.OUTCOMES),
        (Field("new_phone", "phone"),),
    ),
    Action(
        "update_sign_in", update_sign_in, ("sign_in_updated", *passwords.OUTCOMES), (Field("password", "password"),)
    ),
    Action("leave_sign_in", leave_sign_in, ("sign_in_left_as_it_was",)),
)
