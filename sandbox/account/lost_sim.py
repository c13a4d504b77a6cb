"""A lost phone: the call to the support, the blocked SIM, and a new SIM in the salon."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sandbox.account import codes
from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets

LINES = ("short", "long")
"""The support's numbers (FACTS.md): 0890 answers only the operator's own numbers, 8 800 250 08 90 any."""

DAY = timedelta(days=1)
STOLEN_IN_A_DAY = 200_00
"""Kopecks that a stranger talks away in a day (a training value)."""

_CODE_ASKED = timedelta(hours=21)
"""How long whoever found the phone takes to ask for a code to the account (a training value)."""


def call_support(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Call from a phone of another operator, the only one at hand."""
    if given["line"] != "long":
        return Result(account, Outcome("support_line_unreachable"))
    return Result(account, Outcome("support_answered"), {"line": "long"})


def wait_a_day(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Hope until tomorrow that the phone turns up. Whoever has it isn't idle meanwhile."""
    if account.sim_blocked or account.balance <= 0:
        return Result(account, Outcome("day_lost"), took=DAY)
    stolen = min(STOLEN_IN_A_DAY, account.balance)
    account = replace(
        account,
        messages=(*account.messages, Message("code", now + _CODE_ASKED, {"code": secrets.code()})),
        history=(*account.history, Entry("stolen_calls", -stolen, now + DAY)),
    )
    return Result(account, Outcome("money_stolen", values={"stolen": stolen}), took=DAY)


def name_control_word(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Say the word that proves who calls. Only the training card's is taken, so nobody's own can get in."""
    word = _plain(given["control_word"])
    if not word:
        return Result(account, Outcome("control_word_missing", ("control_word",)))
    if word != _plain(account.person.control_word):
        return Result(account, Outcome("control_word_wrong", ("control_word",)))
    return Result(
        replace(account, caller_recognised=True),
        Outcome("control_word_accepted"),
        {"control_word": account.person.control_word},
    )


def _plain(word: str) -> str:
    return word.strip().casefold().replace("ё", "е")


def block_sim(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Have the SIM blocked. The support does it only for a caller it has recognised."""
    if not account.caller_recognised:
        return Result(account, Outcome("caller_not_recognised"))
    # an SMS still on its way finds nobody
    return Result(replace(account, sim_blocked=True, messages=account.inbox(now)), Outcome("sim_blocked"))


def check_codes(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Ask for a code in order to see whether it still gets to the lost phone."""
    result = codes.sign_in_by_sms(account, given, now, secrets)
    seen = {"sms_not_delivered": "codes_stopped"}
    if account.phone_lost:
        seen["code_sent"] = "code_reached_lost_phone"
    outcome = result.outcome
    return replace(result, outcome=replace(outcome, name=seen.get(outcome.name, outcome.name)))


def restore_sim(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Get a new SIM with the same number, in a new phone without the old one's messages."""
    account = replace(account, sim_blocked=False, phone_lost=False, caller_recognised=False, messages=(), code=None)
    return Result(account, Outcome("sim_restored"))


ACTIONS = (
    Action(
        "call_support",
        call_support,
        ("support_answered", "support_line_unreachable"),
        (Field("line", "choice", LINES),),
    ),
    Action("wait_a_day", wait_a_day, ("money_stolen", "day_lost")),
    Action(
        "name_control_word",
        name_control_word,
        ("control_word_accepted", "control_word_missing", "control_word_wrong"),
        (Field("control_word", "name"),),
    ),
    Action("block_sim", block_sim, ("sim_blocked", "caller_not_recognised")),
    Action("check_codes", check_codes, ("codes_stopped", "code_reached_lost_phone", "code_sent", *codes.PACING)),
    Action("restore_sim", restore_sim, ("sim_restored",)),
)
