"""What each walkthrough may count on when it begins."""

from dataclasses import replace
from datetime import timedelta
from itertools import accumulate

from sandbox.account import course
from sandbox.account.autopay_in_use import use_other_card
from sandbox.account.call_details import lines, look_at_details
from sandbox.account.fees import settle
from sandbox.account.ledger import Entry
from sandbox.account.numbers import TRAINING_PREFIX
from sandbox.account.options import NEEDED, OPTIONS, UNASKED
from sandbox.account.passwords import refuse_password
from sandbox.account.sign_in import enter_password
from sandbox.account.starting_points import BEGINS_AT, NUMBER, PAID_CALL, PASSWORD, STARTING_POINTS, WEAK_PASSWORD
from sandbox.account.state import Account, PersonalData
from sandbox.account.tariffs import TARIFFS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from tests.support.at_once import at_once


@at_once(
    ("start", "has_password", "signed_in"),
    [
        ("new-subscriber", False, False),
        ("registered", True, False),
        ("signed-in", True, True),
        ("weak-password", True, True),
        ("phone-lost", True, False),
        ("with-tariff", True, True),
        ("no-sms", True, False),
        ("with-options", True, True),
        ("locked-out", True, False),
        ("breached", True, True),
        ("autopay-on", True, True),
        ("autopay-refused", True, True),
        ("paid-call", True, True),
    ],
)
def test_each_start_is_what_its_name_says(start: str, has_password: bool, signed_in: bool) -> None:
    secrets = PredictableSecrets()
    account = STARTING_POINTS[start](secrets)
    assert account.access.signed_in == signed_in
    assert (account.password.hash is not None) == has_password
    published = WEAK_PASSWORD if start == "weak-password" else PASSWORD
    assert not has_password or secrets.password_matches(published, account.password.hash or "")


@at_once("start", [start for start in STARTING_POINTS if start != "locked-out"])
def test_every_start_is_clean(start: str) -> None:
    account = STARTING_POINTS[start](PredictableSecrets())
    assert (account.one_time.code, account.one_time.link, account.password.locked_until) == (None, None, None)
    said = ["autopay_refused"] if start == "autopay-refused" else []
    assert [message.kind for message in account.messages] == said
    assert (account.one_time.requests, account.password.wrong_entries) == ((), 0)
    assert account.profile.saved == account.profile.draft == PersonalData()


def test_the_published_number_and_password_keep_the_rules() -> None:
    assert NUMBER.startswith(TRAINING_PREFIX)
    account = STARTING_POINTS["new-subscriber"](PredictableSecrets())
    assert refuse_password(PASSWORD, account) is None
    assert refuse_password(WEAK_PASSWORD, account), "it is weak on purpose"


def test_the_tariff_in_use_is_paid_for_when_a_run_begins() -> None:
    account = STARTING_POINTS["with-tariff"](PredictableSecrets())
    assert account.services.tariff
    assert account.services.tariff.fee == TARIFFS[account.services.tariff.name].fee
    assert account.money.balance == 750_00
    assert account.services.tariff.since < BEGINS_AT < account.services.tariff.next_fee_at
    assert all(entry.at < BEGINS_AT for entry in account.money.history)


def test_the_unasked_subscription_is_on_and_charged_and_the_needed_option_can_be_paid() -> None:
    account = STARTING_POINTS["with-options"](PredictableSecrets())
    assert [option.name for option in account.services.options] == ["spam_shield", "weekend_data", UNASKED]
    assert all(option.fee == OPTIONS[option.name].fee for option in account.services.options)
    assert sum(entry.amount for entry in account.money.history if entry.service == UNASKED) == -OPTIONS[UNASKED].fee
    assert settle(account, BEGINS_AT) == account, "all is paid up to the beginning"
    assert account.money.balance > OPTIONS[NEEDED].fee + sum(service.fee for service in account.services.all)
    assert [entry.at for entry in account.money.history] == sorted(entry.at for entry in account.money.history)
    assert all(balance >= 0 for balance in accumulate(entry.amount for entry in account.money.history))


def start(name: str) -> Account:
    return STARTING_POINTS[name](PredictableSecrets())


@at_once("name", STARTING_POINTS)
def test_nothing_more_has_fallen_due_when_a_run_begins(name: str) -> None:
    assert course.settle(start(name), BEGINS_AT) == start(name)


def test_who_is_locked_out_has_the_right_password_and_can_wait() -> None:
    press = Press(start("locked-out"), {"password": PASSWORD}, BEGINS_AT, PredictableSecrets())
    assert enter_password(press).outcome.name == "sign_in_locked"
    assert enter_password(replace(press, now=BEGINS_AT + timedelta(minutes=5))).outcome.name == "signed_in"


def test_the_stranger_in_a_breached_account_has_taken_money_and_comes_back_for_more() -> None:
    account = start("breached")
    assert [session.kind for session in account.access.sessions] == ["this_browser", "unknown_computer"]
    assert [entry.kind for entry in account.money.history] == ["opening", "sent_to_stranger"]
    assert course.settle(account, BEGINS_AT + timedelta(days=1)).money.balance < account.money.balance


def test_an_autopay_that_is_on_makes_the_next_fee_possible() -> None:
    account = start("autopay-on")
    assert account.services.tariff
    due = account.services.tariff.next_fee_at
    assert account.money.balance < account.services.tariff.fee
    assert not course.settle(account, due).services.tariff.unpaid  # type: ignore[union-attr]
    assert course.settle(account.with_autopay(None), due).services.tariff.unpaid  # type: ignore[union-attr]


def test_an_autopay_that_was_refused_pays_from_another_card_at_once() -> None:
    account = start("autopay-refused")
    assert account.money.autopay
    assert account.money.autopay.failed == "card"
    helped = use_other_card(Press(account, {}, BEGINS_AT, PredictableSecrets())).state
    paid = course.settle(helped, BEGINS_AT)
    assert paid.money.history[-1].kind == "autopay"
    assert paid.money.autopay
    assert paid.money.autopay.failed is None


def test_the_paid_call_is_in_the_history_and_in_the_details() -> None:
    account = start("paid-call")
    assert Entry("outgoing_call", -90_00, PAID_CALL.at) in account.money.history
    details = {"begin": "08.07.2025", "end": "08.07.2025", "details_of": "calls"}
    looked = look_at_details(Press(account, details, BEGINS_AT, PredictableSecrets())).state
    assert PAID_CALL in lines(looked)
    assert (PAID_CALL.volume, PAID_CALL.party) == (360, "0002")
