"""Call details: what was asked for and nothing else, and its sums are those of the history."""

from datetime import UTC, date, datetime

import pytest

from sandbox.account import call_details
from sandbox.account.call_details import CHARGES, WHAT, Total, lines, totals
from sandbox.account.call_records import DetailsRequest, Line
from sandbox.account.fees import settle
from sandbox.account.moments import day_of
from sandbox.account.options import UNASKED
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2025, 7, 14, 9, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
START = STARTING_POINTS["with-options"](SECRETS)


def show(begin: str, end: str, what: str = "all", account: Account = START, now: datetime = NOW) -> Result[Account]:
    return call_details.show_details(Press(account, {"begin": begin, "end": end, "details_of": what}, now, SECRETS))


def asking(begin: date, end: date, what: str = "all", account: Account = START) -> Account:
    return changed(account, use={"details": DetailsRequest(begin, end, what)})


JUNE = asking(date(2025, 6, 1), date(2025, 6, 30))
WHOLE = asking(date(2025, 6, 1), date(2025, 7, 14))


def test_a_period_is_shown_and_kept_as_it_was_read() -> None:
    result = show("1.6.25", "30 июня 2025")
    assert result.outcome == Outcome("details_shown", values={"found": len(lines(JUNE))})
    assert result.state == JUNE
    assert result.kept == {"begin": "01.06.2025", "end": "30.06.2025", "details_of": "all"}


@pytest.mark.parametrize("what", ["", "golden", "\x00"])
def test_everything_is_shown_unless_something_else_was_chosen(what: str) -> None:
    assert show("01.06.2025", "30.06.2025", what).state == JUNE


def test_what_was_typed_right_stays_when_the_rest_is_refused() -> None:
    assert show("01.06.2025", "31.06.2025").kept == {"begin": "01.06.2025"}
    assert show("79161234567", "30.06.2025").kept == {"end": "30.06.2025"}
    assert show("30.06.2025", "01.06.2025").kept == {"begin": "30.06.2025"}
    assert show("79161234567", "79161234568").kept == {}


@at_once(
    ("begin", "end"),
    [("12.03.1950", "30.06.2025"), ("01.06.2025", "12.03.1950"), ("12.03.1950", "12.03.1951"), ("12.03.1950", "июнь")],
)
def test_a_day_on_which_nobody_could_call_is_neither_kept_nor_shown(begin: str, end: str) -> None:
    """It may be a birthday."""
    result = show(begin, end)
    assert result.state == START
    assert set(result.kept.values()) <= {"01.06.2025", "30.06.2025"}
    assert result.outcome.name in ("day_not_for_training", "date_malformed")


def test_a_day_without_details_is_not_kept_either() -> None:
    assert show("01.12.2024", "30.06.2025").kept == {"end": "30.06.2025"}
    assert show("01.06.2025", "30.07.2025").kept == {"begin": "01.06.2025"}


@at_once("birthday", ["05.03.1961", "5 марта 1961", "01.01.1925", "31.12.2030", "13.01.2025"])
def test_a_day_that_no_details_can_have_is_never_kept(birthday: str) -> None:
    """It may be somebody's, whatever is wrong with the other one."""
    for other in ("", "июнь", "31.06.2025", "30.06.2025", "15.07.2025", birthday, "01.01.1920"):
        for begin, end in ((birthday, other), (other, birthday)):
            result = show(begin, end)
            assert set(result.kept.values()) <= {"30.06.2025"}
            assert result.state == START


def test_two_days_refused_for_the_same_reason_are_refused_together() -> None:
    """What a page shows as refused keeps what was typed; a field that nothing is said of would be emptied."""
    assert show("июнь", "июль").outcome == Outcome("date_malformed", ("begin", "end"))
    assert show("", "июль").outcome == Outcome("date_missing", ("begin",))


@at_once(
    ("begin", "end", "what", "outcome"),
    [
        ("", "30.06.2025", "all", Outcome("date_missing", ("begin",))),
        ("01.06.2025", "июнь", "all", Outcome("date_malformed", ("end",))),
        ("01.07.2025", "31.07.2025", "all", Outcome("period_in_future", ("end",))),
        ("01.05.2025", "31.05.2025", "all", Outcome("nothing_found")),
        ("14.07.2025", "14.07.2025", "all", Outcome("nothing_found")),
        ("03.06.2025", "03.06.2025", "costly", Outcome("nothing_found")),
    ],
)
def test_a_refusal_asks_for_nothing(begin: str, end: str, what: str, outcome: Outcome) -> None:
    result = show(begin, end, what)
    assert (result.state, result.outcome) == (START, outcome)


@pytest.mark.parametrize(("begin", "what"), [("01.06.2025", "calls"), ("21.06.2025", "all")])
def test_details_without_the_unasked_charge_are_said_to_be_incomplete(begin: str, what: str) -> None:
    result = show(begin, "30.06.2025", what)
    assert (result.state, result.outcome.name) == (START, "details_incomplete")
    assert result.outcome.values["found"] > 0


def test_today_is_the_day_of_moscow() -> None:
    evening = datetime(2025, 7, 14, 21, 30, tzinfo=UTC)
    assert show("01.06.2025", "15.07.2025", now=evening).outcome.name == "details_shown"
    assert show("01.06.2025", "15.07.2025").outcome.name == "period_in_future"


