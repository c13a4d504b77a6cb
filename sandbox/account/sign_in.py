"""Signing in with the number and the password or a code, and the lock after wrong passwords."""

from datetime import timedelta

from sandbox.account import codes, numbers, passwords
from sandbox.account.admission import let_in
from sandbox.account.codes import CODE_REQUESTED_TOO_SOON, CODE_SENT
from sandbox.account.moments import seconds_until
from sandbox.account.passwords import PASSWORD_HAS_OUTER_BLANK, PASSWORD_MISSING
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, OutcomeType, accepted, refused
from sandbox.frozen import replace

ATTEMPTS = 3
LOCK = timedelta(minutes=5)
"""Training values: three wrong passwords lock the sign-in for 5 minutes. Two open-source clients count three too."""


NUMBER_RECOGNISED = accepted("number_recognised")
NUMBER_WITHOUT_ACCOUNT = refused("number_without_account")


def enter_number(press: Press[Account]) -> Result[Account]:
    """Say whose account it is."""
    number = numbers.parse_number_of(press.state.sim, press.given["phone"])
    if isinstance(number, Outcome):
        return Result(press.state, number)
    if not press.state.exists:
        return Result(press.state, NUMBER_WITHOUT_ACCOUNT("phone"))
    return Result(press.state, NUMBER_RECOGNISED(), {"phone": number})


SIGNED_IN = accepted("signed_in")
CODE_ASKED = accepted("code_asked")
SIGN_IN_LOCKED = refused("sign_in_locked", until="unlock", retry_in="seconds")


def enter_password(press: Press[Account]) -> Result[Account]:
    """Compare a password. While the sign-in is locked, even the right one doesn't let in.

    If the profile says so, the right one lets in only with a code.
    """
    account, refusal = check_password(press, "password", locked=SIGN_IN_LOCKED)
    if refusal:
        return Result(account, refusal)
    if not account.profile.saved.code_at_sign_in:
        return Result(let_in(account, press.now), SIGNED_IN())
    asked = codes.send_code(account, press.now, press.secrets, CODE_ASKED, "sign_in")
    code = account.one_time.code
    if asked.outcome.is_a(CODE_REQUESTED_TOO_SOON) and code and code.purpose == "sign_in":
        return Result(account, CODE_ASKED())  # the one that was sent before is asked for
    return asked


def sign_in_by_sms(press: Press[Account]) -> Result[Account]:
    """Have a code sent instead of typing the password."""
    account = press.state
    if not account.exists:
        return Result(account, NUMBER_WITHOUT_ACCOUNT())
    return codes.send_code(account, press.now, press.secrets, CODE_SENT, "sign_in")


PASSWORD_WRONG = refused("password_wrong", attempts_left="count")


def check_password(press: Press[Account], field: str, *, locked: OutcomeType) -> tuple[Account, Outcome | None]:
    """Compare what was typed in ``field`` with the password: the account with its tries counted, and the refusal.

    Wherever a password is asked for, the tries are the same three; ``locked`` is the outcome after the third.
    """
    account, password, now = press.state, press.state.password, press.now
    if password.locked_until and password.locked_until > now:
        return account, locked(field, retry_in=seconds_until(password.locked_until, now))
    typed = passwords.normalise_password(press.given[field])
    if not typed:
        return account, PASSWORD_MISSING(field)
    if typed != passwords.trim_password(typed):  # no password has one, and it can't be seen: not worth an attempt
        return account, PASSWORD_HAS_OUTER_BLANK(field)
    if password.hash and press.secrets.password_matches(typed, password.hash):
        return replace(account, password=password.unlocked()), None
    wrong = password.wrong_entries + 1
    if wrong < ATTEMPTS:
        account = replace(account, password=replace(password, wrong_entries=wrong))
        return account, PASSWORD_WRONG(field, attempts_left=ATTEMPTS - wrong)
    account = replace(account, password=replace(password, wrong_entries=0, locked_until=now + LOCK))
    return account, locked(field, retry_in=seconds_until(now + LOCK, now))


ACTIONS = (
    Action(
        "enter_number",
        enter_number,
        (NUMBER_RECOGNISED, NUMBER_WITHOUT_ACCOUNT, *numbers.OUTCOMES),
        (Field("phone", "phone"),),
    ),
    Action(
        "enter_password",
        enter_password,
        (
            SIGNED_IN,
            CODE_ASKED,
            PASSWORD_MISSING,
            PASSWORD_HAS_OUTER_BLANK,
            PASSWORD_WRONG,
            SIGN_IN_LOCKED,
            *codes.NOT_SENT,
        ),
        (Field("password", "password"),),
    ),
    Action("sign_in_by_sms", sign_in_by_sms, (CODE_SENT, NUMBER_WITHOUT_ACCOUNT, *codes.NOT_SENT)),
)
