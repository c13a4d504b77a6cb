"""Options beside the tariff: what there is to choose from, turning them on and off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from sandbox.account.arrivals import message_on_the_way
from sandbox.account.fees import begin_subscription
from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.account.moscow import add_month
from sandbox.account.outcomes import Outcome
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets


@dataclass(frozen=True)
class Option:
    """What a month costs, in kopecks, and the options that it doesn't work beside."""

    fee: int
    conflicts: tuple[str, ...] = ()


OPTIONS: Mapping[str, Option] = MappingProxyType(
    {
        "spam_shield": Option(0),
        "weekend_data": Option(80_00, conflicts=("night_data",)),
        "horoscope": Option(149_00),
        "more_data": Option(100_00),
        "night_data": Option(120_00, conflicts=("weekend_data",)),
        "ringtone": Option(60_00),
        "calls_abroad": Option(900_00),
    }
)
"""Training values: no operator has these options. The names are in ``wording.yml``."""

UNASKED = "horoscope"
"""The paid subscription that the subscriber never asked for."""

NEEDED = "more_data"
"""The option that the subscriber does need."""

OFFERED = tuple(name for name in OPTIONS if name != UNASKED)
"""What can be turned on: nobody would choose the unasked one again."""


def open_options(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go from the account's first screen to the list of its options."""
    return Result(account, Outcome("options_opened"))


def turn_off_option(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Turn an option off. What is paid for its month is not given back."""
    name = given["own_option"]
    if name not in OPTIONS:
        return Result(account, Outcome("option_not_chosen"))
    if name not in _names(account):
        return Result(account, Outcome("option_not_on"))
    account = replace(
        account,
        options=tuple(option for option in account.options if option.name != name),
        messages=(*account.messages, Message("option_turned_off", now, {"option": name})),
    )
    outcome = Outcome("option_turned_off" if name == UNASKED else "other_option_turned_off")
    return Result(account, outcome, {"own_option": name})


def turn_on_option(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Turn an option on. Its first month is paid at once."""
    name = given["option"]
    if refusal := _refuse(account, name):
        return Result(account, refusal)
    fee = OPTIONS[name].fee
    account = replace(
        account,
        options=(*account.options, begin_subscription(name, fee, now)),
        history=(*account.history, Entry("option_fee", -fee, now, name)) if fee else account.history,
        messages=(*account.messages, Message("option_turned_on", now, {"option": name, "sum": str(fee)})),
    )
    if name != NEEDED:
        return Result(account, Outcome("other_option_turned_on"), {"option": name})
    return Result(account, Outcome("option_turned_on", values={"charged": fee}), {"option": name})


def _refuse(account: Account, name: str) -> Outcome | None:
    if name not in OFFERED:
        return Outcome("option_not_chosen")
    if name in _names(account):
        return Outcome("option_already_on")
    if _names(account) & set(OPTIONS[name].conflicts):
        return Outcome("option_conflicts")
    missing = OPTIONS[name].fee - account.balance
    return Outcome("option_too_expensive", values={"missing": missing}) if missing > 0 else None


def _names(account: Account) -> set[str]:
    return {option.name for option in account.options}


def check_options(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Look whether the list is as it should be, once the SMS says so too."""
    return Result(account, message_on_the_way(account, now) or Outcome("options_checked"))


def check_charges(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Look whether the unasked option is charged no more: that shows only when its next day would have come."""
    charged = [entry.at for entry in account.history if entry.service == UNASKED]
    still_ahead = UNASKED in _names(account) or any(add_month(at) > now for at in charged)
    return Result(account, Outcome("charge_day_ahead" if still_ahead else "charges_stopped"))


ACTIONS = (
    Action("open_options", open_options, ("options_opened",)),
    Action(
        "turn_off_option",
        turn_off_option,
        ("option_turned_off", "other_option_turned_off", "option_not_on", "option_not_chosen"),
        (Field("own_option", "choice", ("spam_shield", "weekend_data", UNASKED)),),
    ),
    Action(
        "turn_on_option",
        turn_on_option,
        (
            "option_turned_on",
            "other_option_turned_on",
            "option_not_chosen",
            "option_already_on",
            "option_conflicts",
            "option_too_expensive",
        ),
        (Field("option", "choice", OFFERED),),
    ),
    Action("check_options", check_options, ("options_checked", "message_on_the_way")),
    Action("check_charges", check_charges, ("charges_stopped", "charge_day_ahead")),
)
