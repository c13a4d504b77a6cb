"""Options beside the tariff: what there is to choose from, turning them on and off."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sandbox.account.fees import begin_subscription
from sandbox.account.ledger import Entry
from sandbox.account.messages import MESSAGE_ON_THE_WAY, Message, message_on_the_way
from sandbox.account.moments import add_month
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, refused


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
"""Training values: no operator has these options. The names are in ``walkthroughs/wording/``."""

UNASKED = "horoscope"
"""The paid subscription that the subscriber never asked for."""

NEEDED = "more_data"
"""The option that the subscriber does need."""

OFFERED = tuple(name for name in OPTIONS if name != UNASKED)
"""What can be turned on: all but the unasked one."""


OPTIONS_OPENED = accepted("options_opened")


def open_options(press: Press[Account]) -> Result[Account]:
    """Go from the account's first screen to the list of its options."""
    return Result(press.state, OPTIONS_OPENED())


OPTION_TURNED_OFF = accepted("option_turned_off")
OTHER_OPTION_TURNED_OFF = refused("other_option_turned_off")
OPTION_NOT_ON = refused("option_not_on")
OPTION_NOT_CHOSEN = refused("option_not_chosen")


def turn_off_option(press: Press[Account]) -> Result[Account]:
    """Turn an option off. What is paid for its month is not given back."""
    account, services = press.state, press.state.services
    name = press.given["own_option"]
    if name not in OPTIONS:
        return Result(account, OPTION_NOT_CHOSEN())
    if name not in services.option_names:
        return Result(account, OPTION_NOT_ON())
    left = tuple(option for option in services.options if option.name != name)
    account = replace(account, services=replace(services, options=left))
    account = account.with_message(Message("option_turned_off", press.now, {"option": name}))
    outcome = OPTION_TURNED_OFF() if name == UNASKED else OTHER_OPTION_TURNED_OFF()
    return Result(account, outcome, {"own_option": name})


OPTION_TURNED_ON = accepted("option_turned_on", charged="kopecks")
OTHER_OPTION_TURNED_ON = refused("other_option_turned_on")


def turn_on_option(press: Press[Account]) -> Result[Account]:
    """Turn an option on. Its first month is paid at once."""
    account, services, now = press.state, press.state.services, press.now
    name = press.given["option"]
    if refusal := _refuse(account, name):
        return Result(account, refusal)
    fee = OPTIONS[name].fee
    options = (*services.options, begin_subscription(name, fee, now))
    account = replace(account, services=replace(services, options=options))
    if fee:
        account = account.with_entry(Entry("option_fee", -fee, now, name))
    account = account.with_message(Message("option_turned_on", now, {"option": name, "sum": str(fee)}))
    outcome = OPTION_TURNED_ON(charged=fee) if name == NEEDED else OTHER_OPTION_TURNED_ON()
    return Result(account, outcome, {"option": name})


OPTION_ALREADY_ON = refused("option_already_on")
OPTION_CONFLICTS = refused("option_conflicts")
OPTION_TOO_EXPENSIVE = refused("option_too_expensive", missing="kopecks")


def _refuse(account: Account, name: str) -> Outcome | None:
    if name not in OFFERED:
        return OPTION_NOT_CHOSEN()
    if name in account.services.option_names:
        return OPTION_ALREADY_ON()
    if account.services.option_names & set(OPTIONS[name].conflicts):
        return OPTION_CONFLICTS()
    missing = OPTIONS[name].fee - account.money.balance
    return OPTION_TOO_EXPENSIVE(missing=missing) if missing > 0 else None


OPTIONS_CHECKED = accepted("options_checked")


def check_options(press: Press[Account]) -> Result[Account]:
    """Look whether the list is as it should be, once the SMS says so too."""
    return Result(press.state, message_on_the_way(press.state.messages, press.now) or OPTIONS_CHECKED())


CHARGES_STOPPED = accepted("charges_stopped")
CHARGE_DAY_AHEAD = refused("charge_day_ahead")


def check_charges(press: Press[Account]) -> Result[Account]:
    """Look whether the unasked option is charged no more: that shows only when its next day would have come."""
    account = press.state
    charged = [entry.at for entry in account.money.history if entry.service == UNASKED]
    still_ahead = UNASKED in account.services.option_names or any(add_month(at) > press.now for at in charged)
    return Result(account, CHARGE_DAY_AHEAD() if still_ahead else CHARGES_STOPPED())


ACTIONS = (
    Action("open_options", open_options, (OPTIONS_OPENED,)),
    Action(
        "turn_off_option",
        turn_off_option,
        (OPTION_TURNED_OFF, OTHER_OPTION_TURNED_OFF, OPTION_NOT_ON, OPTION_NOT_CHOSEN),
        (Field("own_option", "choice", ("spam_shield", "weekend_data", UNASKED)),),
    ),
    Action(
        "turn_on_option",
        turn_on_option,
        (
            OPTION_TURNED_ON,
            OTHER_OPTION_TURNED_ON,
            OPTION_NOT_CHOSEN,
            OPTION_ALREADY_ON,
            OPTION_CONFLICTS,
            OPTION_TOO_EXPENSIVE,
        ),
        (Field("option", "choice", OFFERED),),
    ),
    Action("check_options", check_options, (OPTIONS_CHECKED, MESSAGE_ON_THE_WAY)),
    Action("check_charges", check_charges, (CHARGES_STOPPED, CHARGE_DAY_AHEAD)),
)
