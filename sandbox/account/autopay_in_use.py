"""An autopay that is on: its payment is found, its card fails and is replaced, it is turned off."""

from datetime import date

from sandbox.account import evidence
from sandbox.account.ledger import CARD_BALANCE
from sandbox.account.moments import day_of
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import accepted, refused
from sandbox.frozen import replace

AUTOPAY_DAY = Field("autopay_day", "day", evidence=True)
AUTOPAY_DAY_MISREAD = refused("autopay_day_misread")
AUTOPAY_FOUND = accepted("autopay_found")
AUTOPAY_NOT_FIRED_YET = refused("autopay_not_fired_yet")
AUTOPAY_REFUSED = refused("autopay_refused")
AUTOPAY_DID_NOT_HELP = refused("autopay_did_not_help")


def autopay_days(account: Account) -> tuple[date, ...]:
    """The days of its payments, the oldest first. One made on former terms doesn't count."""
    autopay = account.money.autopay
    since = autopay.since if autopay else None
    made = (entry for entry in account.money.history if entry.kind == "autopay" and (not since or entry.at >= since))
    return tuple(day_of(entry.at) for entry in made)


def find_autopay(press: Press[Account]) -> Result[Account]:
    """Say on which day it paid: that stands in the history only once it was due, and the card had the money."""
    account, autopay, tariff = press.state, press.state.money.autopay, press.state.services.tariff
    card_failed = autopay is not None and autopay.failed == "card"
    days, name = autopay_days(account), AUTOPAY_DAY.name
    if days and not card_failed:
        if refusal := evidence.refuse_day(press.given[name], name, days, AUTOPAY_DAY_MISREAD):
            return Result(account, refusal)
        return Result(account, AUTOPAY_FOUND())
    if tariff and tariff.unpaid:
        return Result(account, AUTOPAY_DID_NOT_HELP())
    return Result(account, AUTOPAY_REFUSED() if card_failed else AUTOPAY_NOT_FIRED_YET())


CARD_EMPTIED = refused("card_emptied")


def spend_card_money(press: Press[Account]) -> Result[Account]:
    """Spend all that is on the training card on something else."""
    return Result(replace(press.state, money=replace(press.state.money, card_balance=0)), CARD_EMPTIED())


CARD_REPLACED = accepted("card_replaced")


def use_other_card(press: Press[Account]) -> Result[Account]:
    """Pay from another training card, with money on it. A payment that was refused is due again."""
    money = press.state.money
    autopay = money.autopay and replace(money.autopay, failed=None)
    money = replace(money, card_balance=CARD_BALANCE, autopay=autopay)
    return Result(replace(press.state, money=money), CARD_REPLACED())


AUTOPAY_ENDS = ("turn_off", "keep")
AUTOPAY_TURNED_OFF = accepted("autopay_turned_off")
AUTOPAY_KEPT = accepted("autopay_kept")
AUTOPAY_END_NOT_CHOSEN = refused("autopay_end_not_chosen")


def end_autopay(press: Press[Account]) -> Result[Account]:
    """Turn it off, or leave it on: either is right."""
    chosen = press.given["autopay_end"]
    if chosen not in AUTOPAY_ENDS:
        return Result(press.state, AUTOPAY_END_NOT_CHOSEN())
    kept = {"autopay_end": chosen}
    if chosen == "keep":
        return Result(press.state, AUTOPAY_KEPT(), kept)
    return Result(press.state.with_autopay(None), AUTOPAY_TURNED_OFF(), kept)


AUTOPAY_NOT_ON = refused("autopay_not_on")


def turn_off_autopay(press: Press[Account]) -> Result[Account]:
    """Turn it off, or give up setting it up."""
    if press.state.money.autopay is None:
        return Result(press.state, AUTOPAY_NOT_ON())
    return Result(press.state.with_autopay(None), AUTOPAY_TURNED_OFF())


ACTIONS = (
    Action(
        "find_autopay",
        find_autopay,
        (
            AUTOPAY_FOUND,
            AUTOPAY_NOT_FIRED_YET,
            AUTOPAY_REFUSED,
            AUTOPAY_DID_NOT_HELP,
            AUTOPAY_DAY_MISREAD,
            *evidence.DAY_OUTCOMES,
        ),
        (AUTOPAY_DAY,),
    ),
    Action("spend_card_money", spend_card_money, (CARD_EMPTIED,)),
    Action("use_other_card", use_other_card, (CARD_REPLACED,)),
    Action(
        "end_autopay",
        end_autopay,
        (AUTOPAY_TURNED_OFF, AUTOPAY_KEPT, AUTOPAY_END_NOT_CHOSEN),
        (Field("autopay_end", "choice", AUTOPAY_ENDS),),
    ),
    Action("turn_off_autopay", turn_off_autopay, (AUTOPAY_TURNED_OFF, AUTOPAY_NOT_ON)),
)
