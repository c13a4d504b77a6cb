"""Options beside the tariff: what there is to choose from, turning them on and off."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sandbox.account.fees import begin_subscription
from sandbox.account.ledger import Entry
from sandbox.account.messages import MESSAGE_ON_THE_WAY, Message, message_on_the_way
from sandbox.account.navigation import OTHER_BUTTON_PRESSED, SECTION, press_button
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, refused
from sandbox.frozen import dataclass, replace


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
    """Go from the account's first page to the list of its options."""
    return press_button(press, SECTION, "options", OPTIONS_OPENED)


OPTION_TURNED_OFF = accepted("option_turned_off")
OTHER_OPTION_TURNED_OFF = refused("other_option_turned_off")
OPTION_NOT_ON = refused("option_not_on")
OPTION_NOT_CHOSEN = refused("option_not_chosen")


def turn_off_option(press: Press[Account]) -> Result[Account]:
    """Turn an option off, of which the unasked one is the one that is to go."""
    result = switch_option_off(press)
    if not result.outcome.is_a(OPTION_SWITCHED_OFF):
        return result
    right = press.given["own_option"] == UNASKED
    return replace(result, outcome=OPTION_TURNED_OFF() if right else OTHER_OPTION_TURNED_OFF())


OPTION_SWITCHED_OFF = accepted("option_switched_off")


def switch_option_off(press: Press[Account]) -> Result[Account]:
    """Turn any option off. What is paid for its month is not given back."""
    account, services = press.state, press.state.services
    name = press.given["own_option"]
    if name not in OPTIONS:
        return Result(account, OPTION_NOT_CHOSEN())
    if name not in services.option_names:
        return Result(account, OPTION_NOT_ON())
    left = tuple(option for option in services.options if option.name != name)
    account = replace(account, services=replace(services, options=left))
    account = account.with_message(Message("option_turned_off", press.now, {"option": name}))
    return Result(account, OPTION_SWITCHED_OFF(), {"own_option": name})


OPTION_TURNED_ON = accepted("option_turned_on", charged="kopecks")
OTHER_OPTION_TURNED_ON = refused("other_option_turned_on")


def turn_on_option(press: Press[Account]) -> Result[Account]:
    """Turn an option on, of which one is the one that is needed."""
    result = switch_option_on(press)
    if result.outcome.name not in (OPTION_SWITCHED_ON.name, FREE_OPTION_SWITCHED_ON.name):
        return result
    name = press.given["option"]
    outcome = OPTION_TURNED_ON(charged=OPTIONS[name].fee) if name == NEEDED else OTHER_OPTION_TURNED_ON()
    return replace(result, outcome=outcome)


OPTION_SWITCHED_ON = accepted("option_switched_on", charged="kopecks")
FREE_OPTION_SWITCHED_ON = accepted("free_option_switched_on")


def switch_option_on(press: Press[Account]) -> Result[Account]:
    """Turn any option on. Its first month is paid at once."""
    name = press.given["option"]
    if refusal := _refuse(press.state, name):
        return Result(press.state, refusal)
    fee = OPTIONS[name].fee
    outcome = OPTION_SWITCHED_ON(charged=fee) if fee else FREE_OPTION_SWITCHED_ON()
    return Result(_with_option(press.state, name, press.now), outcome, {"option": name})


def _with_option(account: Account, name: str, now: datetime) -> Account:
    fee, services = OPTIONS[name].fee, account.services
    options = (*services.options, begin_subscription(name, fee, now))
    account = replace(account, services=replace(services, options=options))
    if fee:
        account = account.with_entry(Entry("option_fee", -fee, now, name))
    return account.with_message(Message("option_turned_on", now, {"option": name, "sum": str(fee)}))


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


ASKED_FOR = ("spam_shield", "weekend_data")
"""What the subscriber has turned on himself before, and wants to keep."""


def missed(account: Account) -> tuple[str, ...]:
    """The options that the subscriber wanted and no longer has: they were turned off needlessly."""
    return tuple(name for name in ASKED_FOR if name not in account.services.option_names)


OPTION_RESTORED = accepted("option_restored")
NOTHING_TO_RESTORE = refused("nothing_to_restore")


def restore_option(press: Press[Account]) -> Result[Account]:
    """Turn on again what was turned off needlessly. What doesn't work beside it goes; its month is paid at once."""
    account, services, now = press.state, press.state.services, press.now
    if not (names := missed(account)):
        return Result(account, NOTHING_TO_RESTORE())
    option = OPTIONS[names[0]]
    lacking = option.fee - account.money.balance
    if lacking > 0:
        return Result(account, OPTION_TOO_EXPENSIVE(missing=lacking))
    beside = tuple(each for each in services.options if each.name not in option.conflicts)
    account = replace(account, services=replace(services, options=beside))
    return Result(_with_option(account, names[0], now), OPTION_RESTORED())


NEW_OPTIONS = ("ringtone", NEEDED, UNASKED, "weekend_data")
NEW_OPTION_MISREAD = refused("new_option_misread")
OPTIONS_CHECKED = accepted("options_checked")


def check_options(press: Press[Account]) -> Result[Account]:
    """Say which option is new in the list, once the SMS about it has come."""
    account, new = press.state, press.given["new_option"]
    if early := message_on_the_way(account.messages, press.now):
        return Result(account, early)
    if new not in NEW_OPTIONS or new not in account.services.option_names or new in (*ASKED_FOR, UNASKED):
        return Result(account, NEW_OPTION_MISREAD())
    return Result(account, OPTIONS_CHECKED(), {"new_option": new})


_OPTION = Field("option", "choice", OFFERED)
_NOT_ON = (OPTION_NOT_CHOSEN, OPTION_ALREADY_ON, OPTION_CONFLICTS, OPTION_TOO_EXPENSIVE)

ACTIONS = (
    Action("open_options", open_options, (OPTIONS_OPENED, OTHER_BUTTON_PRESSED), (SECTION,)),
    Action(
        "turn_off_option",
        turn_off_option,
        (OPTION_TURNED_OFF, OTHER_OPTION_TURNED_OFF, OPTION_NOT_ON, OPTION_NOT_CHOSEN),
        (Field("own_option", "choice", (*ASKED_FOR, UNASKED)),),
    ),
    Action(
        "switch_option_off",
        switch_option_off,
        (OPTION_SWITCHED_OFF, OPTION_NOT_ON, OPTION_NOT_CHOSEN),
        (Field("own_option", "choice", tuple(OPTIONS)),),
    ),
    Action(
        "turn_on_option",
        turn_on_option,
        (
            OPTION_TURNED_ON,
            OTHER_OPTION_TURNED_ON,
            *_NOT_ON,
        ),
        (_OPTION,),
    ),
    Action(
        "switch_option_on",
        switch_option_on,
        (OPTION_SWITCHED_ON, FREE_OPTION_SWITCHED_ON, *_NOT_ON),
        (_OPTION,),
    ),
    Action("restore_option", restore_option, (OPTION_RESTORED, NOTHING_TO_RESTORE, OPTION_TOO_EXPENSIVE)),
    Action(
        "check_options",
        check_options,
        (OPTIONS_CHECKED, MESSAGE_ON_THE_WAY, NEW_OPTION_MISREAD),
        (Field("new_option", "choice", NEW_OPTIONS),),
    ),
)
