"""What the unasked option was charged: when it was last, and that it was the last."""

from datetime import date

from sandbox.account import evidence
from sandbox.account.moments import add_month, day_of
from sandbox.account.options import UNASKED
from sandbox.account.period import write_date
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import OutcomeType, accepted, refused

CHARGE_DAY = Field("charge_day", "day", evidence=True)
CHARGE_DAY_MISREAD = refused("charge_day_misread")
CHARGES_STOPPED = accepted("charges_stopped")
CHARGE_DAY_AHEAD = refused("charge_day_ahead")


def charge_days(account: Account) -> tuple[date, ...]:
    """The days on which the unasked option was charged, the newest first."""
    charges = sorted((entry.at for entry in account.money.history if entry.service == UNASKED), reverse=True)
    return tuple(day_of(at) for at in charges)


def read_charge_day(press: Press[Account], done: OutcomeType) -> Result[Account]:
    """Say when the unasked option was charged last. ``done`` is the outcome of success."""
    name, days = CHARGE_DAY.name, charge_days(press.state)[:1]
    if refusal := evidence.refuse_day(press.given[name], name, days, CHARGE_DAY_MISREAD):
        return Result(press.state, refusal)
    return Result(press.state, done(), {name: write_date(days[0])})


CHARGE_DAY_OUTCOMES = (CHARGE_DAY_MISREAD, *evidence.DAY_OUTCOMES)
"""The refusals of `read_charge_day`."""


def check_charges(press: Press[Account]) -> Result[Account]:
    """Find the last charge of the unasked option: that it was the last shows only when the next would have come."""
    account = press.state
    charged = [entry.at for entry in account.money.history if entry.service == UNASKED]
    still_ahead = UNASKED in account.services.option_names or any(add_month(at) > press.now for at in charged)
    return Result(account, CHARGE_DAY_AHEAD()) if still_ahead else read_charge_day(press, CHARGES_STOPPED)


ACTIONS = (
    Action("check_charges", check_charges, (CHARGES_STOPPED, CHARGE_DAY_AHEAD, *CHARGE_DAY_OUTCOMES), (CHARGE_DAY,)),
)
