"""The subscriber's profile: a draft that counts only when it is saved."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets

NAMES = ("last_name", "first_name", "middle_name")


def fill_name(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Fill in the full name. Only the name on the training card is taken, so nobody's own can get in."""
    person = account.person
    matching = {name: getattr(person, name) for name in NAMES if _same(given[name], getattr(person, name))}
    missing = tuple(name for name in ("last_name", "first_name") if not given[name].strip())
    foreign = tuple(name for name in NAMES if given[name].strip() and name not in matching)
    if missing:
        return Result(account, Outcome("name_missing", missing), matching)
    if foreign:
        return Result(account, Outcome("name_not_for_training", foreign), matching)
    draft = replace(account.draft, **{name: matching.get(name, "") for name in NAMES})
    return Result(replace(account, draft=draft), Outcome("name_filled"), matching)


def _same(given: str, expected: str) -> bool:
    def plain(name: str) -> str:
        return " ".join(name.split()).casefold().replace("ё", "е")

    return plain(given) == plain(expected)


def fill_email(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Give the address for recovery. Only the one on the training card is taken.

    A reserved domain alone wouldn't do: what stands before ``@`` may tell a name, a year of birth or a number.
    """
    email = given["email"].strip().lower()
    expected = account.person.email
    if not email:
        return Result(account, Outcome("email_missing", ("email",)))
    if email == expected:
        draft = replace(account.draft, email=email)
        return Result(replace(account, draft=draft), Outcome("email_filled"), {"email": email})
    slip = _letters(expected).startswith(_letters(email))
    return Result(account, Outcome("email_malformed" if slip else "email_not_for_training", ("email",)))


def _letters(address: str) -> str:
    return "".join(sign for sign in address if sign.isalnum())


def choose_security(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Turn on at least one protection of the sign-in."""
    chosen = {name: "on" for name in ("code_at_sign_in", "message_on_sign_in") if given[name]}
    if not chosen:
        return Result(account, Outcome("security_not_chosen", ("code_at_sign_in",)))
    draft = replace(
        account.draft,
        code_at_sign_in="code_at_sign_in" in chosen,
        message_on_sign_in="message_on_sign_in" in chosen,
    )
    return Result(replace(account, draft=draft), Outcome("security_chosen"), chosen)


def save_profile(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Make the draft the profile."""
    return Result(replace(account, profile=account.draft), Outcome("profile_saved"))


def leave_profile(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go away without saving: the draft is lost."""
    return Result(replace(account, draft=account.profile), Outcome("profile_left_unsaved"))


ACTIONS = (
    Action(
        "fill_name",
        fill_name,
        ("name_filled", "name_missing", "name_not_for_training"),
        (Field("last_name", "name"), Field("first_name", "name"), Field("middle_name", "name", required=False)),
    ),
    Action(
        "fill_email",
        fill_email,
        ("email_filled", "email_missing", "email_malformed", "email_not_for_training"),
        (Field("email", "email"),),
    ),
    Action(
        "choose_security",
        choose_security,
        ("security_chosen", "security_not_chosen"),
        (
            Field("code_at_sign_in", "switch", required=False),
            Field("message_on_sign_in", "switch", required=False),
        ),
    ),
    Action("save_profile", save_profile, ("profile_saved",)),
    Action("leave_profile", leave_profile, ("profile_left_unsaved",)),
)
