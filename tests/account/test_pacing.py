"""How often an SMS may be asked for: a minute apart, three in ten minutes."""

from datetime import UTC, datetime, timedelta

from sandbox.account.actions import ACTIONS, OUTCOMES
from sandbox.account.moments import seconds_until
from sandbox.account.pacing import next_request_at
from sandbox.account.starting_points import NUMBER, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
REGISTERED = STARTING_POINTS["registered"](SECRETS)

SENDING = ("request_code", "resend_code", "request_reset_link", "resend_reset_link")


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def ask(account: Account, seconds: float, action: str = "resend_code") -> Result[Account]:
    return ACTIONS[action].rule(Press(account, {"phone": NUMBER}, at(seconds), SECRETS))


def asked_at(*moments: float, action: str = "resend_code") -> Account:
    account = REGISTERED
    for seconds in moments:
        result = ask(account, seconds, action)
        assert not OUTCOMES[result.outcome.name].refusal
        account = result.state
    return account


@at_once("action", SENDING)
def test_the_next_sms_may_be_asked_for_after_a_minute(action: str) -> None:
    kind = "reset_link" if action.endswith("link") else "code"
    account = asked_at(0, action=action)
    assert ask(account, 0, action).outcome == Outcome(f"{kind}_requested_too_soon", values={"retry_in": 60})
    assert ask(account, 59, action).outcome == Outcome(f"{kind}_requested_too_soon", values={"retry_in": 1})
    assert not OUTCOMES[ask(account, 60, action).outcome.name].refusal


@at_once("action", SENDING)
def test_the_fourth_sms_in_ten_minutes_is_refused(action: str) -> None:
    kind = "reset_link" if action.endswith("link") else "code"
    account = asked_at(0, 60, 120, action=action)
    assert ask(account, 180, action).outcome == Outcome(f"{kind}_requested_too_often", values={"retry_in": 420})
    assert ask(account, 599, action).outcome == Outcome(f"{kind}_requested_too_often", values={"retry_in": 1})
    assert not OUTCOMES[ask(account, 600, action).outcome.name].refusal


def test_the_ten_minutes_slide() -> None:
    account = asked_at(0, 100, 200, 600)
    assert ask(account, 699).outcome == Outcome("code_requested_too_often", values={"retry_in": 1})
    account = ask(account, 700).state
    assert ask(account, 799).outcome == Outcome("code_requested_too_often", values={"retry_in": 1})


def test_codes_and_links_are_counted_together() -> None:
    account = asked_at(0)
    assert ask(account, 30, "request_reset_link").outcome.name == "reset_link_requested_too_soon"
    account = ask(ask(account, 60, "request_reset_link").state, 120).state
    assert ask(account, 180, "resend_reset_link").outcome.name == "reset_link_requested_too_often"


def test_a_refused_request_does_not_count() -> None:
    account = asked_at(0)
    result = ask(account, 59)
    assert result.state == account
    assert ask(result.state, 60).outcome == Outcome("code_resent")


def test_old_requests_are_forgotten() -> None:
    account = asked_at(0, 60, 120, 10_000)
    assert account.one_time.requests == (at(10_000),)


def test_nothing_stands_in_the_way_of_the_first_request() -> None:
    assert next_request_at((), NOW) is None


def test_the_next_request_waits_for_the_pause_or_for_the_ten_minutes() -> None:
    assert next_request_at((at(0),), at(10)) == at(60)
    assert next_request_at((at(0), at(60), at(120)), at(130)) == at(600)


@at_once(
    ("requests", "now"),
    [((0,), 0), ((0,), 59.5), ((0, 60), 61), ((0, 60, 120), 180), ((0, 300, 500), 520), ((0, 300, 580), 590)],
)
def test_whoever_comes_back_when_told_is_served(requests: tuple[float, ...], now: float) -> None:
    account = asked_at(*requests)
    retry_in = ask(account, now).outcome.values["retry_in"]
    assert ask(account, now + retry_in).outcome == Outcome("code_resent")


@at_once(("left", "seconds"), [(60, 60), (59.5, 60), (1, 1), (0.001, 1), (0, 1), (90_000.5, 90_001)])
def test_seconds_are_rounded_up(left: float, seconds: int) -> None:
    assert seconds_until(at(left), NOW) == seconds
