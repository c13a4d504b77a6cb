"""A life goes on for as long as one likes, and its history stays short and its balance right."""

from datetime import timedelta

import msgspec

from sandbox.account.access import ResetLink
from sandbox.account.actions import ACTIONS
from sandbox.account.course import settle
from sandbox.account.folding import MOST_LINES, MOST_MESSAGES, fold
from sandbox.account.guests import SUBJECTS, draw, invite
from sandbox.account.messages import Message
from sandbox.account.moments import add_month
from sandbox.account.starting_points import BEGINS_AT, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.visits import Guest
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from tests.support.accounts import changed

SECRETS = PredictableSecrets()
START = STARTING_POINTS["with-options"](SECRETS)


def test_what_still_has_details_stays_as_it_is() -> None:
    assert fold(START, BEGINS_AT) == START


def test_years_go_by_and_the_balance_stays_the_sum_of_a_short_history() -> None:
    account, unfolded, now = START, START, BEGINS_AT
    for _ in range(40):
        now = add_month(now)
        account, unfolded = (_with_money(settle(each, now)) for each in (account, unfolded))
        account = fold(account, now)
        assert len(account.money.history) <= MOST_LINES
        assert account.money.balance == unfolded.money.balance
        assert [entry.kind for entry in account.money.history].count("opening") <= 1
    assert account.money.history[0].kind == "opening"
    assert all(add_month(entry.at, 7) >= now for entry in account.money.history[1:])


def test_many_payments_in_one_day_are_folded_too() -> None:
    account, paid = START, 0
    for number in range(200):
        before = account.money.balance
        account = fold(_with_money(account, number), BEGINS_AT + timedelta(seconds=number))
        paid += account.money.balance - before
        assert len(account.money.history) <= MOST_LINES
    assert paid == 200 * 500_00
    assert account.money.history[-1].kind == "training_money", "the newest lines stay"


def _with_money(account: Account, seconds: int = 0) -> Account:
    now = BEGINS_AT + timedelta(seconds=seconds)
    if account.money.history and account.money.history[-1].at > now:
        now = account.money.history[-1].at
    return ACTIONS["add_training_money"].rule(Press(account, {}, now, SECRETS)).state


def test_a_life_that_is_full_in_every_way_leaves_room_in_its_run() -> None:
    """What the learner can go back to comes on top of it: 4 kilobytes."""
    now = BEGINS_AT
    drawn = draw(tuple(SUBJECTS), 8, now, "full")
    account = invite(STARTING_POINTS["paid-call"](SECRETS), drawn)
    for number in range(120):
        account = fold(_with_money(account, number), now)
    codes = tuple(f"{number:06}" for number in range(30))
    messages = tuple(
        Message("tariff_changed", now, {"tariff": "medium", "sum": "35000", "day": now.isoformat()}) for _ in codes
    )
    full = changed(
        account, messages=messages, one_time={"used": codes, "withdrawn": codes, "link": ResetLink("x" * 22, now)}
    )
    full = fold(full, now)
    assert (len(full.money.history), len(full.messages), len(full.visits.guests)) == (MOST_LINES, MOST_MESSAGES, 8)
    assert len(msgspec.json.encode(full)) < 11_500


def test_the_newest_sms_stay_and_what_is_said_of_their_codes() -> None:
    codes = tuple(f"{number:06}" for number in range(30))
    messages = tuple(Message("code", BEGINS_AT, {"code": code}) for code in codes)
    account = fold(changed(START, messages=messages, one_time={"used": codes, "withdrawn": codes[:12]}), BEGINS_AT)
    assert account.messages == messages[-MOST_MESSAGES:]
    assert (account.one_time.used, account.one_time.withdrawn) == (codes[10:], codes[10:12])


def test_guests_that_wait_stay_and_of_the_others_the_newest() -> None:
    done = [Guest("call", genuine=True, at=BEGINS_AT + timedelta(n), came=True, answer="hung_up") for n in range(20)]
    waiting = Guest("receipt", genuine=True, at=BEGINS_AT, came=True)
    account = fold(invite(START, (waiting, *done)), BEGINS_AT)
    assert account.visits.guests == (waiting, *done[-8:])
