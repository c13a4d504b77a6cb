"""Entering the code from an SMS, whatever it was asked for."""

from sandbox.account import codes
from sandbox.account.admission import let_in
from sandbox.account.codes import CODE_ACCEPTED
from sandbox.account.linked_identities import IDENTITY_LINKED, IDENTITY_NOT_GIVEN, confirm_link
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted

NUMBER_CONFIRMED = accepted("number_confirmed")
CODE_LET_IN = accepted("code_let_in")


def use_code(press: Press[Account]) -> Result[Account]:
    """Enter the code. What follows is what it was asked for; a number that has an account already is let in."""
    code = press.state.one_time.code
    if code and code.purpose == "link":
        return confirm_link(press)
    result = codes.confirm_code(press)
    if not result.outcome.is_a(CODE_ACCEPTED):
        return result
    if not press.state.exists:
        return Result(result.state, NUMBER_CONFIRMED())
    return Result(let_in(result.state, press.now), CODE_LET_IN())


ACTIONS = (
    Action(
        "use_code",
        use_code,
        (NUMBER_CONFIRMED, CODE_LET_IN, IDENTITY_LINKED, IDENTITY_NOT_GIVEN, *codes.WRONG_CODE),
        (Field("code", "code"),),
    ),
)
