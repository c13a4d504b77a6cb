"""What keeps an SMS away: one thing behind the other, each with its own remedy."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import codes, delivery
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.waits import waits
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
NO_SMS = STARTING_POINTS["no-sms"](SECRETS)
REGISTERED = STARTING_POINTS["registered"](SECRETS)


def remedy(name: str, account: Account, now: datetime = NOW) -> Result[Account]:
    return delivery.remove_obstacle(Press(account, {"remedy": name}, now, SECRETS))


def ask(account: Account, now: datetime = NOW) -> str:
    return codes.resend_code(Press(account, {}, now, SECRETS)).outcome.name


def test_an_ordinary_account_gets_its_sms() -> None:
    assert delivery.obstacle(REGISTERED.sim, NOW) is None
    assert ask(REGISTERED) == "code_resent"


def test_obstacles_show_one_behind_the_other_and_only_the_last_remedy_brings_the_code() -> None:
    account, told = NO_SMS, []
    for name in delivery.REMEDIES:
        assert ask(account) == "sms_not_delivered"
        result = remedy(name, account)
        account = result.state
        told.append((result.outcome.name, dict(result.kept), delivery.obstacle(account.sim, NOW)))
    assert told == [
        ("sim_unblocked", {"remedy": "unblock_sim"}, "cooling"),
        ("cooling_lifted", {"remedy": "lift_cooling"}, "mailing_ban"),
        ("mailings_allowed", {"remedy": "allow_mailings"}, None),
    ]
    assert ask(account) == "code_resent"


@at_once("name", ["lift_cooling", "allow_mailings", "", "79161234567"])
def test_a_remedy_for_something_else_changes_nothing(name: str) -> None:
    result = remedy(name, NO_SMS)
    assert (result.outcome, result.state, result.kept) == (Outcome("remedy_not_needed"), NO_SMS, {})


@at_once("name", ["unblock_sim", "lift_cooling", "allow_mailings", ""])
def test_where_nothing_is_in_the_way_no_remedy_is_needed(name: str) -> None:
    assert remedy(name, REGISTERED).outcome == Outcome("remedy_not_needed")


def test_the_cooling_period_is_a_day_and_can_be_waited_out() -> None:
    account = remedy("unblock_sim", NO_SMS).state
    end = NOW + timedelta(hours=24)
    assert waits(account, NOW)["cooling_end"] == end
    assert delivery.obstacle(account.sim, end - timedelta(seconds=1)) == "cooling"
    assert delivery.obstacle(account.sim, end) == "mailing_ban"
    assert remedy("lift_cooling", account, end).outcome.name == "remedy_not_needed"


@pytest.mark.parametrize(("idle", "cools"), [(timedelta(hours=72), True), (timedelta(hours=71, minutes=59), False)])
def test_a_sim_cools_only_after_72_idle_hours(idle: timedelta, cools: bool) -> None:
    account = remedy("unblock_sim", changed(NO_SMS, sim={"idle_since": NOW - idle})).state
    assert (account.sim.cooling_until is not None) == cools


def test_a_sim_that_was_in_use_does_not_cool() -> None:
    account = remedy("unblock_sim", changed(REGISTERED, sim={"blocked": True})).state
    assert delivery.obstacle(account.sim, NOW) is None
