"""One-time codes: asked for, waited for, checked."""

import hmac
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.account import numbers
from sandbox.account.messages import MESSAGE_DELIVERY, Message
from sandbox.account.outcomes import Outcome
from sandbox.account.pacing import seconds_until, send_paced
from sandbox.account.state import Account, OneTimeCode
from sandbox.engine.action import Action, Field, Result, Secrets

LIFETIME = timedelta(minutes=5)
ATTEMPTS = 3
"""Training values (FACTS.md): a code is valid for 5 minutes and has 3 tries."""

_SIX_DIGITS = re.compile(r"[0-9]{6}")


def request_code(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Send the first code to the number that was typed."""
    number = numbers.parse_number(given["phone"], account.number)
    if isinstance(number, Outcome):
        return Result(account, number)
    result = send_code(account, now, secrets, "code_sent")
    return replace(result, kept={"phone": number})


def resend_code(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Send a new code, which kills the old one."""
    return send_code(account, now, secrets, "code_resent")


def sign_in_by_sms(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Ask for a code instead of the password, for the number that the site knows already."""
    return send_code(account, now, secrets, "code_sent")


def send_code(account: Account, now: datetime, secrets: Secrets, sent: str) -> Result:
    """Send a code to the training phone, or refuse if too many were asked for. ``sent`` is the outcome of success."""
    digits = secrets.code()
    issued = replace(account, code=OneTimeCode(digits, now))
    return send_paced(account, issued, Message("code", now, {"code": digits}), sent=sent, refused="code_requested")


def read_message(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Look whether the last SMS has come."""
    arrives_at = account.messages[-1].arrives_at if account.messages else now + MESSAGE_DELIVERY
    if arrives_at > now:
        return Result(account, Outcome("message_on_the_way", values={"arrives_in": seconds_until(arrives_at, now)}))
    return Result(account, Outcome("message_arrived"))


def take_back_number(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go back to the number. The code that was sent for it is worth nothing from then on."""
    return Result(replace(account, code=None), Outcome("number_taken_back"))


def confirm_code(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Compare a code. The attempt is counted before the verdict, and a right code is used up.

    Whoever types another one before its SMS has come can't know better yet, and loses no attempt.
    """
    digits = "".join(given["code"].split()).replace("-", "")
    code = account.code
    if not _SIX_DIGITS.fullmatch(digits):
        return Result(account, Outcome("code_malformed", ("code",)))
    if code and now >= code.sent_at + LIFETIME:
        return Result(account, Outcome("code_expired", ("code",)))
    if code is None or code.wrong_attempts >= ATTEMPTS:
        return Result(account, Outcome("code_attempts_exhausted", ("code",)))
    if hmac.compare_digest(digits, code.digits):
        return Result(replace(account, code=None, number_confirmed=True), Outcome("code_accepted"))
    if arrives_in := _still_on_the_way(account, code, now):
        return Result(account, Outcome("code_on_the_way", ("code",), {"arrives_in": arrives_in}))
    code = replace(code, wrong_attempts=code.wrong_attempts + 1)
    account = replace(account, code=code)
    attempts_left = ATTEMPTS - code.wrong_attempts
    if not attempts_left:
        return Result(account, Outcome("code_attempts_exhausted", ("code",)))
    return Result(account, Outcome("code_wrong", ("code",), {"attempts_left": attempts_left}))


def _still_on_the_way(account: Account, code: OneTimeCode, now: datetime) -> int:
    """Seconds until the SMS with the code comes; 0 if it is there, or was lost on its way."""
    newest = max((each.arrives_at for each in account.messages if each.values.get("code") == code.digits), default=now)
    return seconds_until(newest, now) if newest > now else 0


PACING = ("code_requested_too_soon", "code_requested_too_often")
NOT_SENT = ("sms_not_delivered", *PACING)
REFUSALS = ("code_malformed", "code_on_the_way", "code_wrong", "code_attempts_exhausted", "code_expired")

ACTIONS = (
    Action("request_code", request_code, ("code_sent", *NOT_SENT, *numbers.OUTCOMES), (Field("phone", "phone"),)),
    Action("resend_code", resend_code, ("code_resent", *NOT_SENT)),
    Action("sign_in_by_sms", sign_in_by_sms, ("code_sent", *NOT_SENT)),
    Action("read_message", read_message, ("message_arrived", "message_on_the_way")),
    Action("take_back_number", take_back_number, ("number_taken_back",)),
    Action(
        "confirm_code",
        confirm_code,
        ("code_accepted", *REFUSALS),
        (Field("code", "code"),),
    ),
)
