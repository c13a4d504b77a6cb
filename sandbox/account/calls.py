"""Calls to the training phone. Hanging up ends any of them, whoever calls and whatever was said."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from sandbox.account.state import Account
from sandbox.account.visitors import NOTHING_DECIDED
from sandbox.account.visits import Call
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import OutcomeType, accepted, refused
from sandbox.frozen import dataclass, replace

ANSWERS = ("hang_up", "pick_up", "listen", "trust")
FIELD = Field("call_answer", "choice", ANSWERS, judged=True)

CALL_DECLINED = accepted("call_declined")
CALL_ENDED = accepted("call_ended")
CALL_PICKED_UP = accepted("call_picked_up")
CALLER_HURRIES = refused("caller_hurries")
CALLER_TRUSTED = refused("caller_trusted")
SALON_CALL_ENDED = accepted("salon_call_ended")
SALON_SAYS_IT_AGAIN = accepted("salon_says_it_again")
SALON_TRUSTED = accepted("salon_trusted")
RESCUER_REFUSED = accepted("rescuer_refused")
RESCUER_BELIEVED = refused("rescuer_believed")


@dataclass(frozen=True)
class Caller:
    """Who calls: what comes of hanging up, of listening on and of believing. A refusal leaves the call as it is."""

    ended: OutcomeType
    listened: OutcomeType
    trusted: OutcomeType


CALLERS: Mapping[str, Caller] = MappingProxyType(
    {
        "security": Caller(CALL_ENDED, CALLER_HURRIES, CALLER_TRUSTED),
        "salon": Caller(SALON_CALL_ENDED, SALON_SAYS_IT_AGAIN, SALON_TRUSTED),
        "thief": Caller(CALL_ENDED, CALLER_HURRIES, CALLER_HURRIES),
        "rescuer": Caller(RESCUER_REFUSED, CALLER_HURRIES, RESCUER_BELIEVED),
    }
)


def offered(call: Call | None) -> tuple[str, ...]:
    """The answers to a call. Hanging up is always the first."""
    return ("hang_up", "listen", "trust") if call and call.answered else ("hang_up", "pick_up")


def take_call(press: Press[Account]) -> Result[Account]:
    """Answer a call that rings, listen to it, believe it, or hang up."""
    account, answer = press.state, press.given[FIELD.name]
    call = account.visits.calls[0] if account.visits.calls else None
    if call is None or answer not in offered(call):
        return Result(account, NOTHING_DECIDED())
    caller = CALLERS[call.kind]
    if answer == "pick_up":
        return Result(_with_calls(account, (replace(call, answered=True), *account.visits.calls[1:])), CALL_PICKED_UP())
    if answer == "listen":
        return Result(account, caller.listened())
    if answer == "trust" and caller.trusted.refusal:
        return Result(account, caller.trusted())
    outcome = caller.trusted if answer == "trust" else caller.ended if call.answered else _unheard(caller)
    return _end(account, press, outcome, answer)


def _unheard(caller: Caller) -> OutcomeType:
    """What comes of hanging up before the caller has said who they are."""
    return caller.ended if caller.ended is RESCUER_REFUSED else CALL_DECLINED


def _end(account: Account, press: Press[Account], outcome: OutcomeType, answer: str) -> Result[Account]:
    account, kept = _with_calls(account, account.visits.calls[1:]), {FIELD.name: answer}
    before = account.visits.before
    if outcome is RESCUER_REFUSED and before:
        return Result(as_before(account), outcome(), kept, took=before.at - press.now)
    return Result(account, outcome(), kept)


def _with_calls(account: Account, calls: tuple[Call, ...]) -> Account:
    return replace(account, visits=replace(account.visits, calls=calls))


def as_before(account: Account) -> Account:
    """The account as it was when the lesson began."""
    before = account.visits.before
    if before is None:
        return account
    return replace(
        account,
        password=before.password,
        one_time=before.one_time,
        access=before.access,
        money=before.money,
        messages=before.messages,
        visits=replace(account.visits, calls=(), before=None),
    )


LESSON_ENDED = accepted("lesson_ended")


def end_lesson(press: Press[Account]) -> Result[Account]:
    """Leave the lesson where it stands. All is as it was, the clock too."""
    before = press.state.visits.before
    return Result(as_before(press.state), LESSON_ENDED(), took=before.at - press.now if before else timedelta(0))


ACTIONS = (
    Action(
        "take_call",
        take_call,
        (
            CALL_DECLINED,
            CALL_ENDED,
            CALL_PICKED_UP,
            CALLER_HURRIES,
            CALLER_TRUSTED,
            SALON_CALL_ENDED,
            SALON_SAYS_IT_AGAIN,
            SALON_TRUSTED,
            RESCUER_REFUSED,
            RESCUER_BELIEVED,
            NOTHING_DECIDED,
        ),
        (FIELD,),
    ),
    Action("end_lesson", end_lesson, (LESSON_ENDED,)),
)
