"""What tasks are judged by, as the engine reads it: goals, harms and facts of the account."""

from collections.abc import Callable
from types import MappingProxyType

from sandbox.account import evidence, facts
from sandbox.account.facts import ANSWER_MISREAD, ANSWER_OUTCOMES, FACTS
from sandbox.account.goals import GOALS
from sandbox.account.harms import HARMS
from sandbox.account.inviting import INVITING
from sandbox.account.option_charges import charge_days
from sandbox.account.period import write_date
from sandbox.account.state import Account
from sandbox.engine.outcome import Outcome
from sandbox.engine.simulation import Fact, Judging

ANSWER = "answer"
"""The field in which a question of a task is answered."""


def _refuse(fact: facts.Fact) -> Callable[[Account, str], Outcome | None]:
    return lambda account, text: facts.refuse(fact, account, text, ANSWER)


def _refuse_charge_day(account: Account, text: str) -> Outcome | None:
    return evidence.refuse_day(text, ANSWER, charge_days(account)[:1], ANSWER_MISREAD)


def _charge_day(account: Account) -> str:
    """The day on which the unasked option was charged last."""
    return next((write_date(day) for day in charge_days(account)), "")


JUDGING = Judging(
    truths=MappingProxyType({**GOALS, **HARMS}),
    facts=MappingProxyType(
        {
            "unasked_charge_day": Fact("day", _charge_day, _refuse_charge_day),
            **{name: Fact(fact.kind, fact.read, _refuse(fact), fact.choices) for name, fact in FACTS.items()},
        }
    ),
    outcomes=ANSWER_OUTCOMES,
    inviting=INVITING,
)
