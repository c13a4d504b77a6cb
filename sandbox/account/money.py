"""The subscriber's money: the balance, topping it up, the history."""

from sandbox.account import evidence
from sandbox.account.ledger import TOP_UP_WAYS, Entry
from sandbox.account.messages import MESSAGE_ON_THE_WAY, Message, message_on_the_way
from sandbox.account.state import Account
from sandbox.account.sums import SUM_OUTCOMES, parse_sum, write_sum
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, OutcomeType, accepted, refused
from sandbox.frozen import replace

LEAST, MOST = 100_00, 15_000_00
"""Kopecks. Training values: no fact about an operator."""

TRAINING_MONEY = 500_00
"""Kopecks that a learner gets on request."""

WAYS = (*TOP_UP_WAYS, "link")
"""The ways that are offered. A careful payer never takes the last one: a link from an SMS."""

BALANCE = Field("balance", "sum", evidence=True)
BALANCE_MISREAD = refused("balance_misread")

BALANCE_OUTCOMES = (BALANCE_MISREAD, *SUM_OUTCOMES)
"""The refusals of `balance_read`."""


def balance_read(press: Press[Account], done: OutcomeType) -> Result[Account]:
    """Say how much there is in the account. ``done`` is the outcome of success."""
    name, balance = BALANCE.name, press.state.money.balance
    if refusal := evidence.refuse_sum(press.given[name], name, balance, BALANCE_MISREAD):
        return Result(press.state, refusal)
    return Result(press.state, done(), {name: write_sum(balance)})


TOP_UP_STARTED = accepted("top_up_started")


def start_top_up(press: Press[Account]) -> Result[Account]:
    """Look at the balance, say how much it is, and begin to top it up."""
    return balance_read(press, TOP_UP_STARTED)


WAY_CHOSEN = accepted("way_chosen")
WAY_UNSAFE = refused("way_unsafe")


def choose_way(press: Press[Account]) -> Result[Account]:
    """Choose how to pay. Only from inside the account: never by a link that somebody sent."""
    way = press.given["way"]
    if way not in TOP_UP_WAYS:
        return Result(press.state, WAY_UNSAFE())
    return Result(_paying_by(press.state, way), WAY_CHOSEN(), {"way": way})


WAY_SET = accepted("way_set")
WAY_NOT_CHOSEN = refused("way_not_chosen")


def set_way(press: Press[Account]) -> Result[Account]:
    """Choose one of the account's own ways to pay."""
    way = press.given["own_way"]
    if way not in TOP_UP_WAYS:
        return Result(press.state, WAY_NOT_CHOSEN())
    return Result(_paying_by(press.state, way), WAY_SET(), {"own_way": way})


def _paying_by(account: Account, way: str) -> Account:
    return replace(account, money=replace(account.money, top_up_way=way))


TOPPED_UP = accepted("topped_up", added="kopecks")


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
    return Result(account, TOPPED_UP(added=amount), {"sum": write_sum(amount)})


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
    """Read the new balance in the history, once the SMS about the payment has arrived."""
    if early := message_on_the_way(press.state.messages, press.now):
        return Result(press.state, early)
    return balance_read(press, HISTORY_READ)


ACTIONS = (
    Action("start_top_up", start_top_up, (TOP_UP_STARTED, *BALANCE_OUTCOMES), (BALANCE,)),
    Action("choose_way", choose_way, (WAY_CHOSEN, WAY_UNSAFE), (Field("way", "choice", WAYS),)),
    Action("set_way", set_way, (WAY_SET, WAY_NOT_CHOSEN), (Field("own_way", "choice", tuple(TOP_UP_WAYS)),)),
    Action(
        "top_up",
        top_up,
        (TOPPED_UP, *SUM_OUTCOMES, TOP_UP_TOO_SMALL, TOP_UP_TOO_LARGE, CARD_LACKS_MONEY),
        (Field("sum", "sum"),),
    ),
    Action("read_history", read_history, (HISTORY_READ, MESSAGE_ON_THE_WAY, *BALANCE_OUTCOMES), (BALANCE,)),
    Action("add_training_money", add_training_money, (TRAINING_MONEY_ADDED,)),
)
