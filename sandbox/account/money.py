"""The subscriber's money: the balance, topping it up, the history."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sandbox.account.arrivals import message_on_the_way
from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.account.outcomes import Outcome
from sandbox.account.state import TOP_UP_WAYS, Account
from sandbox.engine.action import Action, Field, Result, Secrets

LEAST, MOST = 100_00, 15_000_00
"""Kopecks. Training values: no fact about an operator."""

TRAINING_MONEY = 500_00
"""Kopecks that a learner gets for the asking."""

WAYS = (*TOP_UP_WAYS, "link")
"""The ways that are offered. A careful payer never takes the last one: a link from an SMS."""

SUM_OUTCOMES = ("sum_missing", "sum_malformed", "sum_looks_like_card")

_RUBLES = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
_UNIT = re.compile(r"(?:₽|руб(?:\.|лей|ля|ль)?|р\.?)$")
_CARD_NUMBER = re.compile(r"[0-9]{13,19}")


def parse_sum(text: str, field: str = "sum") -> int | Outcome:
    """Read a sum in rubles as people write it: «300», «300,50», «1 000 ₽». Returns kopecks, or the refusal."""
    compact = _UNIT.sub("", "".join(text.split()).casefold())
    if not compact:
        return Outcome("sum_missing", (field,))
    if _CARD_NUMBER.fullmatch(compact.replace("-", "")):
        return Outcome("sum_looks_like_card", (field,))
    match = _RUBLES.fullmatch(compact)
    if match is None:
        return Outcome("sum_malformed", (field,))
    rubles, kopecks = match[1], (match[2] or "").ljust(2, "0")
    return int(rubles) * 100 + int(kopecks)


def write_sum(kopecks: int) -> str:
    """A sum as a learner would type it: «300», «1 000» or «300,50»."""
    rubles, rest = divmod(kopecks, 100)
    grouped = f"{rubles:,}".replace(",", " ")
    return f"{grouped},{rest:02}" if rest else grouped


def start_top_up(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Press «Пополнить» beside the balance."""
    return Result(account, Outcome("top_up_started"))


def choose_way(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Say how to pay. Only from inside the account: never by a link that somebody sent."""
    way = next((known for known in TOP_UP_WAYS if known == given["way"]), None)
    if way is None:
        return Result(account, Outcome("way_unsafe"))
    return Result(replace(account, top_up_way=way), Outcome("way_chosen"), {"way": way})


def top_up(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Pay a sum from the training card to the account."""
    amount = parse_sum(given["sum"])
    if isinstance(amount, Outcome):
        return Result(account, amount)
    if refusal := _refuse(amount, account.card_balance):
        return Result(account, refusal)
    account = replace(
        account,
        card_balance=account.card_balance - amount,
        history=(*account.history, Entry(f"top_up_by_{account.top_up_way}", amount, now)),
        messages=(*account.messages, Message("receipt", now, {"sum": str(amount)})),
    )
    outcome = Outcome("topped_up", values={"added": amount, "balance": account.balance})
    return Result(account, outcome, {"sum": write_sum(amount)})


def add_training_money(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Money from nowhere, for a learner who has let it all be spent: nobody may be stuck for want of it."""
    account = replace(account, history=(*account.history, Entry("training_money", TRAINING_MONEY, now)))
    return Result(account, Outcome("training_money_added", values={"added": TRAINING_MONEY}))


def _refuse(amount: int, card_balance: int) -> Outcome | None:
    if amount < LEAST:
        return Outcome("top_up_too_small", ("sum",), {"least": LEAST})
    if amount > MOST:
        return Outcome("top_up_too_large", ("sum",), {"most": MOST})
    if amount > card_balance:
        return Outcome("card_lacks_money", ("sum",), {"missing": amount - card_balance})
    return None


def read_history(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Compare what came to the account and what went from it with the SMS, once that has come."""
    return Result(account, message_on_the_way(account, now) or Outcome("history_read"))


ACTIONS = (
    Action("start_top_up", start_top_up, ("top_up_started",)),
    Action("choose_way", choose_way, ("way_chosen", "way_unsafe"), (Field("way", "choice", WAYS),)),
    Action(
        "top_up",
        top_up,
        ("topped_up", *SUM_OUTCOMES, "top_up_too_small", "top_up_too_large", "card_lacks_money"),
        (Field("sum", "sum"),),
    ),
    Action("read_history", read_history, ("history_read", "message_on_the_way")),
    Action("add_training_money", add_training_money, ("training_money_added",)),
)
