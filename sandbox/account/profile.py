"""The subscriber's profile: a draft that counts only when it is saved."""

import re
from collections.abc import Collection

from sandbox.account.access import OneTimeCode
from sandbox.account.admission import without_draft
from sandbox.account.code_reading import read_code
from sandbox.account.messages import MESSAGE_ON_THE_WAY, Message, message_on_the_way
from sandbox.account.state import Account, PersonalData
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, foreign, refused
from sandbox.frozen import replace
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
        return Result(_with_letter(account, email, press), EMAIL_FILLED(), {"email": email})
    slip = _letters(expected).startswith(_letters(email))
    return Result(account, EMAIL_MALFORMED("email") if slip else EMAIL_NOT_FOR_TRAINING("email"))


def _with_letter(account: Account, email: str, press: Press[Account]) -> Account:
    """The address in the draft, and a letter with a code on its way to it."""
    digits = press.secrets.code()
    draft = replace(account.profile.draft, email=email, email_confirmed=False)
    account = replace(account, profile=replace(account.profile, draft=draft, letter_code=digits))
    return account.with_message(Message("email_code", press.now, {"code": digits}))


def _letters(address: str) -> str:
    return "".join(sign for sign in address if sign.isalnum())


EMAIL_CONFIRMED = accepted("email_confirmed")
EMAIL_CODE_MALFORMED = refused("email_code_malformed")
EMAIL_CODE_WRONG = refused("email_code_wrong")
LETTER_ON_THE_WAY = refused("letter_on_the_way", until="sms", arrives_in="seconds")


def confirm_email(press: Press[Account]) -> Result[Account]:
    """Enter the code from the letter: only an address that letters reach can restore access."""
    account, code = press.state, press.state.profile.letter_code
    letters = tuple(message for message in account.messages if message.kind == "email_code")
    if early := message_on_the_way(letters[-1:], press.now):
        return Result(account, LETTER_ON_THE_WAY("email_code", arrives_in=early.values["arrives_in"]))
    digits = read_code(press.given["email_code"])
    if isinstance(digits, Outcome):
        return Result(account, EMAIL_CODE_MALFORMED("email_code"))
    if not code or digits != code:
        return Result(account, EMAIL_CODE_WRONG("email_code"))
    confirmed = _with_draft(account.with_code_used(digits), replace(account.profile.draft, email_confirmed=True))
    return Result(confirmed, EMAIL_CONFIRMED())


PROTECTIONS = ("code_at_sign_in", "message_on_sign_in")
SECURITY_NOT_CHOSEN = refused("security_not_chosen")
SECURITY_CHOSEN = accepted("security_chosen")


def choose_security(press: Press[Account]) -> Result[Account]:
    """Turn on at least one protection of the sign-in."""
    account, chosen = press.state, _protections(press)
    if not chosen:
        return Result(account, SECURITY_NOT_CHOSEN(PROTECTIONS[0]))
    return Result(_with_draft(account, _protected(account.profile.draft, chosen)), SECURITY_CHOSEN(), chosen)


SECURITY_SET = accepted("security_set")


def set_security(press: Press[Account]) -> Result[Account]:
    """Turn the protections of the sign-in on or off, at once."""
    profile, chosen = press.state.profile, _protections(press)
    profile = replace(profile, saved=_protected(profile.saved, chosen), draft=_protected(profile.draft, chosen))
    return Result(replace(press.state, profile=profile), SECURITY_SET(), chosen)


def _protections(press: Press[Account]) -> dict[str, str]:
    return {name: "on" for name in PROTECTIONS if press.given[name]}


def _protected(data: PersonalData, chosen: Collection[str]) -> PersonalData:
    return replace(data, code_at_sign_in="code_at_sign_in" in chosen, message_on_sign_in="message_on_sign_in" in chosen)


PROFILE_ENDS = ("save", "leave")
PROFILE_SAVED = accepted("profile_saved")
PROFILE_LEFT_UNSAVED = refused("profile_left_unsaved")
PROFILE_END_NOT_CHOSEN = refused("profile_end_not_chosen")


def end_profile(press: Press[Account]) -> Result[Account]:
    """Make the draft the profile; or go away without saving, and the draft is lost.

    The next sign-in, from a new computer, shows how the protection works.
    """
    chosen = press.given["profile_end"]
    if chosen not in PROFILE_ENDS:
        return Result(press.state, PROFILE_END_NOT_CHOSEN())
    if chosen == "leave":
        return Result(leave_profile(press).state, PROFILE_LEFT_UNSAVED())
    account, kept = save_profile(press).state, {"profile_end": chosen}
    saved = account.profile.saved
    if saved.code_at_sign_in:
        digits = press.secrets.code()
        account = account.with_code(OneTimeCode(digits, press.now, purpose="sign_in"))
        return Result(account.with_message(Message("code", press.now, {"code": digits})), PROFILE_SAVED(), kept)
    return Result(account.with_message(Message("new_sign_in", press.now)), PROFILE_SAVED(), kept)


DRAFT_SAVED = accepted("draft_saved")


def save_profile(press: Press[Account]) -> Result[Account]:
    """Make the draft the profile."""
    profile = press.state.profile
    return Result(replace(press.state, profile=replace(profile, saved=profile.draft)), DRAFT_SAVED())


DRAFT_LEFT = accepted("draft_left")


def leave_profile(press: Press[Account]) -> Result[Account]:
    """Go away without saving. The draft is lost."""
    return Result(without_draft(press.state), DRAFT_LEFT())


PROTECTION = ("notice", "nothing", "code")
PROTECTION_MISREAD = refused("protection_misread")
PROTECTION_WORKS = accepted("protection_works")


def see_protection(press: Press[Account]) -> Result[Account]:
    """Say what came to the phone when somebody signed in with the password alone."""
    account, seen = press.state, press.given["protection_seen"]
    if early := message_on_the_way(account.messages, press.now):
        return Result(account, early)
    saved = account.profile.saved
    if seen != ("code" if saved.code_at_sign_in else "notice"):
        return Result(account, PROTECTION_MISREAD())
    if saved.code_at_sign_in and saved.message_on_sign_in:
        account = account.with_message(Message("new_sign_in", press.now))
    return Result(account, PROTECTION_WORKS(), {"protection_seen": seen})


_SWITCHES = tuple(Field(name, "switch", required=False) for name in PROTECTIONS)

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
        "confirm_email",
        confirm_email,
        (EMAIL_CONFIRMED, EMAIL_CODE_MALFORMED, EMAIL_CODE_WRONG, LETTER_ON_THE_WAY),
        (Field("email_code", "code"),),
    ),
    Action(
        "choose_security",
        choose_security,
        (SECURITY_CHOSEN, SECURITY_NOT_CHOSEN),
        _SWITCHES,
    ),
    Action("set_security", set_security, (SECURITY_SET,), _SWITCHES),
    Action("save_profile", save_profile, (DRAFT_SAVED,)),
    Action("leave_profile", leave_profile, (DRAFT_LEFT,)),
    Action(
        "end_profile",
        end_profile,
        (PROFILE_SAVED, PROFILE_LEFT_UNSAVED, PROFILE_END_NOT_CHOSEN),
        (Field("profile_end", "choice", PROFILE_ENDS),),
    ),
    Action(
        "see_protection",
        see_protection,
        (PROTECTION_WORKS, PROTECTION_MISREAD, MESSAGE_ON_THE_WAY),
        (Field("protection_seen", "choice", PROTECTION),),
    ),
)
