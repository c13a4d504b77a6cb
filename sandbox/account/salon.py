"""The operator's salon: a role-play in which the account moves to a new number.

The passport is a card drawn on the screen. Nothing of it is ever typed.
"""

from sandbox.account import codes, numbers, passwords
from sandbox.account.access import OneTime
from sandbox.account.admission import let_out
from sandbox.account.codes import CODE_SENT
from sandbox.account.registration import sign_in_by_new_password
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, refused
from sandbox.frozen import replace

NEW_NUMBER = "79070000002"
"""The training number that the account moves to."""


DOCUMENTS = ("passport", "old_sim", "bank_card")
PASSPORT_CHECKED = accepted("passport_checked")
DOCUMENT_NOT_ENOUGH = refused("document_not_enough")


def show_document(press: Press[Account]) -> Result[Account]:
    """Prove to the employee who one is. The training passport does it."""
    document = press.given["document"]
    if document != "passport":
        return Result(press.state, DOCUMENT_NOT_ENOUGH())
    return Result(press.state, PASSPORT_CHECKED(), {"document": document})


REQUESTS = ("move", "restore_old_sim", "new_account")
ACCOUNT_MOVED = accepted("account_moved")
OTHER_REQUEST_MADE = refused("other_request_made")


def make_request(press: Press[Account]) -> Result[Account]:
    """Ask for one of several things, of which the move is the one that is needed."""
    account, request = press.state, press.given["request"]
    if request != "move":
        return Result(account, OTHER_REQUEST_MADE())
    return Result(_moved(account), ACCOUNT_MOVED(), {"request": request})


PASSPORT_SHOWN = accepted("passport_shown")
PASSPORT_NOT_SHOWN = refused("passport_not_shown")


def show_passport(press: Press[Account]) -> Result[Account]:
    """Show the training passport to the employee."""
    return Result(replace(press.state, proofs=replace(press.state.proofs, passport=True)), PASSPORT_SHOWN())


def ask_to_move(press: Press[Account]) -> Result[Account]:
    """Ask for the account to be moved, once the passport has been shown."""
    if not press.state.proofs.passport:
        return Result(press.state, PASSPORT_NOT_SHOWN())
    return Result(_moved(press.state), ACCOUNT_MOVED())


def _moved(account: Account) -> Account:
    """The account on the new number, whose SIM is in the training phone from then on.

    What was sent to the old number becomes invalid, and the learner has to sign in with the new one.
    """
    if account.sim.number == NEW_NUMBER:
        return account
    before, out = account.with_code_withdrawn().one_time, let_out(account)
    return replace(
        out,
        sim=replace(account.sim, number=NEW_NUMBER, former_number=account.sim.number),
        one_time=OneTime(used=before.used, withdrawn=before.withdrawn),
    )


def enter_new_number(press: Press[Account]) -> Result[Account]:
    """Begin to sign in with the number; a code goes to it. There is no account with the former number any more."""
    account = press.state
    number = numbers.parse_number_of(account.sim, press.given["new_phone"], "new_phone")
    if isinstance(number, Outcome):
        return Result(account, number)
    return replace(codes.send_code(account, press.now, press.secrets, CODE_SENT, "sign_in"), kept={"new_phone": number})


SIGN_IN_UPDATED = accepted("sign_in_updated")


def update_sign_in(press: Press[Account]) -> Result[Account]:
    """Give the moved account a new password."""
    return sign_in_by_new_password(press, SIGN_IN_UPDATED)


SIGN_IN_LEFT_AS_IT_WAS = refused("sign_in_left_as_it_was")


def leave_sign_in(press: Press[Account]) -> Result[Account]:
    """Keep the password of the time before the move."""
    return Result(press.state, SIGN_IN_LEFT_AS_IT_WAS())


ACTIONS = (
    Action(
        "show_document",
        show_document,
        (PASSPORT_CHECKED, DOCUMENT_NOT_ENOUGH),
        (Field("document", "choice", DOCUMENTS),),
    ),
    Action("make_request", make_request, (ACCOUNT_MOVED, OTHER_REQUEST_MADE), (Field("request", "choice", REQUESTS),)),
    Action("show_passport", show_passport, (PASSPORT_SHOWN,)),
    Action("ask_to_move", ask_to_move, (ACCOUNT_MOVED, PASSPORT_NOT_SHOWN)),
    Action(
        "enter_new_number",
        enter_new_number,
        (CODE_SENT, *codes.NOT_SENT, *numbers.OUTCOMES),
        (Field("new_phone", "phone"),),
    ),
    Action("update_sign_in", update_sign_in, (SIGN_IN_UPDATED, *passwords.OUTCOMES), (Field("password", "password"),)),
    Action("leave_sign_in", leave_sign_in, (SIGN_IN_LEFT_AS_IT_WAS,)),
)
