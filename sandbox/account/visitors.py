"""SMS that come unasked, genuine and forged, and the learner's judgement of each.

The sender's line proves nothing, for anybody can write it. What proves is the account, the name of the site in a link,
and whether one asked for it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from sandbox.account.draws import Draws
from sandbox.account.ledger import Entry
from sandbox.account.messages import MESSAGE_DELIVERY, MESSAGE_KINDS, Message
from sandbox.account.state import Account
from sandbox.account.visits import Visit
from sandbox.engine.action import Action, Field, Press, Result, Secrets
from sandbox.engine.outcome import OutcomeType, accepted, refused
from sandbox.frozen import dataclass, replace

ANSWERS = ("trust", "distrust", "check")
FIELD = Field("verdict", "choice", ANSWERS, judged=True)

SITE = "lk.example"
"""The name of the training operator's site."""

FALSE_ADDRESSES = (
    "https://1k.example/vhod",  # a digit for a letter
    "https://lk.example.vhod.example/",  # the true name stands at the beginning, not at the end
    "https://lk-example.example/vhod",
)

Evidence = Literal["address", "history", "sessions", "words"]


@dataclass(frozen=True)
class Kind:
    """A kind of SMS, by its name in `messages.MESSAGE_KINDS`.

    ``misjudged`` is the lesson of whoever takes it for what it isn't; ``evidence`` says what proves what it is.
    """

    genuine: bool
    misjudged: OutcomeType
    evidence: Evidence


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "fraud_warning": Kind(genuine=True, misjudged=refused("warning_refused"), evidence="words"),
        "receipt": Kind(genuine=True, misjudged=refused("receipt_refused"), evidence="history"),
        "new_sign_in": Kind(genuine=True, misjudged=refused("sign_in_alert_refused"), evidence="sessions"),
        "paper_ready": Kind(genuine=True, misjudged=refused("salon_refused"), evidence="words"),
        "sim_ends": Kind(genuine=False, misjudged=refused("sim_ends_trusted"), evidence="address"),
        "false_sign_in": Kind(genuine=False, misjudged=refused("false_sign_in_trusted"), evidence="address"),
        "false_debt": Kind(genuine=False, misjudged=refused("false_debt_trusted"), evidence="address"),
        "false_transfer": Kind(genuine=False, misjudged=refused("false_transfer_trusted"), evidence="history"),
        "false_receipt": Kind(genuine=False, misjudged=refused("false_receipt_trusted"), evidence="history"),
        "code_wanted": Kind(genuine=False, misjudged=refused("code_wanted_trusted"), evidence="words"),
    }
)

FORGED = tuple(name for name, kind in KINDS.items() if not kind.genuine)
_WITH_ADDRESS = tuple(name for name in FORGED if KINDS[name].evidence == "address")
_WITHOUT_ADDRESS = tuple(name for name in FORGED if name not in _WITH_ADDRESS)
_OTHER_GENUINE = tuple(name for name, kind in KINDS.items() if kind.genuine and name != "fraud_warning")

FALSE_SUM = 300_00
TRUE_SUMS = (150_00, 200_00, 250_00)
"""Kopecks that forged and genuine SMS speak of (training values)."""

_ORDERS = (
    (("right", "wrong", "check"), ("right", "check", "wrong")),
    (("wrong", "right", "check"), ("check", "wrong", "right")),
    (("wrong", "right", "check"), ("wrong", "check", "right")),
    (("wrong", "check", "right"), ("check", "wrong", "right")),
)
"""The orders of the answers to four SMS: in one of them the right answer stands first, in at least one a wrong one."""


def line_up(draws: Draws) -> tuple[Visit, ...]:
    """Four SMS, half of them genuine. A true warning is always among them, and a false address in the same thread."""
    kinds = draws.shuffled(
        ("fraud_warning", draws.one_of(_OTHER_GENUINE), draws.one_of(_WITH_ADDRESS), draws.one_of(_WITHOUT_ADDRESS))
    )
    orders = draws.shuffled(tuple(draws.one_of(choice) for choice in _ORDERS))
    return tuple(_visit(kind, order, draws) for kind, order in zip(kinds, orders, strict=True))


