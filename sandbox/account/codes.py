"""One-time codes: asked for, waited for, checked."""

import hmac
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from sandbox.account import numbers
from sandbox.account.access import OneTimeCode, Purpose
from sandbox.account.code_reading import READING_REFUSALS, read_code
from sandbox.account.messages import MESSAGE_ARRIVED, MESSAGE_ON_THE_WAY, Message, message_awaited
from sandbox.account.moments import seconds_until
from sandbox.account.navigation import OTHER_BUTTON_PRESSED, SIGN_IN_BUTTON, press_button
from sandbox.account.pacing import SMS_NOT_DELIVERED, send_paced, send_to_typed_number
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result, Secrets
from sandbox.engine.outcome import Outcome, OutcomeType, accepted, refused
from sandbox.frozen import replace

LIFETIME = timedelta(minutes=5)
ATTEMPTS = 3
"""Training values: a code is valid for 5 minutes and has 3 tries."""


CODE_SENT = accepted("code_sent")


def request_code(press: Press[Account]) -> Result[Account]:
    """Send the first code to the number that was typed, to register with it."""
    return send_to_typed_number(press, partial(send_code, purpose="register"), CODE_SENT)


CODE_RESENT = accepted("code_resent")


def resend_code(press: Press[Account]) -> Result[Account]:
    """Send a new code for the same purpose, which makes the old one invalid."""
    account = press.state
    purpose = account.one_time.code.purpose if account.one_time.code else None
    return send_code(account, press.now, press.secrets, CODE_RESENT, purpose or _usual_purpose(account))


def _usual_purpose(account: Account) -> Purpose:
    return "sign_in" if account.exists else "register"


def ask_for_code_again(press: Press[Account]) -> Result[Account]:
    """Find the button on the sign-in page that asks for a code instead of the password."""
    pressed = press_button(press, SIGN_IN_BUTTON, "by_sms", CODE_SENT)
    if not pressed.outcome.is_a(CODE_SENT):
        return pressed
    return replace(send_code(press.state, press.now, press.secrets, CODE_SENT, "sign_in"), kept=pressed.kept)


CODE_REQUESTED_TOO_SOON = refused("code_requested_too_soon", until="resend", retry_in="seconds")
CODE_REQUESTED_TOO_OFTEN = refused("code_requested_too_often", until="resend", retry_in="seconds")


def send_code(
    account: Account, now: datetime, secrets: Secrets, sent: OutcomeType, purpose: Purpose
) -> Result[Account]:
    """Send a code to the training phone, or refuse if too many were asked for. ``sent`` is the outcome of success."""
    digits = secrets.code()
    return send_paced(
        account,
        account.with_code(OneTimeCode(digits, now, purpose=purpose)),
        Message("code", now, {"code": digits}),
        sent=sent,
        too_soon=CODE_REQUESTED_TOO_SOON,
        too_often=CODE_REQUESTED_TOO_OFTEN,
    )


SENDERS = ("bank", "operator", "unknown_number")
SENDER_MISREAD = refused("sender_misread")


def read_message(press: Press[Account]) -> Result[Account]:
    """Say whose SMS brought the code, once it has arrived."""
    arrived, sender = message_awaited(press.state.messages, press.now), press.given["sender"]
    if not arrived.is_a(MESSAGE_ARRIVED):
        return Result(press.state, arrived)
    if sender != "operator":
        return Result(press.state, SENDER_MISREAD())
    return Result(press.state, arrived, {"sender": sender})


NUMBER_TAKEN_BACK = accepted("number_taken_back")


def take_back_number(press: Press[Account]) -> Result[Account]:
    """Go back to the number. The code that was sent for it becomes invalid."""
    return Result(press.state.with_code_withdrawn(), NUMBER_TAKEN_BACK())


def confirm_code(press: Press[Account]) -> Result[Account]:
    """Enter the code from the SMS, which was asked for to register or to sign in."""
    result = check_code(press.state, press.given["code"], press.now, "register", "sign_in")
    if not result.outcome.is_a(CODE_ACCEPTED) or press.state.exists:
        return result
    return replace(result, state=result.state.with_number_confirmed())


