"""The tariff: what there is to choose from, and changing it."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from sandbox.account import evidence
from sandbox.account.fees import begin_subscription
from sandbox.account.ledger import Entry
from sandbox.account.messages import MESSAGE_ON_THE_WAY, Message, message_on_the_way
from sandbox.account.moments import add_month, day_of
from sandbox.account.money import BALANCE, BALANCE_OUTCOMES, balance_read
from sandbox.account.navigation import OTHER_BUTTON_PRESSED, SECTION, press_button
from sandbox.account.period import write_date
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, refused
from sandbox.frozen import dataclass, replace


@dataclass(frozen=True)
class Tariff:
    """What a month costs, in kopecks, and what is in it."""

    fee: int
    minutes: int
    gigabytes: int


TARIFFS: Mapping[str, Tariff] = MappingProxyType(
    {
        "small": Tariff(250_00, 200, 3),
        "medium": Tariff(350_00, 400, 10),
        "large": Tariff(550_00, 800, 20),
        "full": Tariff(900_00, 1500, 50),
    }
)
"""Training values: no operator has these tariffs. The names are in ``walkthroughs/wording/``."""

NEEDED = "medium"
"""The cheapest tariff with the 300 minutes and 5 GB that the subscriber needs."""


TARIFFS_OPENED = accepted("tariffs_opened")


def open_tariffs(press: Press[Account]) -> Result[Account]:
    """Go from the account's first page to the list of all tariffs."""
    return press_button(press, SECTION, "tariffs", TARIFFS_OPENED)


TARIFF_CHANGED = accepted("tariff_changed", charged="kopecks")
OTHER_TARIFF_CHOSEN = refused("other_tariff_chosen")


def change_tariff(press: Press[Account]) -> Result[Account]:
    """Take another tariff. The first month is paid at once; the old one gives no money back.

    One that doesn't fit is not taken: it could be changed only a month later.
    """
    name = press.given["tariff"]
    result = _change(press.state, name, press.now)
    if result.outcome.is_a(TARIFF_CHANGED) and name != NEEDED:
        return Result(press.state, OTHER_TARIFF_CHOSEN())
    return result


def take_tariff(press: Press[Account]) -> Result[Account]:
    """Take any other tariff, whether it fits or not. The first month is paid at once."""
    return _change(press.state, press.given["tariff"], press.now)


def return_tariff(press: Press[Account]) -> Result[Account]:
    """Take the former tariff again, which is one more change."""
    services = press.state.services
    current = services.tariff.name if services.tariff else ""
    return replace(_change(press.state, services.former_tariff or current, press.now), kept={})


def _change(account: Account, name: str, now: datetime) -> Result[Account]:
    if refusal := _refuse(account, name, now):
        return Result(account, refusal)
    fee, former = TARIFFS[name].fee, account.services.tariff
    tariff = begin_subscription(name, fee, now)
    services = replace(account.services, tariff=tariff, former_tariff=former.name if former else None)
    values = {"tariff": name, "sum": str(fee), "day": tariff.next_fee_at.isoformat()}
    account = replace(account, services=services).with_entry(Entry("tariff_fee", -fee, now))
    account = account.with_message(Message("tariff_changed", now, values))
    return Result(account, TARIFF_CHANGED(charged=fee), {"tariff": name})


TARIFF_NOT_CHOSEN = refused("tariff_not_chosen")
TARIFF_ALREADY_YOURS = refused("tariff_already_yours")
TARIFF_CHANGED_RECENTLY = refused("tariff_changed_recently")
TARIFF_TOO_EXPENSIVE = refused("tariff_too_expensive", missing="kopecks")


def _refuse(account: Account, name: str, now: datetime) -> Outcome | None:
    current = account.services.tariff
    if name not in TARIFFS:
        return TARIFF_NOT_CHOSEN()
    if current and current.name == name:
        return TARIFF_ALREADY_YOURS()
    if current and add_month(current.since) > now:
        return TARIFF_CHANGED_RECENTLY()
    missing = TARIFFS[name].fee - account.money.balance
    return TARIFF_TOO_EXPENSIVE(missing=missing) if missing > 0 else None


NEXT_FEE_DAY = Field("next_fee_day", "day", evidence=True)
NEXT_FEE_DAY_MISREAD = refused("next_fee_day_misread")
TARIFF_CHECKED = accepted("tariff_checked")


def next_fee_day(account: Account) -> date | None:
    """When the tariff is paid for next; None without a tariff."""
    return day_of(account.services.tariff.next_fee_at) if account.services.tariff else None


def check_tariff(press: Press[Account]) -> Result[Account]:
    """Say when the new tariff is paid for next, once the SMS has come that tells it."""
    name, day = NEXT_FEE_DAY.name, next_fee_day(press.state)
    refusal = message_on_the_way(press.state.messages, press.now) or evidence.refuse_day(
        press.given[name], name, [day] if day else [], NEXT_FEE_DAY_MISREAD
    )
    if refusal or day is None:
        return Result(press.state, refusal or NEXT_FEE_DAY_MISREAD(name))
    return Result(press.state, TARIFF_CHECKED(), {name: write_date(day)})


FEE_FOUND = accepted("fee_found")
FEE_NOT_CHARGED_YET = refused("fee_not_charged_yet")


def find_fee(press: Press[Account]) -> Result[Account]:
    """Read the balance after the second month's fee, which is in the history only when its day has come."""
    tariff = press.state.services.tariff
    since = tariff.since if tariff else press.now
    charged = any(entry.kind == "tariff_fee" and entry.at > since for entry in press.state.money.history)
    return balance_read(press, FEE_FOUND) if charged else Result(press.state, FEE_NOT_CHARGED_YET())


_CHANGE = (
    TARIFF_CHANGED,
    TARIFF_NOT_CHOSEN,
    TARIFF_ALREADY_YOURS,
    TARIFF_CHANGED_RECENTLY,
    TARIFF_TOO_EXPENSIVE,
)

_TARIFF = Field("tariff", "choice", tuple(TARIFFS), ordered=True)

ACTIONS = (
    Action("open_tariffs", open_tariffs, (TARIFFS_OPENED, OTHER_BUTTON_PRESSED), (SECTION,)),
    Action(
        "change_tariff",
        change_tariff,
        (*_CHANGE, OTHER_TARIFF_CHOSEN),
        (_TARIFF,),
    ),
    Action("take_tariff", take_tariff, _CHANGE, (_TARIFF,)),
    Action("return_tariff", return_tariff, _CHANGE),
    Action(
        "check_tariff",
        check_tariff,
        (TARIFF_CHECKED, MESSAGE_ON_THE_WAY, NEXT_FEE_DAY_MISREAD, *evidence.DAY_OUTCOMES),
        (NEXT_FEE_DAY,),
    ),
    Action("find_fee", find_fee, (FEE_FOUND, FEE_NOT_CHARGED_YET, *BALANCE_OUTCOMES), (BALANCE,)),
)
