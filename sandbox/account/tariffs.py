"""The tariff: what there is to choose from, and changing it."""

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
"""Training values: no operator has these tariffs. The names are in ``wording.yml``."""

NEEDED = "medium"
"""The cheapest tariff with the 300 minutes and 5 GB that the subscriber needs."""


def open_tariffs(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go from the own tariff to the list of all."""
    return Result(account, Outcome("tariffs_opened"))


def change_tariff(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Take another tariff. The first month is paid at once; the old one gives no money back.

    One that doesn't fit is not taken: it could be changed only a month later.
    """
    name = given["tariff"]
    result = _change(account, name, now)
    if result.outcome.name == "tariff_changed" and name != NEEDED:
        return Result(account, Outcome("other_tariff_chosen"))
    return result


def return_tariff(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Think better of it and take the former tariff again, which is one more change."""
    current = account.tariff.name if account.tariff else ""
    return replace(_change(account, account.former_tariff or current, now), kept={})


def _change(account: Account, name: str, now: datetime) -> Result:
    if refusal := _refuse(account, name, now):
        return Result(account, refusal)
    fee = TARIFFS[name].fee
    tariff = begin_subscription(name, fee, now)
    values = {"tariff": name, "sum": str(fee), "day": tariff.next_fee_at.isoformat()}
    account = replace(
        account,
        tariff=tariff,
        former_tariff=account.tariff.name if account.tariff else None,
        history=(*account.history, Entry("tariff_fee", -fee, now)),
        messages=(*account.messages, Message("tariff_changed", now, values)),
    )
    return Result(account, Outcome("tariff_changed", values={"charged": fee}), {"tariff": name})


def _refuse(account: Account, name: str, now: datetime) -> Outcome | None:
    if name not in TARIFFS:
        return Outcome("tariff_not_chosen")
    if account.tariff and account.tariff.name == name:
        return Outcome("tariff_already_yours")
    if account.tariff and add_month(account.tariff.since) > now:
        return Outcome("tariff_changed_recently")
    missing = TARIFFS[name].fee - account.balance
    return Outcome("tariff_too_expensive", values={"missing": missing}) if missing > 0 else None


def check_tariff(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Look whether the tariff is the one that was chosen, once the SMS says so too."""
    return Result(account, message_on_the_way(account, now) or Outcome("tariff_checked"))


def find_fee(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Look for the second month's fee in the history: it is there only when its day has come."""
    since = account.tariff.since if account.tariff else now
    charged = any(entry.kind == "tariff_fee" and entry.at > since for entry in account.history)
    return Result(account, Outcome("fee_found" if charged else "fee_not_charged_yet"))


_CHANGE = (
    "tariff_changed",
    "tariff_not_chosen",
    "tariff_already_yours",
    "tariff_changed_recently",
    "tariff_too_expensive",
)

ACTIONS = (
    Action("open_tariffs", open_tariffs, ("tariffs_opened",)),
    Action(
        "change_tariff", change_tariff, (*_CHANGE, "other_tariff_chosen"), (Field("tariff", "choice", tuple(TARIFFS)),)
    ),
    Action("return_tariff", return_tariff, _CHANGE),
    Action("check_tariff", check_tariff, ("tariff_checked", "message_on_the_way")),
    Action("find_fee", find_fee, ("fee_found", "fee_not_charged_yet")),
)
