"""Fraud by call and SMS: strangers who want a code or money, and what they do with a code that they were told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.account import codes
from sandbox.account.arrivals import message_on_the_way
from sandbox.account.ledger import Entry
from sandbox.account.messages import MESSAGE_DELIVERY, Message
from sandbox.account.outcomes import Outcome
from sandbox.account.state import OWN_SESSION, Account, Session
from sandbox.engine.action import Action, Field, Result, Secrets

FAKE_TRANSFER = 300_00
"""Kopecks that a stranger says they sent by mistake (a training value)."""

STOLEN_IN_A_MINUTE = 200_00
"""Kopecks that a stranger takes from the account within the minute after a code was told (a training value)."""

_STRANGER_ENTERS, _STRANGER_TAKES, _MINUTE = timedelta(seconds=20), timedelta(seconds=40), timedelta(minutes=1)

LINK_ANSWERS = ("leave", "open")
TRANSFER_ANSWERS = ("check_balance", "send_back")
CALL_ANSWERS = ("enter_code", "tell_code", "keep_listening")
RESCUER_ANSWERS = ("hang_up", "trust")


def await_code(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Ask for a code to sign in. A stranger's SMS with a link is there before the code is."""
    result = codes.send_code(account, now, secrets, "code_sent")
    if result.outcome.name != "code_sent":
        return result
    account = result.account
    messages = (*account.messages[:-1], _at_once("fraud_link", now), account.messages[-1])
    return replace(result, account=replace(account, messages=messages))


def judge_link(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Decide about the SMS with a link. Left alone, it is followed by another stranger's."""
    answer = given["link_answer"]
    if answer == "open":
        return Result(account, Outcome("fake_site_opened"))
    if answer != "leave":
        return _undecided(account)
    message = _at_once("fraud_transfer", now, sum=str(FAKE_TRANSFER))
    account = replace(account, messages=(*account.messages, message))
    return Result(account, Outcome("link_left_alone"), {"link_answer": answer})


def judge_transfer(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Decide about the SMS that asks for money back. The balance tells whether any has come."""
    answer = given["transfer_answer"]
    if answer == "check_balance":
        return Result(account, Outcome("transfer_not_found"), {"transfer_answer": answer})
    if answer != "send_back":
        return _undecided(account)
    if account.balance < FAKE_TRANSFER:
        return Result(account, Outcome("nothing_left_to_send"))
    account = _lose(account, FAKE_TRANSFER, now)
    return Result(account, Outcome("money_sent_to_stranger", values={"sent": FAKE_TRANSFER}))


def answer_call(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Decide about the caller who wants the code: hang up and type it oneself, or believe them.

    Only a code that is there and still good can be typed, or told.
    """
    answer = given["call_answer"]
    if answer == "keep_listening":
        return Result(account, Outcome("caller_hurries"))
    if answer not in CALL_ANSWERS:
        return _undecided(account)
    if refusal := message_on_the_way(account, now):
        return Result(account, refusal)
    typed = account.code.digits if account.code else "000000"
    result = codes.confirm_code(account, {"code": typed}, now, secrets)
    if result.outcome.name != "code_accepted":
        return Result(result.account, Outcome(result.outcome.name))  # there is no field to point at
    if answer == "tell_code":
        return tell_code(account, {}, now, secrets)
    account = _sign_in_here(result.account, now)
    strangers_code = _at_once("code", now, code=secrets.code())
    account = replace(account, messages=(*account.messages, strangers_code))
    return Result(account, Outcome("code_kept"), {"call_answer": answer})


def tell_code(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Tell the caller the code that came last. It takes them a minute to make use of it."""
    enters, takes = now + _STRANGER_ENTERS, now + _STRANGER_TAKES
    stolen = min(STOLEN_IN_A_MINUTE, account.balance)
    account = replace(
        account,
        code=None,
        breached_password=account.password_hash,
        sessions=(*account.sessions, Session("unknown_computer", enters)),
        messages=(*account.messages, Message("new_sign_in", enters)),
    )
    return Result(_lose(account, stolen, takes), Outcome("code_told"), took=_MINUTE)


def stop_talking(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Hang up, and go into one's own account by the password."""
    return Result(_sign_in_here(account, now), Outcome("call_ended"))


def keep_talking(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go on listening, which is what the caller wants."""
    return Result(account, Outcome("caller_hurries"))


def answer_rescuer(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Decide about the one who calls next and offers to get the money back."""
    answer = given["rescuer_answer"]
    if answer == "trust":
        return Result(account, Outcome("rescuer_believed"))
    if answer != "hang_up":
        return _undecided(account)
    return Result(account, Outcome("rescuer_refused"), {"rescuer_answer": answer})


def _undecided(account: Account) -> Result:
    return Result(account, Outcome("nothing_decided"))


def _at_once(kind: str, now: datetime, **values: str) -> Message:
    """An SMS that arrives now: it has been on its way for a while."""
    return Message(kind, now - MESSAGE_DELIVERY, values)


def _lose(account: Account, kopecks: int, at: datetime) -> Account:
    if not kopecks:
        return account
    return replace(
        account,
        history=(*account.history, Entry("sent_to_stranger", -kopecks, at)),
        messages=(*account.messages, Message("money_sent", at, {"sum": str(kopecks)})),
    )


def _sign_in_here(account: Account, now: datetime) -> Account:
    if account.signed_in:
        return account
    return replace(account, signed_in=True, sessions=(Session(OWN_SESSION, now), *account.sessions))


ACTIONS = (
    Action("await_code", await_code, ("code_sent", *codes.NOT_SENT)),
    Action(
        "judge_link",
        judge_link,
        ("link_left_alone", "fake_site_opened", "nothing_decided"),
        (Field("link_answer", "choice", LINK_ANSWERS),),
    ),
    Action(
        "judge_transfer",
        judge_transfer,
        ("transfer_not_found", "money_sent_to_stranger", "nothing_left_to_send", "nothing_decided"),
        (Field("transfer_answer", "choice", TRANSFER_ANSWERS),),
    ),
    Action(
        "answer_call",
        answer_call,
        (
            "code_kept",
            "code_told",
            "caller_hurries",
            "message_on_the_way",
            "code_expired",
            "code_attempts_exhausted",
            "nothing_decided",
        ),
        (Field("call_answer", "choice", CALL_ANSWERS),),
    ),
    Action("tell_code", tell_code, ("code_told",)),
    Action("stop_talking", stop_talking, ("call_ended",)),
    Action("keep_talking", keep_talking, ("caller_hurries",)),
    Action(
        "answer_rescuer",
        answer_rescuer,
        ("rescuer_refused", "rescuer_believed", "nothing_decided"),
        (Field("rescuer_answer", "choice", RESCUER_ANSWERS),),
    ),
)
