"""Autopay: set up within limits, and paying when it should, from what the card has, and no more than it may."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Literal

import pytest

from sandbox.account.actions import ACTIONS
from sandbox.account.autopayments import next_payday
from sandbox.account.fees import begin_subscription, settle
from sandbox.account.ledger import CARD_BALANCE, Autopay, Entry
from sandbox.account.messages import MESSAGE_DELIVERY
from sandbox.account.moments import add_month
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.waits import waits
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
JUNE, JULY, AUGUST = (NOW.replace(month=month) for month in (6, 7, 8))
JUNE_1, JUNE_15 = datetime(2026, 6, 1, 6, tzinfo=UTC), datetime(2026, 6, 15, 6, tzinfo=UTC)
SECOND = timedelta(seconds=1)
SECRETS = PredictableSecrets()
START = STARTING_POINTS["with-tariff"](SECRETS)
BELOW_300 = Autopay("threshold", threshold=300_00, amount=500_00, monthly_limit=1_000_00, on=True)
OUT_OF_LIMITS = Outcome("threshold_out_of_limits", ("threshold",), {"least": 100_00, "most": 1_000_00})
ON_THE_FIRST = Autopay("day_1", amount=500_00, monthly_limit=1_000_00, on=True, next_at=JUNE_1)


def act(name: str, account: Account, given: Mapping[str, str] | None = None, now: datetime = NOW) -> Result[Account]:
    return ACTIONS[name].rule(Press(account, given or {}, now, SECRETS))


def find(account: Account, day: str = "14 июня") -> Outcome:
    return act("find_autopay", account, {"autopay_day": day}).outcome


def choose(kind: str, threshold: str = "", account: Account = START) -> Result[Account]:
    return act("choose_autopay", account, {"autopay_kind": kind, "threshold": threshold})


def set_sums(amount: str, limit: str) -> Result[Account]:
    chosen = choose("threshold", "300").state
    return act("set_autopay_sums", chosen, {"autopay_sum": amount, "monthly_limit": limit})


def having(kopecks: int, autopay: Autopay, fee: int = 550_00, card: int = CARD_BALANCE) -> Account:
    """A subscriber whose fee falls due on the 14th of each month, next in June."""
    return changed(
        START,
        money={"history": (Entry("opening", kopecks, NOW),), "autopay": autopay, "card_balance": card},
        services={"tariff": begin_subscription("large", fee, NOW)},
    )


def lines(account: Account) -> list[tuple[str, int, datetime]]:
    return [(entry.kind, entry.amount, entry.at) for entry in account.money.history[1:]]


def sms(account: Account) -> list[str]:
    return [message.kind for message in account.messages]


def test_what_is_set_up_pays_only_once_confirmed() -> None:
    chosen = choose("threshold", "1 000", having(750_00, BELOW_300))
    assert chosen.kept == {"autopay_kind": "threshold", "threshold": "1 000"}
    given = {"autopay_sum": "500", "monthly_limit": "1 000 ₽"}
    ready = act("set_autopay_sums", chosen.state, given)
    assert (ready.outcome.name, ready.kept) == ("autopay_sums_set", {"autopay_sum": "500", "monthly_limit": "1 000"})
    assert settle(ready.state, NOW) == ready.state
    on = act("agree_to_autopay", ready.state, {"most_a_month": "1 000"})
    assert on.outcome == Outcome("autopay_turned_on")
    assert settle(on.state, NOW).money.balance == 1_250_00


@at_once(
    ("kind", "threshold", "outcome"),
    [
        ("", "300", Outcome("autopay_kind_not_chosen")),
        ("day_31", "", Outcome("autopay_kind_not_chosen")),
        ("threshold", "", Outcome("sum_missing", ("threshold",))),
        ("threshold", "99,99", OUT_OF_LIMITS),
        ("threshold", "1000,01", OUT_OF_LIMITS),
    ],
)
def test_a_choice_that_cannot_be_made_changes_nothing(kind: str, threshold: str, outcome: Outcome) -> None:
    refused = choose(kind, threshold)
    assert (refused.state, refused.outcome) == (START, outcome)


def test_a_threshold_does_not_matter_where_a_day_decides() -> None:
    chosen = choose("day_15", "сколько-нибудь")
    assert (chosen.outcome.name, chosen.kept) == ("autopay_kind_chosen", {"autopay_kind": "day_15"})


@at_once(
    ("amount", "limit", "outcome"),
    [
        ("", "1000", Outcome("sum_missing", ("autopay_sum",))),
        ("500", "много", Outcome("sum_malformed", ("monthly_limit",))),
        ("99", "1000", Outcome("autopay_sum_too_small", ("autopay_sum",), {"least": 100_00})),
        ("5001", "9000", Outcome("autopay_sum_too_large", ("autopay_sum",), {"most": 5_000_00})),
        ("500", "499,99", Outcome("monthly_limit_too_small", ("monthly_limit",), {"least": 500_00})),
        ("500", "15001", Outcome("monthly_limit_too_large", ("monthly_limit",), {"most": 15_000_00})),
    ],
)
def test_sums_out_of_limits_are_refused_at_their_field(amount: str, limit: str, outcome: Outcome) -> None:
    refused = set_sums(amount, limit)
    assert (refused.state, refused.outcome) == (choose("threshold", "300").state, outcome)


@at_once(
    ("amount", "limit", "kept"),
    [
        ("10", "1 000", {"monthly_limit": "1 000"}),
        ("500", "300", {"autopay_sum": "500"}),
        ("500", "79161234567", {"autopay_sum": "500"}),
        ("10", "100 000", {}),
    ],
)
def test_of_two_sums_the_right_one_stays_and_the_refused_one_does_not(
    amount: str, limit: str, kept: dict[str, str]
) -> None:
    assert set_sums(amount, limit).kept == kept


def test_a_right_threshold_stays_when_nothing_was_chosen() -> None:
    assert choose("", "300").kept == {"threshold": "300"}
    assert choose("", "50 000").kept == {}


@pytest.mark.parametrize(("amount", "limit"), [("100", "100"), ("5000", "15000")])
def test_the_limits_themselves_are_within_limits(amount: str, limit: str) -> None:
    assert set_sums(amount, limit).outcome.name == "autopay_sums_set"


def test_nothing_can_be_confirmed_that_was_not_set_up() -> None:
    refused = Outcome("autopay_kind_not_chosen")
    assert act("agree_to_autopay", START).outcome == refused
    assert act("agree_to_autopay", choose("day_1").state).outcome == refused
    assert act("set_autopay_sums", START, {"autopay_sum": "500", "monthly_limit": "500"}).outcome == refused


@at_once(
    ("after", "kind", "moment"),
    [
        (NOW, "day_15", datetime(2026, 5, 15, 6, tzinfo=UTC)),
        (NOW, "day_1", JUNE_1),
        (JUNE_1 - SECOND, "day_1", JUNE_1),
        (JUNE_1, "day_1", datetime(2026, 7, 1, 6, tzinfo=UTC)),
        (datetime(2026, 5, 31, 22, tzinfo=UTC), "day_1", JUNE_1),
        (datetime(2026, 6, 30, 22, tzinfo=UTC), "day_15", datetime(2026, 7, 15, 6, tzinfo=UTC)),
        (datetime(2026, 12, 20, tzinfo=UTC), "day_15", datetime(2027, 1, 15, 6, tzinfo=UTC)),
    ],
)
def test_the_next_payday_is_always_ahead(after: datetime, kind: str, moment: datetime) -> None:
    assert next_payday(kind, after) == moment


def test_a_charge_that_leaves_less_than_the_threshold_is_followed_by_a_payment() -> None:
    account = having(750_00, BELOW_300)
    assert settle(account, JUNE - SECOND) == account
    settled = settle(account, JUNE)
    assert lines(settled) == [("tariff_fee", -550_00, JUNE), ("autopay", 500_00, JUNE)]
    assert settled.money.card_balance == CARD_BALANCE - 500_00
    assert sms(settled) == ["fee_charged", "autopay_paid"]
    assert settle(settled, JUNE) == settled


def test_a_balance_at_the_threshold_is_not_below_it() -> None:
    assert lines(settle(having(850_00, BELOW_300), JUNE)) == [("tariff_fee", -550_00, JUNE)]


def test_it_pays_again_until_the_threshold_is_reached() -> None:
    small = replace(BELOW_300, amount=100_00)
    assert settle(having(150_00, small), NOW).money.balance == 350_00


def test_it_pays_before_a_fee_if_that_helps_and_only_then() -> None:
    helped = settle(having(400_00, BELOW_300), JUNE)
    assert lines(helped)[:2] == [("autopay", 500_00, JUNE), ("tariff_fee", -550_00, JUNE)]
    too_little = settle(having(400_00, replace(BELOW_300, amount=100_00)), JUNE)
    assert lines(too_little) == []
    assert sms(too_little) == ["fee_unpaid"]


def test_it_pays_before_a_fee_that_takes_the_last_kopeck() -> None:
    settled = settle(having(50_00, BELOW_300, fee=550_00), JUNE)
    assert lines(settled)[:2] == [("autopay", 500_00, JUNE), ("tariff_fee", -550_00, JUNE)]
    assert "fee_unpaid" not in sms(settled)


def test_the_limit_of_a_month_holds_and_a_new_month_lifts_it() -> None:
    tight = replace(BELOW_300, amount=100_00, monthly_limit=100_00)
    account = settle(having(50_00, tight, fee=60_00), NOW)
    assert (account.money.balance, sms(account)) == (150_00, ["autopay_paid", "autopay_over_limit"])
    later = settle(account, JUNE)
    assert lines(later)[1:] == [("tariff_fee", -60_00, JUNE), ("autopay", 100_00, JUNE)]
    assert settle(account, NOW + SECOND) == account, "the same reason is told once"


def test_the_month_of_the_limit_begins_at_midnight_in_moscow() -> None:
    july = datetime(2026, 7, 31, 12, tzinfo=UTC)
    tight = replace(BELOW_300, amount=100_00, monthly_limit=100_00)
    account = settle(changed(having(100_00, tight), services={"tariff": None}), july)
    midnight = datetime(2026, 7, 31, 21, tzinfo=UTC)
    assert [settle(account, at).money.balance for at in (midnight - SECOND, midnight)] == [200_00, 300_00]


def test_a_schedule_pays_on_its_day_each_month_and_in_the_order_of_time() -> None:
    settled = settle(having(750_00, ON_THE_FIRST), JULY)
    july_1 = add_month(JUNE_1)
    assert lines(settled) == [
        ("autopay", 500_00, JUNE_1),
        ("tariff_fee", -550_00, JUNE),
        ("autopay", 500_00, july_1),
        ("tariff_fee", -550_00, JULY),
    ]
    assert settle(settle(having(750_00, ON_THE_FIRST), JUNE_1), JULY) == settled


def test_a_schedule_does_not_look_at_the_balance() -> None:
    assert lines(settle(having(10_000_00, ON_THE_FIRST), JUNE_1)) == [("autopay", 500_00, JUNE_1)]
    assert lines(settle(having(100_00, ON_THE_FIRST), JUNE_1 - SECOND)) == []


def test_a_payment_by_schedule_sets_a_stopped_service_going_from_that_day() -> None:
    settled = settle(having(100_00, replace(ON_THE_FIRST, next_at=JUNE_15)), JUNE_15)
    assert lines(settled) == [("autopay", 500_00, JUNE_15), ("tariff_fee", -550_00, JUNE_15)]


@pytest.mark.parametrize("autopay", [BELOW_300, replace(ON_THE_FIRST, next_at=JUNE)], ids=["threshold", "schedule"])
def test_a_card_without_money_refuses_and_the_service_may_stop(autopay: Autopay) -> None:
    account = settle(having(600_00, autopay, card=499_99), JUNE)
    assert (account.money.balance, account.money.card_balance) == (50_00, 499_99)
    assert sorted(sms(account)) == ["autopay_refused", "fee_charged"]
    assert find(account) == Outcome("autopay_refused")
    stopped = settle(account, JULY)
    assert stopped.services.tariff
    assert stopped.services.tariff.unpaid
    assert find(stopped) == Outcome("autopay_did_not_help")


def test_another_card_makes_up_for_what_was_refused() -> None:
    stopped = settle(having(600_00, BELOW_300, card=0), JULY)
    replaced = act("use_other_card", stopped)
    assert replaced.outcome == Outcome("card_replaced")
    settled = settle(replaced.state, AUGUST - SECOND)
    assert settled.services.tariff
    assert not settled.services.tariff.unpaid
    assert settled.money.balance >= 300_00
    assert find(settled, "14 августа") == Outcome("autopay_found")


def test_a_payment_is_found_only_when_there_is_one() -> None:
    account = having(750_00, BELOW_300)
    assert find(account) == Outcome("autopay_not_fired_yet")
    assert find(settle(account, JUNE)) == Outcome("autopay_found")


def test_a_payment_on_former_terms_is_not_the_one_looked_for() -> None:
    account = settle(having(750_00, BELOW_300), JUNE)
    day = act("choose_autopay", account, {"autopay_kind": "day_1", "threshold": ""}).state
    ready = act("set_autopay_sums", day, {"autopay_sum": "500", "monthly_limit": "1000"}).state
    changed = act("agree_to_autopay", ready, {"most_a_month": "1000"}, now=JUNE + SECOND).state
    assert find(changed) == Outcome("autopay_not_fired_yet")
    assert find(settle(changed, JULY), "1 июля") == Outcome("autopay_found")


def test_it_sets_a_stopped_service_going_if_that_helps() -> None:
    """Or whoever changes the terms with 300 ₽ left, below the fee and not below the threshold, would be stuck."""
    stopped = settle(changed(having(350_00, BELOW_300), money={"autopay": None}), JUNE)
    settled = settle(changed(stopped, money={"autopay": BELOW_300}), JULY)
    assert lines(settled)[:2] == [("autopay", 500_00, JULY), ("tariff_fee", -550_00, JULY)]
    too_little = changed(stopped, money={"autopay": replace(BELOW_300, amount=100_00)})
    assert settle(too_little, JULY) == too_little


def test_a_payment_made_at_once_is_found() -> None:
    chosen = choose("threshold", "1 000", having(750_00, BELOW_300)).state
    ready = act("set_autopay_sums", chosen, {"autopay_sum": "500", "monthly_limit": "1000"}).state
    on = act("agree_to_autopay", ready, {"most_a_month": "1000"}).state
    assert find(settle(on, NOW), "14 мая") == Outcome("autopay_found")


def test_what_is_turned_off_pays_no_more_and_what_is_kept_does() -> None:
    account = having(750_00, BELOW_300)
    off = act("end_autopay", account, {"autopay_end": "turn_off"})
    assert (off.outcome, off.kept) == (Outcome("autopay_turned_off"), {"autopay_end": "turn_off"})
    assert lines(settle(off.state, JUNE)) == [("tariff_fee", -550_00, JUNE)]
    kept = act("end_autopay", account, {"autopay_end": "keep"})
    assert kept == Result(account, Outcome("autopay_kept"), {"autopay_end": "keep"})
    assert act("end_autopay", account, {"autopay_end": ""}) == Result(account, Outcome("autopay_end_not_chosen"))
    assert act("change_autopay", account).state == account


def test_an_emptied_card_is_empty() -> None:
    assert act("spend_card_money", START).state.money.card_balance == 0


def test_the_lever_leads_to_the_payday_and_there_is_none_for_a_threshold() -> None:
    account = having(750_00, ON_THE_FIRST)
    assert waits(account, NOW)["next_autopay"] == JUNE_1 + MESSAGE_DELIVERY
    assert waits(settle(account, JUNE_1), JUNE_1)["next_autopay"] == add_month(JUNE_1) + MESSAGE_DELIVERY
    assert "next_autopay" not in waits(having(750_00, BELOW_300), NOW)


@pytest.mark.parametrize("reason", ["card", "limit"])
def test_a_payment_forgets_why_the_last_one_failed(reason: Literal["card", "limit"]) -> None:
    settled = settle(having(200_00, replace(BELOW_300, failed=reason)), NOW)
    assert settled.money.autopay == BELOW_300
