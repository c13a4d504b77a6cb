"""Fraud by call and SMS: strangers who ask for a code or money, and what they do with a code."""

from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.account import codes
from sandbox.account.access import OWN_SESSION, Session
from sandbox.account.codes import CODE_ACCEPTED, CODE_ATTEMPTS_EXHAUSTED, CODE_EXPIRED, CODE_SENT
from sandbox.account.ledger import Entry
from sandbox.account.messages import MESSAGE_DELIVERY, MESSAGE_ON_THE_WAY, Message, message_on_the_way
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted, refused

FAKE_TRANSFER = 300_00
"""Kopecks that a stranger says they sent by mistake (a training value)."""

STOLEN_IN_A_MINUTE = 200_00
"""Kopecks that a stranger takes from the account in the minute after learning a code (a training value)."""

_STRANGER_ENTERS, _STRANGER_TAKES, _MINUTE = timedelta(seconds=20), timedelta(seconds=40), timedelta(minutes=1)

LINK_ANSWERS = ("leave", "open")
TRANSFER_ANSWERS = ("check_balance", "send_back")
CALL_ANSWERS = ("enter_code", "tell_code", "keep_listening")
RESCUER_ANSWERS = ("hang_up", "trust")


def await_code(press: Press[Account]) -> Result[Account]:
    """Ask for a code to sign in. A stranger's SMS with a link arrives before it."""
    result = codes.send_code(press.state, press.now, press.secrets, CODE_SENT)
    if not result.outcome.is_a(CODE_SENT):
        return result
    *earlier, code = result.state.messages
    messages = (*earlier, _at_once("fraud_link", press.now), code)
    return replace(result, state=replace(result.state, messages=messages))


LINK_LEFT_ALONE = accepted("link_left_alone")
FAKE_SITE_OPENED = refused("fake_site_opened")


def judge_link(press: Press[Account]) -> Result[Account]:
    """Decide about the SMS with a link. Left alone, it is followed by another stranger's."""
    account = press.state
    answer = press.given["link_answer"]
    if answer == "open":
        return Result(account, FAKE_SITE_OPENED())
    if answer != "leave":
        return _undecided(account)
    account = account.with_message(_at_once("fraud_transfer", press.now, sum=str(FAKE_TRANSFER)))
    return Result(account, LINK_LEFT_ALONE(), {"link_answer": answer})


TRANSFER_NOT_FOUND = accepted("transfer_not_found")
NOTHING_LEFT_TO_SEND = refused("nothing_left_to_send")
MONEY_SENT_TO_STRANGER = refused("money_sent_to_stranger", sent="kopecks")


def judge_transfer(press: Press[Account]) -> Result[Account]:
    """Decide about the SMS that asks for money back. The balance shows whether any has come."""
    account = press.state
    answer = press.given["transfer_answer"]
    if answer == "check_balance":
        return Result(account, TRANSFER_NOT_FOUND(), {"transfer_answer": answer})
    if answer != "send_back":
        return _undecided(account)
    if account.money.balance < FAKE_TRANSFER:
        return Result(account, NOTHING_LEFT_TO_SEND())
    account = _lose(account, FAKE_TRANSFER, press.now)
    return Result(account, MONEY_SENT_TO_STRANGER(sent=FAKE_TRANSFER))


CODE_KEPT = accepted("code_kept")
CALLER_HURRIES = refused("caller_hurries")


def answer_call(press: Press[Account]) -> Result[Account]:
    """Decide about the caller who wants the code: hang up and type it, or believe them.

    Only a code that has arrived and is still valid can be typed, or told.
    """
    account = press.state
    answer = press.given["call_answer"]
    if answer == "keep_listening":
        return Result(account, CALLER_HURRIES())
    if answer not in CALL_ANSWERS:
        return _undecided(account)
    if refusal := message_on_the_way(account.messages, press.now):
        return Result(account, refusal)
    typed = account.one_time.code.digits if account.one_time.code else "000000"
    checked = codes.check_code(account, typed, press.now)
    if not checked.outcome.is_a(CODE_ACCEPTED):
        return replace(checked, outcome=replace(checked.outcome, fields=()))  # the form has no field for the code
    if answer == "tell_code":
        return tell_code(press)
    strangers_code = _at_once("code", press.now, code=press.secrets.code())
    account = _sign_in_here(checked.state, press.now).with_message(strangers_code)
    return Result(account, CODE_KEPT(), {"call_answer": answer})


