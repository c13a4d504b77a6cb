"""Call details: choosing them, reading them, and finding in them a charge that was not asked for."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from types import MappingProxyType

from sandbox.account.call_records import RECORD_KINDS, DetailsRequest, Line, records
from sandbox.account.moments import day_of
from sandbox.account.option_charges import CHARGE_DAY, CHARGE_DAY_OUTCOMES, read_charge_day
from sandbox.account.options import OPTIONS, UNASKED
from sandbox.account.period import (
    DAY_NOT_FOR_TRAINING,
    PERIOD_OUTCOMES,
    has_details,
    is_of_training,
    parse_date,
    refuse_period,
    write_date,
)
from sandbox.account.state import Account
from sandbox.engine.action import Action, Field, Press, Result
from sandbox.engine.outcome import Outcome, accepted, refused
from sandbox.frozen import dataclass, replace

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

    The phone's use comes from the records, where it has more detail than in the history; the rest from the history.
    """
    asked = account.use.details
    if asked is None:
        return ()
    chosen = (
        line
        for line in chain(recorded(account), _booked(account))
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


def recorded(account: Account) -> tuple[Line, ...]:
    """What the phone was used for, besides what the account itself has booked."""
    made = () if account.use.calls_seed is None else records(account.use.calls_seed)
    return (*made, *account.use.besides)


def _booked(account: Account) -> Iterator[Line]:
    for entry in account.money.history:
        if entry.kind not in RECORD_KINDS:
            yield Line(entry.kind, entry.at, entry.amount, service=entry.service)


def _is(line: Line, what: str) -> bool:
    if what == "costly":
        return line.amount != 0
    return what in ("all", GROUPS.get(line.kind))


DETAILS_SHOWN = accepted("details_shown", found="count")
DETAILS_INCOMPLETE = refused("details_incomplete", found="count")
NOTHING_FOUND = refused("nothing_found")


def show_details(press: Press[Account]) -> Result[Account]:
    """Ask for the details of a period, in which the unasked charge is to be."""
    result = look_at_details(press)
    if not result.outcome.is_a(DETAILS_SHOWN) or any(line.service == UNASKED for line in lines(result.state)):
        return result
    return Result(press.state, DETAILS_INCOMPLETE(found=result.outcome.values["found"]), result.kept)


def look_at_details(press: Press[Account]) -> Result[Account]:
    """Ask for the details of any period. Everything is shown unless something else was chosen."""
    account, today = press.state, day_of(press.now)
    days = {name: _of_training(parse_date(press.given[name], name), name, today) for name in ("begin", "end")}
    kept = {name: write_date(day) for name, day in days.items() if isinstance(day, date) and has_details(day, today)}
    what = press.given["details_of"] if press.given["details_of"] in WHAT else "all"
    begin, end = days["begin"], days["end"]
    if isinstance(begin, Outcome) or isinstance(end, Outcome):
        return Result(account, _refuse_dates(begin, end), kept)
    if refusal := refuse_period(begin, end, today):
        return Result(account, refusal, {name: text for name, text in kept.items() if name not in refusal.fields})
    asked = replace(account, use=replace(account.use, details=DetailsRequest(begin, end, what)))
    kept |= {"details_of": what}
    found = lines(asked)
    if not found:
        return Result(account, NOTHING_FOUND(), kept)
    return Result(asked, DETAILS_SHOWN(found=len(found)), kept)


def _of_training(day: date | Outcome, field: str, today: date) -> date | Outcome:
    foreign = isinstance(day, date) and not is_of_training(day.year, today)
    return DAY_NOT_FOR_TRAINING(field) if foreign else day


def _refuse_dates(*days: date | Outcome) -> Outcome:
    """The first refusal, at each of the days that are refused for the same reason."""
    refusals = [day for day in days if isinstance(day, Outcome)]
    same = (refusal.fields for refusal in refusals if refusal.name == refusals[0].name)
    return replace(refusals[0], fields=tuple(chain(*same)))


PERIOD_REOPENED = accepted("period_reopened")


def change_period(press: Press[Account]) -> Result[Account]:
    """Go back to the choice of the period."""
    return Result(press.state, PERIOD_REOPENED())


UNEXPECTED_CHARGE_FOUND = accepted("unexpected_charge_found", charged="kopecks")
CHARGE_WAS_EXPECTED = refused("charge_was_expected")
CHARGE_NOT_CHOSEN = refused("charge_not_chosen")


def find_charge(press: Press[Account]) -> Result[Account]:
    """Say which charge the subscriber didn't expect."""
    charge = press.given["charge"]
    if charge not in CHARGES:
        return Result(press.state, CHARGE_NOT_CHOSEN())
    if charge != UNASKED:
        return Result(press.state, CHARGE_WAS_EXPECTED())
    outcome = UNEXPECTED_CHARGE_FOUND(charged=OPTIONS[UNASKED].fee)
    return Result(press.state, outcome, {"charge": charge})


DOWNLOAD_CONFIRMED = accepted("download_confirmed")
DOWNLOAD_SKIPPED = accepted("download_skipped")


def confirm_download(press: Press[Account]) -> Result[Account]:
    """Say what was read in the file. Fetching it changes no state, so only the learner knows that it has opened."""
    return read_charge_day(press, DOWNLOAD_CONFIRMED)


def skip_download(press: Press[Account]) -> Result[Account]:
    """Go on without the file: not every phone has a program that opens it."""
    return Result(press.state, DOWNLOAD_SKIPPED())


_PERIOD = (Field("begin", "date"), Field("end", "date"), Field("details_of", "choice", WHAT))

ACTIONS = (
    Action(
        "show_details",
        show_details,
        (DETAILS_SHOWN, DETAILS_INCOMPLETE, NOTHING_FOUND, *PERIOD_OUTCOMES),
        _PERIOD,
    ),
    Action("look_at_details", look_at_details, (DETAILS_SHOWN, NOTHING_FOUND, *PERIOD_OUTCOMES), _PERIOD),
    Action("change_period", change_period, (PERIOD_REOPENED,)),
    Action(
        "find_charge",
        find_charge,
        (UNEXPECTED_CHARGE_FOUND, CHARGE_WAS_EXPECTED, CHARGE_NOT_CHOSEN),
        (Field("charge", "choice", CHARGES),),
    ),
    Action("confirm_download", confirm_download, (DOWNLOAD_CONFIRMED, *CHARGE_DAY_OUTCOMES), (CHARGE_DAY,)),
    Action("skip_download", skip_download, (DOWNLOAD_SKIPPED,)),
)
