"""Call details: choosing them, reading them, and finding in them what nobody asked for."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import chain
from types import MappingProxyType

from sandbox.account.call_records import RECORD_KINDS, DetailsRequest, Line, records
from sandbox.account.moscow import day_of
from sandbox.account.options import OPTIONS, UNASKED
from sandbox.account.outcomes import Outcome
from sandbox.account.period import PERIOD_OUTCOMES, parse_date, refuse_period, write_date
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Result, Secrets

WHAT = ("all", "costly", "calls", "messages", "internet")
"""What may be asked for: everything, what moved money, or one group."""

GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "outgoing_call": "calls",
        "incoming_call": "calls",
        "outgoing_message": "messages",
        "incoming_message": "messages",
        "internet": "internet",
    }
)
"""A record's kind → its group."""

CHARGES = ("tariff_fee", "weekend_data", UNASKED, "calls", "messages")
"""What a charge in the details can be for."""


@dataclass(frozen=True)
class Total:
    """What the details come to for one group of records, or for one fee. ``volume`` as in `Line`.

    ``spent`` is in kopecks, positive.
    """

    group: str
    service: str
    count: int
    volume: int
    spent: int
    unit: str


def lines(account: Account) -> tuple[Line, ...]:
    """The details that were asked for, oldest first; nothing if none were.

    What the history has of the phone's use is in the records already; the rest of it is fees and top-ups.
    """
    asked = account.details
    if asked is None:
        return ()
    chosen = (
        line
        for line in chain(_recorded(account), _booked(account))
        if asked.begin <= day_of(line.at) <= asked.end and _is(line, asked.what)
    )
    return tuple(sorted(chosen, key=lambda line: line.at))


def totals(found: Iterable[Line]) -> tuple[Total, ...]:
    """What the lines come to, the phone's use first. Money that came is not in it."""
    sums: dict[tuple[str, str], Total] = {(group, ""): Total(group, "", 0, 0, 0, "") for group in WHAT[2:]}
    for line in found:
        if line.amount > 0:
            continue
        key = (GROUPS.get(line.kind, line.kind), line.service)
        total = sums.get(key, Total(*key, 0, 0, 0, ""))
        sums[key] = replace(
            total,
            count=total.count + 1,
            volume=total.volume + line.volume,
            spent=total.spent - line.amount,
            unit=line.unit,
        )
    return tuple(total for total in sums.values() if total.count)


def _recorded(account: Account) -> tuple[Line, ...]:
    return () if account.calls_seed is None else records(account.calls_seed)


def _booked(account: Account) -> Iterator[Line]:
    for entry in account.history:
        if entry.kind not in RECORD_KINDS:
            yield Line(entry.kind, entry.at, entry.amount, service=entry.service)


def _is(line: Line, what: str) -> bool:
    if what == "costly":
        return line.amount != 0
    return what in ("all", GROUPS.get(line.kind))


def show_details(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Ask for the details of a period. Everything is shown unless something else was chosen."""
    days = {name: parse_date(given[name], name) for name in ("begin", "end")}
    kept = {name: write_date(day) for name, day in days.items() if isinstance(day, date)}
    what = given["details_of"] if given["details_of"] in WHAT else "all"
    begin, end = days["begin"], days["end"]
    if isinstance(begin, Outcome) or isinstance(end, Outcome):
        return Result(account, _refuse_dates(begin, end), kept)
    if refusal := refuse_period(begin, end, day_of(now)):
        return Result(account, refusal, {name: text for name, text in kept.items() if name not in refusal.fields})
    asked = replace(account, details=DetailsRequest(begin, end, what))
    kept |= {"details_of": what}
    found = lines(asked)
    if not found:
        return Result(account, Outcome("nothing_found"), kept)
    if not any(line.service == UNASKED for line in found):
        return Result(account, Outcome("details_incomplete", values={"found": len(found)}), kept)
    return Result(asked, Outcome("details_shown", values={"found": len(found)}), kept)


def _refuse_dates(*days: date | Outcome) -> Outcome:
    """The first refusal, at each of the days that are refused for the same reason."""
    refusals = [day for day in days if isinstance(day, Outcome)]
    same = (refusal.fields for refusal in refusals if refusal.name == refusals[0].name)
    return replace(refusals[0], fields=tuple(chain(*same)))


def change_period(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Go back to the choice of the period."""
    return Result(account, Outcome("period_reopened"))


def find_charge(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Say which charge the subscriber didn't expect."""
    charge = given["charge"]
    if charge not in CHARGES:
        return Result(account, Outcome("charge_not_chosen"))
    if charge != UNASKED:
        return Result(account, Outcome("charge_was_expected"))
    outcome = Outcome("unexpected_charge_found", values={"charged": OPTIONS[UNASKED].fee})
    return Result(account, outcome, {"charge": charge})


def confirm_download(account: Account, given: Mapping[str, str], now: datetime, secrets: Secrets) -> Result:
    """Say that the file has come. To fetch it changes nothing, so only the learner knows."""
    return Result(account, Outcome("download_confirmed"))


ACTIONS = (
    Action(
        "show_details",
        show_details,
        ("details_shown", "details_incomplete", "nothing_found", *PERIOD_OUTCOMES),
        (Field("begin", "date"), Field("end", "date"), Field("details_of", "choice", WHAT)),
    ),
    Action("change_period", change_period, ("period_reopened",)),
    Action(
        "find_charge",
        find_charge,
        ("unexpected_charge_found", "charge_was_expected", "charge_not_chosen"),
        (Field("charge", "choice", CHARGES),),
    ),
    Action("confirm_download", confirm_download, ("download_confirmed",)),
)