def test_both_days_of_the_period_are_included_by_the_clock_of_moscow() -> None:
    midnight = Line("internet", datetime(2025, 6, 19, 21, 0, tzinfo=UTC))
    charged = next(line for line in lines(JUNE) if line.service == UNASKED)
    assert charged in lines(asking(date(2025, 6, 20), date(2025, 6, 20)))
    assert charged not in lines(asking(date(2025, 6, 21), date(2025, 6, 21)))
    assert day_of(midnight.at) == date(2025, 6, 20)


@at_once("what", WHAT)
def test_only_what_was_asked_for_is_shown_oldest_first(what: str) -> None:
    found = lines(asking(date(2025, 6, 1), date(2025, 6, 30), what))
    assert list(found) == sorted(found, key=lambda line: line.at)
    assert found
    if what == "costly":
        assert found == tuple(line for line in lines(JUNE) if line.amount)
    elif what != "all":
        assert found == tuple(line for line in lines(JUNE) if call_details.GROUPS.get(line.kind) == what)


def test_the_groups_together_are_everything() -> None:
    parts = [lines(asking(date(2025, 6, 1), date(2025, 6, 30), what)) for what in WHAT[2:]]
    booked = [line for line in lines(JUNE) if line.kind not in call_details.GROUPS]
    assert sum(map(len, parts)) + len(booked) == len(lines(JUNE))


def test_the_details_of_all_days_come_to_the_balance() -> None:
    assert sum(line.amount for line in lines(WHOLE)) == START.money.balance
    assert sum(total.spent for total in totals(lines(WHOLE))) == -sum(
        e.amount for e in START.money.history if e.amount < 0
    )


def test_what_is_charged_later_by_the_clock_shows_in_the_details_too() -> None:
    august = datetime(2025, 8, 10, tzinfo=UTC)
    later = settle(asking(date(2025, 7, 15), date(2025, 8, 10)), august)
    assert [(line.kind, line.service) for line in lines(later)] == [
        ("option_fee", UNASKED),
        ("tariff_fee", ""),
        ("option_fee", "weekend_data"),
    ]


def test_totals_are_one_for_each_group_and_each_fee() -> None:
    at = datetime(2025, 6, 1, tzinfo=UTC)
    found = (
        Line("top_up_by_card", at, 500_00),
        Line("outgoing_call", at, -12_00, "0000", 60),
        Line("incoming_call", at, 0, "79070000011", 30),
        Line("option_fee", at, -80_00, service="weekend_data"),
        Line("option_fee", at, -149_00, service=UNASKED),
        Line("tariff_fee", at, -250_00),
        Line("tariff_fee", at, -250_00),
        Line("internet", at, 0, "", 700),
    )
    assert totals(found) == (
        Total("calls", "", 2, 90, 12_00, "seconds"),
        Total("internet", "", 1, 700, 0, "megabytes"),
        Total("option_fee", "weekend_data", 1, 0, 80_00, ""),
        Total("option_fee", UNASKED, 1, 0, 149_00, ""),
        Total("tariff_fee", "", 2, 0, 500_00, ""),
    )


def test_whoever_asked_for_nothing_gets_nothing() -> None:
    assert lines(START) == ()


def test_whoever_has_no_calls_has_the_history_alone() -> None:
    account = asking(date(2025, 7, 1), date(2025, 7, 14), account=STARTING_POINTS["with-tariff"](SECRETS))
    assert [line.kind for line in lines(account)] == ["opening", "tariff_fee"]


@at_once("charge", CHARGES)
def test_the_unexpected_charge_is_the_subscription(charge: str) -> None:
    result = call_details.find_charge(Press(JUNE, {"charge": charge}, NOW, SECRETS))
    found = Result(JUNE, Outcome("unexpected_charge_found", values={"charged": 149_00}), {"charge": UNASKED})
    assert result == (found if charge == UNASKED else Result(JUNE, Outcome("charge_was_expected")))


@pytest.mark.parametrize("charge", ["", "ringtone"])
def test_no_charge_chosen(charge: str) -> None:
    assert call_details.find_charge(Press(JUNE, {"charge": charge}, NOW, SECRETS)).outcome == Outcome(
        "charge_not_chosen"
    )


def test_to_go_back_or_to_fetch_the_file_changes_nothing() -> None:
    assert call_details.change_period(Press(JUNE, {}, NOW, SECRETS)) == Result(JUNE, Outcome("period_reopened"))
    assert call_details.skip_download(Press(JUNE, {}, NOW, SECRETS)) == Result(JUNE, Outcome("download_skipped"))


@pytest.mark.parametrize("typed", ["20 июня", "20.06", "20.06.2025"])
def test_the_file_is_read(typed: str) -> None:
    result = call_details.confirm_download(Press(JUNE, {"charge_day": typed}, NOW, SECRETS))
    assert result == Result(JUNE, Outcome("download_confirmed"), {"charge_day": "20.06.2025"})
    wrong = call_details.confirm_download(Press(JUNE, {"charge_day": "5 июня"}, NOW, SECRETS))
    assert wrong == Result(JUNE, Outcome("charge_day_misread", ("charge_day",)))