CODE_ACCEPTED = accepted("code_accepted")
CODE_EXPIRED = refused("code_expired")
CODE_ATTEMPTS_EXHAUSTED = refused("code_attempts_exhausted")
CODE_ON_THE_WAY = refused("code_on_the_way", until="sms", arrives_in="seconds")
CODE_WRONG = refused("code_wrong", attempts_left="count")
CODE_FOR_SOMETHING_ELSE = refused("code_for_something_else")


def ended(code: OneTimeCode, now: datetime) -> Literal["expired", "spent", ""]:
    """Why a code works no longer by itself; ``spent``: all its tries were wrong. Empty while it works."""
    if now >= code.sent_at + LIFETIME:
        return "expired"
    return "spent" if code.wrong_attempts >= ATTEMPTS else ""


def check_code(account: Account, text: str, now: datetime, *purposes: Purpose) -> Result[Account]:
    """Compare what was typed with the code. A wrong one costs an attempt, and the right one is used up, unless it was
    asked for something else than one of the ``purposes``.

    As long as the code's SMS is on its way, a wrong one costs no attempt: the learner can't know the right one yet.
    """
    digits = read_code(text)
    if isinstance(digits, Outcome):
        return Result(account, digits)
    code = account.one_time.code
    end = ended(code, now) if code else "spent"
    if code is None or end:
        return Result(account, (CODE_EXPIRED if end == "expired" else CODE_ATTEMPTS_EXHAUSTED)("code"))
    if hmac.compare_digest(digits, code.digits):
        if code.purpose and code.purpose not in purposes:
            return Result(account, CODE_FOR_SOMETHING_ELSE("code"))
        return Result(account.with_code_used(digits), CODE_ACCEPTED())
    if arrives_in := _still_on_the_way(account, code, now):
        return Result(account, CODE_ON_THE_WAY("code", arrives_in=arrives_in))
    code = replace(code, wrong_attempts=code.wrong_attempts + 1)
    attempts_left = ATTEMPTS - code.wrong_attempts
    refusal = CODE_WRONG("code", attempts_left=attempts_left) if attempts_left else CODE_ATTEMPTS_EXHAUSTED("code")
    return Result(account.with_code(code), refusal)


def _still_on_the_way(account: Account, code: OneTimeCode, now: datetime) -> int:
    """Seconds until the SMS with the code arrives; 0 if it has, or was lost on its way."""
    newest = max((each.arrives_at for each in account.messages if each.values.get("code") == code.digits), default=now)
    return seconds_until(newest, now) if newest > now else 0


PACING = (CODE_REQUESTED_TOO_SOON, CODE_REQUESTED_TOO_OFTEN)
NOT_SENT = (SMS_NOT_DELIVERED, *PACING)
WRONG_CODE = (*READING_REFUSALS, CODE_ON_THE_WAY, CODE_WRONG, CODE_ATTEMPTS_EXHAUSTED, CODE_EXPIRED)
"""The refusals of `check_code` for any purpose."""
REFUSALS = (*WRONG_CODE, CODE_FOR_SOMETHING_ELSE)

ACTIONS = (
    Action("request_code", request_code, (CODE_SENT, *NOT_SENT, *numbers.OUTCOMES), (Field("phone", "phone"),)),
    Action("resend_code", resend_code, (CODE_RESENT, *NOT_SENT)),
    Action("ask_for_code_again", ask_for_code_again, (CODE_SENT, OTHER_BUTTON_PRESSED, *NOT_SENT), (SIGN_IN_BUTTON,)),
    Action(
        "read_message",
        read_message,
        (MESSAGE_ARRIVED, MESSAGE_ON_THE_WAY, SENDER_MISREAD),
        (Field("sender", "choice", SENDERS),),
    ),
    Action("take_back_number", take_back_number, (NUMBER_TAKEN_BACK,)),
    Action(
        "confirm_code",
        confirm_code,
        (CODE_ACCEPTED, *REFUSALS),
        (Field("code", "code"),),
    ),
)