CODE_TOLD = refused("code_told")


def tell_code(press: Press[Account]) -> Result[Account]:
    """Tell the caller the code that came last. They use it within a minute."""
    account = press.state
    enters, takes = press.now + _STRANGER_ENTERS, press.now + _STRANGER_TAKES
    stolen = min(STOLEN_IN_A_MINUTE, account.money.balance)
    told = next((each.values["code"] for each in reversed(account.messages) if each.kind == "code"), "")
    strangers = Session("unknown_computer", enters)
    account = replace(
        account.with_code_used(told).with_message(Message("new_sign_in", enters)),
        password=replace(account.password, breached_hash=account.password.hash),
        access=replace(account.access, sessions=(*account.access.sessions, strangers)),
    )
    return Result(_lose(account, stolen, takes), CODE_TOLD(), took=_MINUTE)


CALL_ENDED = accepted("call_ended")


def stop_talking(press: Press[Account]) -> Result[Account]:
    """Hang up, and sign in by the password."""
    return Result(_sign_in_here(press.state, press.now), CALL_ENDED())


def keep_talking(press: Press[Account]) -> Result[Account]:
    """Go on listening, which is what the caller wants."""
    return Result(press.state, CALLER_HURRIES())


RESCUER_REFUSED = accepted("rescuer_refused")
RESCUER_BELIEVED = refused("rescuer_believed")


def answer_rescuer(press: Press[Account]) -> Result[Account]:
    """Decide about the next caller, who offers to get the money back."""
    account = press.state
    answer = press.given["rescuer_answer"]
    if answer == "trust":
        return Result(account, RESCUER_BELIEVED())
    if answer != "hang_up":
        return _undecided(account)
    return Result(account, RESCUER_REFUSED(), {"rescuer_answer": answer})


NOTHING_DECIDED = refused("nothing_decided")


def _undecided(account: Account) -> Result[Account]:
    return Result(account, NOTHING_DECIDED())


def _at_once(kind: str, now: datetime, **values: str) -> Message:
    """An SMS that arrives now: it has been on its way for a while."""
    return Message(kind, now - MESSAGE_DELIVERY, values)


def _lose(account: Account, kopecks: int, at: datetime) -> Account:
    if not kopecks:
        return account
    account = account.with_entry(Entry("sent_to_stranger", -kopecks, at))
    return account.with_message(Message("money_sent", at, {"sum": str(kopecks)}))


def _sign_in_here(account: Account, now: datetime) -> Account:
    if account.access.signed_in:
        return account
    sessions = (Session(OWN_SESSION, now), *account.access.sessions)
    return replace(account, access=replace(account.access, signed_in=True, sessions=sessions))


ACTIONS = (
    Action("await_code", await_code, (CODE_SENT, *codes.NOT_SENT)),
    Action(
        "judge_link",
        judge_link,
        (LINK_LEFT_ALONE, FAKE_SITE_OPENED, NOTHING_DECIDED),
        (Field("link_answer", "choice", LINK_ANSWERS),),
    ),
    Action(
        "judge_transfer",
        judge_transfer,
        (TRANSFER_NOT_FOUND, MONEY_SENT_TO_STRANGER, NOTHING_LEFT_TO_SEND, NOTHING_DECIDED),
        (Field("transfer_answer", "choice", TRANSFER_ANSWERS),),
    ),
    Action(
        "answer_call",
        answer_call,
        (
            CODE_KEPT,
            CODE_TOLD,
            CALLER_HURRIES,
            MESSAGE_ON_THE_WAY,
            CODE_EXPIRED,
            CODE_ATTEMPTS_EXHAUSTED,
            NOTHING_DECIDED,
        ),
        (Field("call_answer", "choice", CALL_ANSWERS),),
    ),
    Action("tell_code", tell_code, (CODE_TOLD,)),
    Action("stop_talking", stop_talking, (CALL_ENDED,)),
    Action("keep_talking", keep_talking, (CALLER_HURRIES,)),
    Action(
        "answer_rescuer",
        answer_rescuer,
        (RESCUER_REFUSED, RESCUER_BELIEVED, NOTHING_DECIDED),
        (Field("rescuer_answer", "choice", RESCUER_ANSWERS),),
    ),
)
