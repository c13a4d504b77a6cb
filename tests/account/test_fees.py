"""Monthly fees: each falls due once, on its day, and none takes the balance below zero."""

from datetime import UTC, datetime, timedelta

from sandbox.account import money
from sandbox.account.fees import begin_subscription, settle
from sandbox.account.ledger import THRESHOLD, Autopay, Entry, Subscription
from sandbox.account.messages import Message
from sandbox.account.moments import add_month
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from tests.support.accounts import changed

NOW = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
JUNE, JULY, AUGUST = (NOW.replace(month=month) for month in (6, 7, 8))
SECOND = timedelta(seconds=1)
SECRETS = PredictableSecrets()


def with_money(kopecks: int, fee: int = 200_00) -> Account:
    return changed(
        STARTING_POINTS["signed-in"](SECRETS),
        money={"history": (Entry("opening", kopecks, NOW),)},
        services={"tariff": begin_subscription("small", fee, NOW)},
    )


def test_without_a_tariff_nothing_is_charged() -> None:
    account = STARTING_POINTS["signed-in"](SECRETS)
    assert settle(account, AUGUST) == account


def test_a_fee_is_charged_on_its_day_and_not_a_second_before() -> None:
    account = with_money(500_00)
    assert settle(account, JUNE - SECOND) == account
    settled = settle(account, JUNE)
    assert settled.money.history[-1] == Entry("tariff_fee", -200_00, JUNE)
    assert settled.messages == (Message("fee_charged", JUNE, {"sum": "20000"}),)
    assert settled.services.tariff
    assert settled.services.tariff.next_fee_at == JULY


def test_to_settle_twice_is_to_settle_once() -> None:
    settled = settle(with_money(500_00), JUNE)
    assert settle(settled, JUNE) == settled


def test_a_long_wait_charges_each_month_on_its_own_day() -> None:
    settled = settle(with_money(1_000_00), AUGUST)
    assert [entry.at for entry in settled.money.history[1:]] == [JUNE, JULY, AUGUST]
    assert settled.money.balance == 400_00
    step_by_step = settle(settle(settle(with_money(1_000_00), JUNE), JULY), AUGUST)
    assert step_by_step == settled


def test_a_service_begun_on_the_31st_is_charged_on_the_last_day_of_each_month() -> None:
    january = datetime(2026, 1, 31, 9, tzinfo=UTC)
    account = changed(with_money(1_000_00), services={"tariff": begin_subscription("small", 200_00, january)})
    settled = settle(account, datetime(2026, 5, 31, 9, tzinfo=UTC))
    assert [(entry.at.month, entry.at.day) for entry in settled.money.history[1:]] == [
        (2, 28),
        (3, 31),
        (4, 30),
        (5, 31),
    ]


def test_the_months_of_a_service_that_went_on_count_from_that_day() -> None:
    january, may = datetime(2026, 1, 31, 9, tzinfo=UTC), datetime(2026, 5, 20, 9, tzinfo=UTC)
    account = changed(with_money(0), services={"tariff": begin_subscription("small", 200_00, january)})
    paid = money.top_up(Press(settle(account, may), {"sum": "1000"}, may, SECRETS)).state
    settled = settle(settle(paid, may), datetime(2026, 7, 20, 9, tzinfo=UTC))
    fees = [entry.at for entry in settled.money.history if entry.kind == "tariff_fee"]
    assert [(at.month, at.day) for at in fees] == [(5, 20), (6, 20), (7, 20)]


def test_the_last_kopeck_pays() -> None:
    settled = settle(with_money(200_00), JUNE)
    assert settled.money.balance == 0
    assert settled.services.tariff
    assert not settled.services.tariff.unpaid


def test_what_the_balance_cannot_bear_stops_the_service_and_says_so_once() -> None:
    settled = settle(with_money(199_99), AUGUST)
    assert settled.money.balance == 199_99
    assert settled.services.tariff
    assert settled.services.tariff.unpaid
    assert settled.messages == (Message("fee_unpaid", JUNE, {"sum": "20000"}),)
    assert settle(settled, AUGUST + SECOND) == settled


def test_after_a_top_up_the_service_goes_on_from_that_day() -> None:
    stopped = settle(with_money(0), JULY)
    paid = money.top_up(Press(stopped, {"sum": "300"}, AUGUST, SECRETS)).state
    settled = settle(paid, AUGUST)
    assert settled.money.balance == 100_00
    assert settled.money.history[-1] == Entry("tariff_fee", -200_00, AUGUST)
    assert settled.services.tariff
    assert (settled.services.tariff.unpaid, settled.services.tariff.next_fee_at) == (False, add_month(AUGUST))


def test_fees_are_charged_in_the_order_of_their_days() -> None:
    option = begin_subscription("ringtone", 60_00, NOW - timedelta(days=10))
    later = begin_subscription("more_data", 100_00, NOW + timedelta(days=3))
    free = begin_subscription("spam_shield", 0, NOW)
    account = changed(with_money(1_000_00), services={"options": (later, option, free)})
    settled = settle(account, JULY)
    assert [(entry.kind, entry.service, entry.at) for entry in settled.money.history[1:]] == [
        ("option_fee", "ringtone", option.next_fee_at),
        ("tariff_fee", "", JUNE),
        ("option_fee", "more_data", later.next_fee_at),
        ("option_fee", "ringtone", add_month(option.next_fee_at)),
        ("tariff_fee", "", JULY),
    ]
    assert settled.messages[0] == Message("option_charged", option.next_fee_at, {"option": "ringtone", "sum": "6000"})
    step_by_step = settle(settle(settle(account, option.next_fee_at), JUNE), JULY)
    assert step_by_step == settled


def test_a_fee_that_the_balance_cannot_bear_stops_its_own_service_alone() -> None:
    option = begin_subscription("ringtone", 60_00, NOW + timedelta(days=1))
    settled = settle(changed(with_money(100_00), services={"options": (option,)}), JUNE + timedelta(days=2))
    assert settled.services.tariff
    assert settled.services.tariff.unpaid
    assert [each.unpaid for each in settled.services.options] == [False]
    assert settled.money.balance == 40_00


def test_an_option_without_money_stands_still_says_so_once_and_goes_on_when_the_money_comes() -> None:
    option = begin_subscription("ringtone", 60_00, NOW)
    stopped = settle(changed(with_money(10_00), services={"tariff": None, "options": (option,)}), AUGUST)
    assert [each.unpaid for each in stopped.services.options] == [True]
    assert stopped.messages == (Message("option_unpaid", JUNE, {"option": "ringtone", "sum": "6000"}),)
    came = AUGUST + timedelta(days=2)
    paid = money.top_up(Press(stopped, {"sum": "100"}, came, SECRETS)).state
    settled = settle(paid, came + timedelta(days=5))
    assert settled.money.history[-1] == Entry("option_fee", -60_00, came, "ringtone"), "the day that the money came"
    assert [(each.unpaid, each.next_fee_at) for each in settled.services.options] == [(False, add_month(came))]


def test_autopay_pays_for_an_option_too() -> None:
    june = JUNE + timedelta(days=3)
    account = changed(
        with_money(150_00, fee=100_00),
        services={"options": (Subscription("night_data", 120_00, since=NOW, next_fee_at=june),)},
        money={"autopay": Autopay(THRESHOLD, threshold=40_00, amount=300_00, monthly_limit=1_000_00, on=True)},
    )
    settled = settle(account, june)
    assert [(entry.kind, entry.at) for entry in settled.money.history[1:]] == [
        ("tariff_fee", JUNE),
        ("autopay", june),
        ("option_fee", june),
    ]
