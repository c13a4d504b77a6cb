"""What strangers do by the clock, and what stops them."""

from dataclasses import replace
from datetime import timedelta

from sandbox.account import guests, misfortunes
from sandbox.account.access import Session
from sandbox.account.actions import ACTIONS
from sandbox.account.course import settle
from sandbox.account.misfortunes import STOLEN
from sandbox.account.starting_points import BEGINS_AT, OPENING_BALANCE, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.visits import Guest
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW, DAY, SECOND = BEGINS_AT, timedelta(days=1), timedelta(seconds=1)
SECRETS = PredictableSecrets()
SIGNED_IN = STARTING_POINTS["signed-in"](SECRETS)
LOST = STARTING_POINTS["phone-lost"](SECRETS)


def act(name: str, account: Account, **given: str) -> Account:
    known = {field.name: given.get(field.name, "") for field in ACTIONS[name].fields}
    return ACTIONS[name].rule(Press(account, known, NOW, SECRETS)).state


def kinds(account: Account) -> list[str]:
    return [entry.kind for entry in account.money.history[1:]]


def test_a_phone_that_is_lost_costs_money_day_by_day_until_nothing_is_left() -> None:
    lost = act("lose_phone", SIGNED_IN)
    assert lost.sim.lost
    balances = [settle(lost, NOW + day * DAY - SECOND).money.balance for day in (1, 2, 3, 30)]
    assert balances == [OPENING_BALANCE, OPENING_BALANCE - STOLEN, 0, 0]
    assert kinds(settle(lost, NOW + 30 * DAY)) == ["stolen_calls", "stolen_calls"]


def test_waiting_in_steps_or_at_once_comes_to_the_same() -> None:
    account = LOST
    for hour in range(1, 60):
        account = settle(account, NOW + timedelta(hours=hour))
    assert account == settle(LOST, NOW + timedelta(hours=59))


def test_a_blocked_sim_or_a_new_one_ends_it() -> None:
    blocked = changed(LOST, sim={"blocked": True})
    restored = act("get_new_sim", LOST)
    for account in (blocked, restored):
        assert settle(account, NOW + 30 * DAY).money == account.money
    assert (restored.sim.lost, restored.sim.renewed_at) == (False, NOW)


def test_the_stranger_with_the_phone_asks_for_a_code_in_the_evening() -> None:
    messages = settle(LOST, NOW + misfortunes.CODE_ASKED).messages
    assert [message.kind for message in messages] == ["code"]
    assert len({*messages[0].values["code"]}) > 1, "each digit is drawn by itself"
    assert settle(LOST, NOW + misfortunes.CODE_ASKED).messages == messages, "the same one each time it is looked at"


def test_a_stranger_who_can_is_in_within_a_minute_and_comes_back_every_day() -> None:
    account = misfortunes.breach(SIGNED_IN, NOW)
    assert settle(account, NOW + misfortunes.ENTERS - SECOND) == account
    entered = settle(account, NOW + misfortunes.ENTERS)
    assert entered.access.sessions[-1] == Session("unknown_computer", NOW + misfortunes.ENTERS)
    robbed = settle(account, NOW + timedelta(minutes=1))
    assert [message.kind for message in robbed.messages] == ["new_sign_in", "money_sent"]
    assert robbed.money.balance == OPENING_BALANCE - STOLEN
    assert settle(account, NOW + 2 * DAY).money.balance == 0
    assert len([session for session in settle(account, NOW + 9 * DAY).access.sessions if not session.own]) == 1


@at_once(("done", "taken"), [((), 150_00), (("change",), 150_00), (("end",), 150_00), (("change", "end"), 0)])
def test_only_a_new_password_and_ended_sessions_together_keep_them_out(done: tuple[str, ...], taken: int) -> None:
    account = changed(settle(misfortunes.breach(SIGNED_IN, NOW), NOW + timedelta(minutes=1)), access={"stale": False})
    for each in done:
        name = {"change": "change_password", "end": "end_other_sessions"}[each]
        account = act(name, account, new_password="Тёплый-валенок-35")
    assert account.money.balance - settle(account, NOW + 2 * DAY).money.balance == taken


def test_a_stranger_who_knows_the_password_is_back_at_once_and_that_is_counted() -> None:
    account = settle(misfortunes.breach(SIGNED_IN, NOW), NOW + timedelta(minutes=1))
    back = act("end_other_sessions", account)
    assert back.mishaps.strangers_back == 1


def test_what_strangers_do_and_what_falls_due_come_in_the_order_of_time() -> None:
    with_tariff = STARTING_POINTS["with-tariff"](SECRETS)
    assert with_tariff.services.tariff
    due = with_tariff.services.tariff.next_fee_at
    since = due - 2 * DAY - SECOND
    lost = changed(with_tariff, sim={"lost": True, "lost_since": since, "used_until": since})
    after = settle(lost, due + DAY)
    assert [entry.at for entry in after.money.history] == sorted(entry.at for entry in after.money.history)
    assert after.services.tariff
    assert after.services.tariff.unpaid, "the stranger was there first"


def test_who_comes_first_by_the_clock_comes_first() -> None:
    """A gift that arrives after a theft is not stolen with it."""
    gift = Guest("receipt", genuine=True, at=NOW + DAY + SECOND, kopecks=300_00)
    robbed = misfortunes.breach(SIGNED_IN, NOW)
    rich = settle(guests.invite(robbed, (replace(gift, at=NOW + timedelta(minutes=1)),)), NOW + timedelta(minutes=2))
    assert kinds(rich) == ["sent_to_stranger", "gift"]
    assert rich.money.balance == OPENING_BALANCE - STOLEN + 300_00


def test_nobody_comes_to_a_lost_phone() -> None:
    gift = Guest("receipt", genuine=True, at=NOW + SECOND, kopecks=300_00)
    assert kinds(settle(guests.invite(LOST, (gift,)), NOW + 2 * SECOND)) == []
