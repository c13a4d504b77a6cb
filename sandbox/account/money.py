"""The subscriber's money: the balance, topping it up, the history."""

import re
from dataclasses import replace

from sandbox.account.ledger import TOP_UP_WAYS, Entry
from sandbox.account.messages import MESSAGE_ON_THE_WAY, Message, message_on_the_way
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, foreign, refused
from sandbox.text.invisible import visible

LEAST, MOST = 100_00, 15_000_00
"""Kopecks. Training values: no fact about an operator."""

TRAINING_MONEY = 500_00
"""Kopecks that a learner gets on request."""

WAYS = (*TOP_UP_WAYS, "link")
"""The ways that are offered. A careful payer never takes the last one: a link from an SMS."""

_RUBLES = re.compile(r"([0-9]{1,9})(?:[.,]([0-9]{1,2}))?")
_UNIT = re.compile(r"(?:₽|руб(?:\.|лей|ля|ль)?|р\.?)$")
_CARD_NUMBER = re.compile(r"[0-9]{13,19}")


SUM_MISSING = refused("sum_missing")
SUM_MALFORMED = refused("sum_malformed")
SUM_LOOKS_LIKE_CARD = foreign("sum_looks_like_card")

SUM_OUTCOMES = (SUM_MISSING, SUM_MALFORMED, SUM_LOOKS_LIKE_CARD)
"""The refusals of `parse_sum`."""


def parse_sum(text: str, field: str = "sum") -> int | Outcome:
    """Read a sum in rubles as people write it: «300», «300,50», «1 000 ₽». Returns kopecks, or the refusal."""
    compact = _UNIT.sub("", "".join(visible(text).split()).casefold())
    if not compact:
        return SUM_MISSING(field)
    if _CARD_NUMBER.fullmatch(compact.replace("-", "")):
        return SUM_LOOKS_LIKE_CARD(field)
    match = _RUBLES.fullmatch(compact)
    if match is None:
        return SUM_MALFORMED(field)
    rubles, kopecks = match[1], (match[2] or "").ljust(2, "0")
    return int(rubles) * 100 + int(kopecks)


def write_sum(kopecks: int) -> str:
    """A sum as a learner would type it: «300», «1 000» or «300,50»."""
    rubles, rest = divmod(kopecks, 100)
    grouped = f"{rubles:,}".replace(",", " ")
    return f"{grouped},{rest:02}" if rest else grouped


TOP_UP_STARTED = accepted("top_up_started")


def start_top_up(press: Press[Account]) -> Result[Account]:
    """Press «Пополнить» beside the balance."""
    return Result(press.state, TOP_UP_STARTED())


WAY_CHOSEN = accepted("way_chosen")
WAY_UNSAFE = refused("way_unsafe")


def choose_way(press: Press[Account]) -> Result[Account]:
    """Choose how to pay. Only from inside the account: never by a link that somebody sent."""
    way = press.given["way"]
    if way not in TOP_UP_WAYS:
        return Result(press.state, WAY_UNSAFE())
    money = replace(press.state.money, top_up_way=way)
    return Result(replace(press.state, money=money), WAY_CHOSEN(), {"way": way})


TOPPED_UP = accepted("topped_up", added="kopecks", balance="kopecks")


def top_up(press: Press[Account]) -> Result[Account]:
    """Pay a sum from the training card to the account."""
    account, money = press.state, press.state.money
    amount = parse_sum(press.given["sum"])
    if isinstance(amount, Outcome):
        return Result(account, amount)
    if refusal := _refuse(amount, money.card_balance):
        return Result(account, refusal)
    account = account.with_payment_from_card(Entry(TOP_UP_WAYS[money.top_up_way], amount, press.now))
    account = account.with_message(Message("receipt", press.now, {"sum": str(amount)}))
    outcome = TOPPED_UP(added=amount, balance=account.money.balance)
    return Result(account, outcome, {"sum": write_sum(amount)})


TRAINING_MONEY_ADDED = accepted("training_money_added", added="kopecks")


def add_training_money(press: Press[Account]) -> Result[Account]:
    """Get money for nothing: a learner whose money is all spent must be able to go on."""
    account = press.state.with_entry(Entry("training_money", TRAINING_MONEY, press.now))
    return Result(account, TRAINING_MONEY_ADDED(added=TRAINING_MONEY))


TOP_UP_TOO_SMALL = refused("top_up_too_small", least="kopecks")
TOP_UP_TOO_LARGE = refused("top_up_too_large", most="kopecks")
CARD_LACKS_MONEY = refused("card_lacks_money", missing="kopecks")


def _refuse(amount: int, card_balance: int) -> Outcome | None:
    if amount < LEAST:
        return TOP_UP_TOO_SMALL("sum", least=LEAST)
    if amount > MOST:
        return TOP_UP_TOO_LARGE("sum", most=MOST)
    if amount > card_balance:
        return CARD_LACKS_MONEY("sum", missing=amount - card_balance)
    return None


HISTORY_READ = accepted("history_read")


def read_history(press: Press[Account]) -> Result[Account]:
    """Compare the history with the SMS, once that has arrived."""
    return Result(press.state, message_on_the_way(press.state.messages, press.now) or HISTORY_READ())


ACTIONS = (
    Action("start_top_up", start_top_up, (TOP_UP_STARTED,)),
    Action("choose_way", choose_way, (WAY_CHOSEN, WAY_UNSAFE), (Field("way", "choice", WAYS),)),
    Action(
        "top_up",
        top_up,
        (TOPPED_UP, *SUM_OUTCOMES, TOP_UP_TOO_SMALL, TOP_UP_TOO_LARGE, CARD_LACKS_MONEY),
        (Field("sum", "sum"),),
    ),
    Action("read_history", read_history, (HISTORY_READ, MESSAGE_ON_THE_WAY)),
    Action("add_training_money", add_training_money, (TRAINING_MONEY_ADDED,)),
)
