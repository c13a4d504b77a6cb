"""A lost phone: the call to the support, the blocked SIM, and a new SIM in the salon."""

from datetime import datetime, timedelta

from sandbox.account import misfortunes
from sandbox.account.delivery import REMEDIES, REMEDY_OUTCOMES, remove_obstacle
from sandbox.account.salon import PASSPORT_NOT_SHOWN
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted, foreign, refused
from sandbox.frozen import replace
from sandbox.text.comparison import same_words
from sandbox.text.invisible import visible

LINES = ("short", "long")
"""The support's numbers, by third-party pages: 0890 answers only the operator's own numbers, 8 800 250 08 90 any."""

DAY = timedelta(days=1)


SUPPORT_LINE_UNREACHABLE = refused("support_line_unreachable")
SUPPORT_ANSWERED = accepted("support_answered")


def call_support(press: Press[Account]) -> Result[Account]:
    """Call the support. The short number answers only one's own SIM card, and not if that is lost or blocked."""
    line, sim = press.given["line"], press.state.sim
    if line not in LINES or (line == "short" and (sim.lost or sim.blocked)):
        return Result(press.state, SUPPORT_LINE_UNREACHABLE())
    called = replace(press.state, proofs=replace(press.state.proofs, called=True))
    return Result(called, SUPPORT_ANSWERED(), {"line": line})


DAY_LOST = refused("day_lost")
MONEY_STOLEN = refused("money_stolen", stolen="kopecks")


def wait_a_day(press: Press[Account]) -> Result[Account]:
    """Wait until tomorrow for the phone to be found. A stranger makes use of it meanwhile."""
    before = press.state.money.balance
    account = misfortunes.befall(press.state, press.now + DAY)
    stolen = before - account.money.balance
    return Result(account, MONEY_STOLEN(stolen=stolen) if stolen else DAY_LOST(), took=DAY)


def not_to_be_said(account: Account) -> frozenset[str]:
    """What the support can't be told now: anything before it has answered, and nothing twice."""
    if not account.proofs.called:
        return frozenset({"name_control_word", "block_sim", "ask_for_remedy"})
    done = {"name_control_word": account.proofs.control_word, "block_sim": account.sim.blocked}
    return frozenset(name for name, is_done in done.items() if is_done)


SUPPORT_NOT_CALLED = refused("support_not_called")
CONTROL_WORD_MISSING = refused("control_word_missing")
CONTROL_WORD_WRONG = foreign("control_word_wrong")
CONTROL_WORD_ACCEPTED = accepted("control_word_accepted")


def name_control_word(press: Press[Account]) -> Result[Account]:
    """Say to the support the word that proves who calls. Only the training card's is taken, so that no real one can get
    in.
    """
    account, expected = press.state, press.state.person.control_word
    word = press.given["control_word"]
    if not account.proofs.called:
        return Result(account, SUPPORT_NOT_CALLED())
    if not visible(word).strip():
        return Result(account, CONTROL_WORD_MISSING("control_word"))
    if not same_words(word, expected):
        return Result(account, CONTROL_WORD_WRONG("control_word"))
    account = replace(account, proofs=replace(account.proofs, control_word=True))
    return Result(account, CONTROL_WORD_ACCEPTED(), {"control_word": expected})


CALLER_NOT_RECOGNISED = refused("caller_not_recognised")
SIM_BLOCKED = accepted("sim_blocked")


def block_sim(press: Press[Account]) -> Result[Account]:
    """Have the SIM blocked. The support does it only for a caller it has recognised."""
    account = press.state
    if not account.proofs.control_word:
        return Result(account, CALLER_NOT_RECOGNISED())
    # an SMS that is still on its way is lost
    blocked = replace(account, sim=replace(account.sim, blocked=True), messages=account.inbox(press.now))
    return Result(blocked, SIM_BLOCKED())


WHAT_IS_BLOCKED = ("account", "sim", "phone")

BLOCKING_UNDERSTOOD = accepted("blocking_understood")
ACCOUNT_STILL_OPEN = refused("account_still_open")
PHONE_STILL_WORKS = refused("phone_still_works")
NOTHING_SAID = refused("nothing_said")


