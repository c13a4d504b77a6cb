"""The records of calls: the same for every run, and such as a real person could leave."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

from sandbox.account.call_records import (
    ASKING_LINE,
    FIRST_DAY,
    HOROSCOPE_LINE,
    LAST_DAY,
    RECORD_KINDS,
    Line,
    records,
)
from sandbox.account.numbers import TRAINING_PREFIX
from sandbox.account.starting_points import BEGINS_AT, CALLS_SEED, NUMBER, STARTING_POINTS, UNASKED_AT
from sandbox.account.tariffs import TARIFFS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.text.russian import MOSCOW
from tests.support.at_once import at_once

RECORDS = records(CALLS_SEED)
JUNE = [line for line in RECORDS if line.at.astimezone(MOSCOW).month == 6]


def test_a_seed_always_makes_the_same_records_and_another_seed_others() -> None:
    records.cache_clear()
    assert records(CALLS_SEED) == RECORDS
    assert records(CALLS_SEED + 1) != RECORDS


def test_records_are_in_order_and_end_before_a_run_begins() -> None:
    moments = [line.at for line in RECORDS]
    assert moments == sorted(moments)
    days = {moment.astimezone(MOSCOW).date() for moment in moments}
    assert (min(days), max(days)) == (FIRST_DAY, LAST_DAY)
    assert len(days) == (LAST_DAY - FIRST_DAY).days + 1, "no day without any"
    assert max(moments) < BEGINS_AT


def test_every_kind_of_record_comes_and_calls_have_a_length() -> None:
    assert {line.kind for line in RECORDS} == set(RECORD_KINDS)
    assert all(bool(line.volume) == bool(line.unit) for line in RECORDS)


def test_no_number_is_a_real_one() -> None:
    parties = {line.party for line in RECORDS if line.party}
    assert NUMBER not in parties
    assert all(party.startswith(TRAINING_PREFIX) and len(party) == 11 for party in parties if len(party) > 4)
    assert {party for party in parties if len(party) <= 4} == {ASKING_LINE, HOROSCOPE_LINE}


@at_once("seed", [CALLS_SEED, 1, 2, 3])
def test_nobody_talks_twice_at_a_time_or_at_night(seed: int) -> None:
    calls = [line for line in records(seed) if line.unit == "seconds"]
    for earlier, later in pairwise(calls):
        assert earlier.at + timedelta(seconds=earlier.volume) <= later.at
    assert all(9 <= line.at.astimezone(MOSCOW).hour <= 21 for line in calls)


def test_june_is_a_month_of_a_plausible_person_whose_tariff_holds_out() -> None:
    kinds = Counter(line.kind for line in JUNE)
    assert 30 <= kinds["outgoing_call"] <= 60
    assert 20 <= kinds["incoming_call"] <= 60
    assert 5 <= kinds["outgoing_message"] <= 20
    included = [line for line in JUNE if line.kind == "outgoing_call" and not line.amount]
    assert sum(-(-line.volume // 60) for line in included) <= TARIFFS["small"].minutes
    workdays = [line for line in JUNE if line.kind == "internet" and line.at.astimezone(MOSCOW).weekday() < 5]
    assert sum(line.volume for line in workdays) <= TARIFFS["small"].gigabytes * 1024, "weekends have their option"


def test_what_costs_money_is_few_and_whole_kopecks_of_a_price() -> None:
    paid = [line for line in RECORDS if line.amount]
    assert 5 <= len(paid) <= len(RECORDS) / 5
    for line in paid:
        assert line.amount == (-12_00 * -(-line.volume // 60) if line.party == ASKING_LINE else -2_50), line


def test_the_unasked_subscription_sends_its_sms_from_the_day_after_it_was_turned_on() -> None:
    sent = [line.at for line in RECORDS if line.party == HOROSCOPE_LINE]
    assert timedelta(0) < min(sent) - UNASKED_AT < timedelta(days=1)
    assert len(sent) == (LAST_DAY - UNASKED_AT.date()).days


def test_what_the_records_cost_stands_in_the_history_once() -> None:
    account = STARTING_POINTS["with-options"](PredictableSecrets())
    booked = [Line(entry.kind, entry.at, entry.amount) for entry in account.money.history if entry.kind in RECORD_KINDS]
    assert booked == [Line(line.kind, line.at, line.amount) for line in RECORDS if line.amount]
