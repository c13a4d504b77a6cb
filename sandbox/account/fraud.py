"""Fraud: a code that is asked for while strangers call, and what they would do with it."""

from datetime import timedelta
from functools import partial

from sandbox.account import codes, misfortunes, numbers
from sandbox.account.admission import let_in
from sandbox.account.calls import LESSON_ENDED
from sandbox.account.codes import CODE_ACCEPTED, CODE_SENT
from sandbox.account.draws import Draws
from sandbox.account.pacing import send_to_typed_number
from sandbox.account.state import Account
from sandbox.account.visitors import at_once, await_visits, line_up
from sandbox.account.visits import Before, Call
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted, refused
from sandbox.frozen import replace

_MINUTE = timedelta(minutes=1)
"""In which the stranger enters and takes money."""


def await_code(press: Press[Account]) -> Result[Account]:
    """Ask for a code to sign in. Two calls will come, one of them genuine; the first rings at once."""
    result = send_to_typed_number(press, partial(codes.send_code, purpose="sign_in"), CODE_SENT)
    if not result.outcome.is_a(CODE_SENT):
        return result
    account = result.state
    calls = Draws(press.secrets.token()).shuffled((Call("security"), Call("salon")))
    return replace(result, state=replace(account, visits=replace(account.visits, calls=calls)))


CODE_KEPT = accepted("code_kept")


def enter_code(press: Press[Account]) -> Result[Account]:
    """Type the code on the site. Then SMS come one after the other that are to be judged."""
    account = press.state
    checked = codes.check_code(account, press.given["code"], press.now, "sign_in")
    if not checked.outcome.is_a(CODE_ACCEPTED):
        return checked
    visits = line_up(Draws(press.secrets.token()))
    return Result(await_visits(let_in(checked.state, press.now), visits, press.now), CODE_KEPT())


CODE_TOLD = refused("code_told")


def look_what_follows(press: Press[Account]) -> Result[Account]:
    """See what would have happened, had the code been told. It is a lesson: all of it is taken back in the end."""
    account, now = press.state, press.now
    before = Before(now, account.password, account.one_time, account.access, account.money, account.messages)
    told = press.secrets.code()
    account = account.with_message(at_once("code", now, code=told)).with_code_used(told)
    account = misfortunes.befall(misfortunes.breach(account, now), now + _MINUTE)
    calls = (Call("thief", answered=True), Call("rescuer"))
    visits = replace(account.visits, calls=calls, before=before)
    return Result(replace(account, visits=visits), CODE_TOLD(), took=_MINUTE)


def look_no_further(press: Press[Account]) -> Result[Account]:
    """End without the lesson."""
    return Result(press.state, LESSON_ENDED())


ACTIONS = (
    Action("await_code", await_code, (CODE_SENT, *codes.NOT_SENT, *numbers.OUTCOMES), (Field("phone", "phone"),)),
    Action("enter_code", enter_code, (CODE_KEPT, *codes.REFUSALS), (Field("code", "code"),)),
    Action("look_what_follows", look_what_follows, (CODE_TOLD,)),
    Action("look_no_further", look_no_further, (LESSON_ENDED,)),
)