def _visit(kind: str, order: Iterable[str], draws: Draws) -> Visit:
    right, wrong = ("trust", "distrust") if KINDS[kind].genuine else ("distrust", "trust")
    answers = {"right": right, "wrong": wrong, "check": "check"}
    return Visit(
        kind,
        tuple(answers[place] for place in order),
        address=draws.one_of(FALSE_ADDRESSES) if kind in _WITH_ADDRESS else "",
        kopecks=draws.one_of(TRUE_SUMS) if KINDS[kind].genuine else FALSE_SUM,
    )


def await_visits(account: Account, visits: tuple[Visit, ...], now: datetime) -> Account:
    """The account to which these SMS will come, one after the other is judged. The first is there at once."""
    account = replace(account, visits=replace(account.visits, waiting=visits, checked=False))
    return _arrive(account, visits[0], now) if visits else account


def come(account: Account, kinds: tuple[str, ...], now: datetime, secrets: Secrets) -> Account:
    """One SMS of these kinds comes in the middle of something else."""
    draws = Draws(secrets.token())
    visit = _visit(draws.one_of(kinds), draws.shuffled(("right", "wrong", "check")), draws)
    return await_visits(account, (visit,), now)


def _arrive(account: Account, visit: Visit, now: datetime) -> Account:
    """The SMS is there, and what it truly speaks of has happened."""
    if visit.kind == "receipt":
        account = account.with_entry(Entry("top_up_by_sbp", visit.kopecks, now))
    return deliver(account, visit.kind, visit.address, visit.kopecks, now)


def deliver(account: Account, kind: str, address: str, kopecks: int, now: datetime) -> Account:
    """An SMS that came unasked is there, with what its text quotes."""
    known = {"address": address, "false_link": address, "sum": str(kopecks)}
    return account.with_message(at_once(kind, now, **{name: known[name] for name in MESSAGE_KINDS[kind]}))


def at_once(kind: str, now: datetime, **values: str) -> Message:
    """An SMS that arrives now: it has been on its way for a while."""
    return Message(kind, now - MESSAGE_DELIVERY, values)


MESSAGE_CHECKED = accepted("message_checked")
FORGERY_RECOGNISED = accepted("forgery_recognised")
GENUINE_RECOGNISED = accepted("genuine_recognised")
NOTHING_DECIDED = refused("nothing_decided")


def judge_message(press: Press[Account]) -> Result[Account]:
    """Trust the SMS that has come, or not, or look up what proves it. A misjudgement costs nothing but its lesson."""
    account, visits, answer = press.state, press.state.visits, press.given[FIELD.name]
    if not visits.waiting or answer not in ANSWERS:
        return Result(account, NOTHING_DECIDED())
    kind = KINDS[visits.waiting[0].kind]
    looked_up = replace(account, visits=replace(visits, checked=True))
    if answer == "check":
        return Result(looked_up, MESSAGE_CHECKED())
    if kind.genuine != (answer == "trust"):
        return Result(looked_up, kind.misjudged())
    recognised = GENUINE_RECOGNISED if kind.genuine else FORGERY_RECOGNISED
    return Result(await_visits(account, visits.waiting[1:], press.now), recognised(), {FIELD.name: answer})


def right_answer(account: Account) -> str:
    """What is right to answer to the SMS that waits; empty if none does."""
    if not account.visits.waiting:
        return ""
    return "trust" if KINDS[account.visits.waiting[0].kind].genuine else "distrust"


ACTIONS = (
    Action(
        "judge_message",
        judge_message,
        (
            FORGERY_RECOGNISED,
            GENUINE_RECOGNISED,
            MESSAGE_CHECKED,
            NOTHING_DECIDED,
            *(kind.misjudged for kind in KINDS.values()),
        ),
        (FIELD,),
    ),
)
