"""The way to a new account: the site, the method, the first password."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.account import addresses, passwords
from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets

METHODS = ("phone", "vk", "mail_ru")
"""Ways to register, in the article's order (section 1)."""


def open_site(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Type the address of the site."""
    outcome = addresses.judge_address(given["address"])
    if outcome == "site_opened":
        return Result(account, Outcome(outcome), {"address": addresses.SITE})
    return Result(account, Outcome(outcome, ("address",)))


def choose_method(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Press «Войти» and take one of the methods."""
    if given["method"] != "phone":
        return Result(account, Outcome("other_method_chosen"))
    return Result(account, Outcome("method_chosen"), {"method": "phone"})


def set_password(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Set a password. It lets in at once and ends a lock."""
    changed = passwords.set_new_password(account, given["password"], secrets)
    if isinstance(changed, Outcome):
        return Result(account, changed)
    return Result(replace(changed, signed_in=True), Outcome("password_set"))


ACTIONS = (
    Action(
        "open_site",
        open_site,
        ("site_opened", *addresses.OUTCOMES),
        (Field("address", "address"),),
    ),
    Action(
        "choose_method",
        choose_method,
        ("method_chosen", "other_method_chosen"),
        (Field("method", "choice", METHODS),),
    ),
    Action("set_password", set_password, ("password_set", *passwords.OUTCOMES), (Field("password", "password"),)),
)
