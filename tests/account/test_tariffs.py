"""Changing the tariff: once a month, paid at once, and refused before any money moves."""

from datetime import UTC, datetime, timedelta

from sandbox.account import tariffs
from sandbox.account.fees import begin_subscription, settle
from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.account.moments import add_month, day_of
from sandbox.account.period import write_date
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.sums import write_sum
from sandbox.account.tariffs import NEEDED, TARIFFS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
NEXT = add_month(NOW)
NEXT_DAY = write_date(day_of(NEXT))
SECRETS = PredictableSecrets()
START = STARTING_POINTS["with-tariff"](SECRETS)
RICH = changed(START, money={"history": (Entry("opening", 5_000_00, NOW),)})


def change(name: str, account: Account = START, now: datetime = NOW) -> Result[Account]:
    return tariffs.change_tariff(Press(account, {"tariff": name}, now, SECRETS))


def go_back(account: Account, now: datetime) -> Result[Account]:
    return tariffs.return_tariff(Press(account, {}, now, SECRETS))


def test_a_change_is_paid_at_once_and_the_next_fee_is_a_month_later() -> None:
    result = change("medium")
    account = result.state
    assert (result.outcome, result.kept) == (
        Outcome("tariff_changed", values={"charged": 350_00}),
        {"tariff": "medium"},
    )
    assert account.money.history[-1] == Entry("tariff_fee", -350_00, NOW)
    assert account.money.balance == START.money.balance - 350_00
    assert account.services.tariff
    assert (account.services.tariff.name, account.services.tariff.fee, account.services.tariff.next_fee_at) == (
        "medium",
        350_00,
        NEXT,
    )
    values = {"tariff": "medium", "sum": "35000", "day": NEXT.isoformat()}
    assert account.messages == (Message("tariff_changed", NOW, values),)


@at_once(
    ("name", "outcome"),
    [
        ("", Outcome("tariff_not_chosen")),
        ("golden", Outcome("tariff_not_chosen")),
        ("large", Outcome("tariff_already_yours")),
        ("full", Outcome("tariff_too_expensive", values={"missing": 150_00})),
        ("small", Outcome("other_tariff_chosen")),
    ],
)
def test_a_refusal_changes_nothing(name: str, outcome: Outcome) -> None:
    assert change(name) == Result(START, outcome)


def test_a_tariff_that_costs_more_than_need_be_is_not_taken_either() -> None:
    assert change("full", RICH) == Result(RICH, Outcome("other_tariff_chosen"))


def test_after_a_tariff_that_does_not_fit_the_right_one_can_be_taken_at_once() -> None:
    assert change(NEEDED, change("small").state).outcome.name == "tariff_changed"


def test_the_needed_tariff_is_the_cheapest_that_has_enough() -> None:
    enough = {name: each.fee for name, each in TARIFFS.items() if each.minutes >= 300 and each.gigabytes >= 5}
    assert min(enough, key=lambda name: enough[name]) == NEEDED


def test_the_last_kopeck_is_enough() -> None:
    account = changed(START, money={"history": (Entry("opening", 350_00, NOW),)})
    assert change(NEEDED, account).state.money.balance == 0


def test_a_second_change_waits_for_a_month() -> None:
    started = changed(RICH, services={"tariff": begin_subscription("large", 550_00, NOW)})
    assert change(NEEDED, started, NEXT - timedelta(seconds=1)) == Result(started, Outcome("tariff_changed_recently"))
    assert change(NEEDED, started, NEXT).outcome.name == "tariff_changed"


def test_going_back_is_a_change_like_any_other() -> None:
    account = change("medium", RICH).state
    assert go_back(account, NOW).outcome == Outcome("tariff_changed_recently")
    returned = go_back(account, NEXT)
    assert returned.outcome == Outcome("tariff_changed", values={"charged": 550_00})
    assert returned.state.services.tariff
    assert (returned.state.services.tariff.name, returned.state.services.former_tariff) == ("large", "medium")
    assert returned.kept == {}, "there is no field that it could be shown in"


def test_there_is_nothing_to_go_back_to_at_first() -> None:
    assert go_back(START, NOW).outcome == Outcome("tariff_already_yours")
    assert go_back(STARTING_POINTS["new-subscriber"](SECRETS), NOW).outcome == Outcome("tariff_not_chosen")


def test_a_change_is_checked_against_its_sms() -> None:
    account = change("medium").state
    early = tariffs.check_tariff(Press(account, {"next_fee_day": NEXT_DAY}, NOW, SECRETS))
    assert early == Result(account, Outcome("message_on_the_way", values={"arrives_in": 5}))
    arrives = account.messages[-1].arrives_at
    right = tariffs.check_tariff(Press(account, {"next_fee_day": NEXT_DAY}, arrives, SECRETS))
    assert right == Result(account, Outcome("tariff_checked"), {"next_fee_day": NEXT_DAY})
    wrong = tariffs.check_tariff(Press(account, {"next_fee_day": write_date(day_of(NOW))}, arrives, SECRETS))
    assert wrong == Result(account, Outcome("next_fee_day_misread", ("next_fee_day",)))


def test_whoever_has_no_tariff_has_no_fee_to_find() -> None:
    nobody = STARTING_POINTS["new-subscriber"](SECRETS)
    found = tariffs.check_tariff(Press(nobody, {"next_fee_day": NEXT_DAY}, NOW, SECRETS))
    assert found == Result(nobody, Outcome("next_fee_day_misread", ("next_fee_day",)))


def test_the_tariffs_differ_and_cost_more_for_more() -> None:
    for smaller, larger in zip(list(TARIFFS.values()), list(TARIFFS.values())[1:], strict=False):
        assert (smaller.fee, smaller.minutes, smaller.gigabytes) < (larger.fee, larger.minutes, larger.gigabytes)
        assert smaller.gigabytes < larger.gigabytes


def test_the_next_fee_is_found_only_when_its_day_has_come() -> None:
    account = change("medium").state
    charged = settle(account, NEXT)
    left = {"balance": write_sum(charged.money.balance)}
    early = tariffs.find_fee(Press(settle(account, NEXT - timedelta(seconds=1)), left, NEXT, SECRETS))
    assert early.outcome == Outcome("fee_not_charged_yet")
    assert tariffs.find_fee(Press(charged, left, NEXT, SECRETS)) == Result(charged, Outcome("fee_found"), left)
    wrong = tariffs.find_fee(Press(charged, {"balance": "350"}, NEXT, SECRETS))
    assert wrong.outcome == Outcome("balance_misread", ("balance",))
