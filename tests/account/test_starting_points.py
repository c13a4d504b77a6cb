"""What each walkthrough may count on when it begins."""

from itertools import accumulate

import pytest

from sandbox.account.fees import settle
from sandbox.account.numbers import TRAINING_PREFIX
from sandbox.account.options import NEEDED, OPTIONS, UNASKED
from sandbox.account.passwords import refuse_password
from sandbox.account.simulation import BEGINS_AT
from sandbox.account.starting_points import NUMBER, PASSWORD, STARTING_POINTS, WEAK_PASSWORD
from sandbox.account.state import PersonalData
from sandbox.account.tariffs import TARIFFS
from sandbox.content.rehearsal import PredictableSecrets


@pytest.mark.parametrize(
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
    ],
)
def test_each_start_is_what_its_name_says(start: str, has_password: bool, signed_in: bool) -> None:
    secrets = PredictableSecrets()
    account = STARTING_POINTS[start](secrets)
    assert account.access.signed_in == signed_in
    assert (account.password.hash is not None) == has_password
    published = WEAK_PASSWORD if start == "weak-password" else PASSWORD
    assert not has_password or secrets.password_matches(published, account.password.hash or "")


@pytest.mark.parametrize("start", STARTING_POINTS)
def test_every_start_is_clean(start: str) -> None:
    account = STARTING_POINTS[start](PredictableSecrets())
    assert (account.one_time.code, account.one_time.link, account.password.locked_until) == (None, None, None)
    assert (account.messages, account.one_time.requests, account.password.wrong_entries) == ((), (), 0)
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