def repeat_what_is_blocked(press: Press[Account]) -> Result[Account]:
    """Tell the support what one has understood to be blocked. Nobody asks for a code in order to try it."""
    match press.given["blocked"]:
        case "sim":
            return Result(press.state, BLOCKING_UNDERSTOOD(), {"blocked": "sim"})
        case "account":
            return Result(press.state, ACCOUNT_STILL_OPEN())
        case "phone":
            return Result(press.state, PHONE_STILL_WORKS())
    return Result(press.state, NOTHING_SAID())


def ask_for_remedy(press: Press[Account]) -> Result[Account]:
    """Ask for an obstacle to be removed. The support does it only for a caller it has recognised."""
    if not press.state.proofs.control_word:
        return Result(press.state, CALLER_NOT_RECOGNISED())
    return remove_obstacle(press)


SIM_RESTORED = accepted("sim_restored")
SIM_STILL_WORKS = refused("sim_still_works")


def get_new_sim(press: Press[Account]) -> Result[Account]:
    """Show the passport in the salon, and get a new SIM for it."""
    return Result(_with_new_sim(press.state, press.now), SIM_RESTORED())


def restore_sim(press: Press[Account]) -> Result[Account]:
    """Get a new SIM in the salon, once the passport has been shown, for one that is blocked.

    That it must be blocked is the training's own rule: a stranger is to be stopped before one sets out for the salon.
    """
    if not press.state.proofs.passport:
        return Result(press.state, PASSPORT_NOT_SHOWN())
    if not press.state.sim.blocked:
        return Result(press.state, SIM_STILL_WORKS())
    return Result(_with_new_sim(press.state, press.now), SIM_RESTORED())


def _with_new_sim(account: Account, now: datetime) -> Account:
    """A new SIM with the same number, in a new phone without the old one's messages."""
    return replace(
        account.with_code_withdrawn(),
        sim=replace(account.sim, blocked=False, lost=False, used_until=None, renewed_at=now),
        proofs=replace(account.proofs, called=False, control_word=False),
        messages=(),
    )


PHONE_LOST = accepted("phone_lost")
PHONE_ALREADY_LOST = refused("phone_already_lost")


def lose_phone(press: Press[Account]) -> Result[Account]:
    """Leave the phone in a bus. From now on a stranger has it."""
    sim = press.state.sim
    if sim.lost:
        return Result(press.state, PHONE_ALREADY_LOST())
    lost = replace(sim, lost=True, lost_since=press.now, used_until=press.now)
    return Result(replace(press.state, sim=lost), PHONE_LOST())


ACTIONS = (
    Action(
        "call_support",
        call_support,
        (SUPPORT_ANSWERED, SUPPORT_LINE_UNREACHABLE),
        (Field("line", "choice", LINES),),
    ),
    Action("wait_a_day", wait_a_day, (MONEY_STOLEN, DAY_LOST)),
    Action(
        "name_control_word",
        name_control_word,
        (CONTROL_WORD_ACCEPTED, CONTROL_WORD_MISSING, CONTROL_WORD_WRONG, SUPPORT_NOT_CALLED),
        (Field("control_word", "name"),),
    ),
    Action("block_sim", block_sim, (SIM_BLOCKED, CALLER_NOT_RECOGNISED)),
    Action(
        "repeat_what_is_blocked",
        repeat_what_is_blocked,
        (BLOCKING_UNDERSTOOD, ACCOUNT_STILL_OPEN, PHONE_STILL_WORKS, NOTHING_SAID),
        (Field("blocked", "choice", WHAT_IS_BLOCKED),),
    ),
    Action(
        "ask_for_remedy",
        ask_for_remedy,
        (*REMEDY_OUTCOMES, CALLER_NOT_RECOGNISED),
        (Field("remedy", "choice", tuple(REMEDIES)),),
    ),
    Action("lose_phone", lose_phone, (PHONE_LOST, PHONE_ALREADY_LOST)),
    Action("get_new_sim", get_new_sim, (SIM_RESTORED,)),
    Action("restore_sim", restore_sim, (SIM_RESTORED, PASSPORT_NOT_SHOWN, SIM_STILL_WORKS)),
)
