"""The subscriber's profile: a draft that counts only when it is saved."""

import re
from dataclasses import replace

from sandbox.account.state import Account, PersonalData
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted, foreign, refused
from sandbox.text.comparison import same_words
from sandbox.text.invisible import visible

NAMES = ("last_name", "first_name", "middle_name")

_AROUND_EMAIL = re.compile(r"^[\s<«\"]*(?:mailto:)?\s*|[\s>»\",.;]+$", re.IGNORECASE)
"""What an address copied from a letter brings along."""


NAME_MISSING = refused("name_missing")
NAME_NOT_FOR_TRAINING = foreign("name_not_for_training")
NAME_FILLED = accepted("name_filled")


def fill_name(press: Press[Account]) -> Result[Account]:
    """Fill in the full name. Only the name on the training card is taken, so that no real one can get in."""
    account = press.state
    person = account.person
    matching = {name: getattr(person, name) for name in NAMES if same_words(press.given[name], getattr(person, name))}
    missing = tuple(name for name in ("last_name", "first_name") if not visible(press.given[name]).strip())
    others = tuple(name for name in NAMES if visible(press.given[name]).strip() and name not in matching)
    if missing:
        return Result(account, NAME_MISSING(*missing), matching)
    if others:
        return Result(account, NAME_NOT_FOR_TRAINING(*others), matching)
    draft = replace(account.profile.draft, **{name: matching.get(name, "") for name in NAMES})
    return Result(_with_draft(account, draft), NAME_FILLED(), matching)


def _with_draft(account: Account, draft: PersonalData) -> Account:
    return replace(account, profile=replace(account.profile, draft=draft))


EMAIL_MISSING = refused("email_missing")
EMAIL_FILLED = accepted("email_filled")
EMAIL_MALFORMED = refused("email_malformed")
EMAIL_NOT_FOR_TRAINING = foreign("email_not_for_training")


def fill_email(press: Press[Account]) -> Result[Account]:
    """Give the address for recovery. Only the one on the training card is taken.

    A reserved domain alone wouldn't do: the part before ``@`` may hold a name, a year of birth or a number.
    """
    account = press.state
    email = _AROUND_EMAIL.sub("", visible(press.given["email"])).lower()
    expected = account.person.email
    if not email:
        return Result(account, EMAIL_MISSING("email"))
    if email == expected:
        draft = replace(account.profile.draft, email=email)
        return Result(_with_draft(account, draft), EMAIL_FILLED(), {"email": email})
    slip = _letters(expected).startswith(_letters(email))
    return Result(account, EMAIL_MALFORMED("email") if slip else EMAIL_NOT_FOR_TRAINING("email"))


def _letters(address: str) -> str:
    return "".join(sign for sign in address if sign.isalnum())


SECURITY_NOT_CHOSEN = refused("security_not_chosen")
SECURITY_CHOSEN = accepted("security_chosen")


def choose_security(press: Press[Account]) -> Result[Account]:
    """Turn on at least one protection of the sign-in."""
    account = press.state
    chosen = {name: "on" for name in ("code_at_sign_in", "message_on_sign_in") if press.given[name]}
    if not chosen:
        return Result(account, SECURITY_NOT_CHOSEN("code_at_sign_in"))
    draft = replace(
        account.profile.draft,
        code_at_sign_in="code_at_sign_in" in chosen,
        message_on_sign_in="message_on_sign_in" in chosen,
    )
    return Result(_with_draft(account, draft), SECURITY_CHOSEN(), chosen)


PROFILE_SAVED = accepted("profile_saved")


def save_profile(press: Press[Account]) -> Result[Account]:
    """Make the draft the profile."""
    profile = replace(press.state.profile, saved=press.state.profile.draft)
    return Result(replace(press.state, profile=profile), PROFILE_SAVED())


PROFILE_LEFT_UNSAVED = refused("profile_left_unsaved")


def leave_profile(press: Press[Account]) -> Result[Account]:
    """Go away without saving: the draft is lost."""
    return Result(_with_draft(press.state, press.state.profile.saved), PROFILE_LEFT_UNSAVED())


ACTIONS = (
    Action(
        "fill_name",
        fill_name,
        (NAME_FILLED, NAME_MISSING, NAME_NOT_FOR_TRAINING),
        (Field("last_name", "name"), Field("first_name", "name"), Field("middle_name", "name", required=False)),
    ),
    Action(
        "fill_email",
        fill_email,
        (EMAIL_FILLED, EMAIL_MISSING, EMAIL_MALFORMED, EMAIL_NOT_FOR_TRAINING),
        (Field("email", "email"),),
    ),
    Action(
        "choose_security",
        choose_security,
        (SECURITY_CHOSEN, SECURITY_NOT_CHOSEN),
        (
            Field("code_at_sign_in", "switch", required=False),
            Field("message_on_sign_in", "switch", required=False),
        ),
    ),
    Action("save_profile", save_profile, (PROFILE_SAVED,)),
    Action("leave_profile", leave_profile, (PROFILE_LEFT_UNSAVED,)),
)
