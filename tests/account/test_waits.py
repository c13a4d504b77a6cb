"""The levers of the learner's clock: there when they lead somewhere, and always forward."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sandbox.account import codes, recovery, sign_in
from sandbox.account.fees import begin_subscription, settle
from sandbox.account.ledger import Autopay
from sandbox.account.messages import MESSAGE_DELIVERY, Message
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.waits import WAITS, waits
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
REGISTERED = STARTING_POINTS["registered"](SECRETS)
WITH_CODE = codes.resend_code(Press(REGISTERED, {}, NOW, SECRETS)).state
WITH_LINK = recovery.resend_reset_link(Press(REGISTERED, {}, NOW, SECRETS)).state


def at(seconds: int) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_minute_can_always_pass() -> None:
    assert waits(REGISTERED, NOW) == {"minute": at(60)}


def test_after_a_code_was_sent() -> None:
    assert waits(WITH_CODE, NOW) == {"minute": at(60), "sms": at(5), "resend": at(60), "code_expiry": at(300)}


def test_after_a_link_was_sent() -> None:
    assert waits(WITH_LINK, NOW) == {"minute": at(60), "sms": at(5), "link_resend": at(60), "link_expiry": at(900)}


def test_a_lever_goes_when_its_moment_has_come() -> None:
    seen = {seconds: set(waits(WITH_CODE, at(seconds))) - {"minute"} for seconds in (4, 5, 59, 60, 299, 300)}
    assert seen == {
        4: {"sms", "resend", "code_expiry"},
        5: {"resend", "code_expiry"},
        59: {"resend", "code_expiry"},
        60: {"code_expiry"},
        299: {"code_expiry"},
        300: set(),
    }


def test_the_link_lever_goes_when_the_link_has_expired() -> None:
    assert "link_expiry" in waits(WITH_LINK, at(899))
    assert "link_expiry" not in waits(WITH_LINK, at(900))


def test_a_code_used_or_taken_back_leaves_nothing_to_wait_for() -> None:
    right = {"code": WITH_CODE.messages[-1].values["code"]}
    for account in (
        codes.confirm_code(Press(WITH_CODE, right, at(10), SECRETS)).state,
        codes.take_back_number(Press(WITH_CODE, {}, at(10), SECRETS)).state,
    ):
        assert "code_expiry" not in waits(account, at(10))


def test_a_code_whose_sms_was_lost_leaves_no_end_to_wait_for() -> None:
    lost = codes.resend_code(Press(STARTING_POINTS["no-sms"](SECRETS), {}, NOW, SECRETS)).state
    assert lost.one_time.code
    assert set(waits(lost, NOW)) == {"minute", "resend"}


def test_a_lock_can_be_waited_out() -> None:
    account = REGISTERED
    for _ in range(3):
        assert "unlock" not in waits(account, NOW)
        account = sign_in.enter_password(Press(account, {"password": "не тот пароль"}, NOW, SECRETS)).state
    assert waits(account, NOW) == {"minute": at(60), "unlock": at(300)}
    assert "unlock" not in waits(account, at(300))


def test_after_three_requests_the_resend_lever_leads_to_the_end_of_the_ten_minutes() -> None:
    account = WITH_CODE
    for seconds in (60, 120):
        account = codes.resend_code(Press(account, {}, at(seconds), SECRETS)).state
    assert waits(account, at(130))["resend"] == at(600)


def test_the_resend_lever_leads_to_a_moment_when_resending_works() -> None:
    account = WITH_CODE
    for seconds in (300, 580):
        account = codes.resend_code(Press(account, {}, at(seconds), SECRETS)).state
    moment = waits(account, at(590))["resend"]
    assert codes.resend_code(Press(account, {}, moment, SECRETS)).outcome == Outcome("code_resent")


def test_the_sms_lever_leads_to_the_next_one() -> None:
    account = replace(REGISTERED, messages=tuple(Message("code", at(seconds)) for seconds in (0, 20, 30)))
    assert waits(account, at(10))["sms"] == at(25)
    assert waits(account, at(25))["sms"] == at(35)


def test_levers_are_offered_in_their_order() -> None:
    account = recovery.resend_reset_link(Press(WITH_CODE, {}, at(60), SECRETS)).state
    tariff = begin_subscription("small", 250_00, at(0))
    account = changed(
        account,
        password={"locked_until": at(200), "renew_at": at(500)},
        sim={"cooling_until": at(300)},
        services={"tariff": tariff},
    )
    account = changed(account, money={"autopay": Autopay("day_1", on=True, next_at=at(400))})
    assert tuple(waits(account, at(60))) == WAITS


def test_the_fee_lever_leads_to_the_charge_and_goes_when_the_service_stands_still() -> None:
    account = changed(REGISTERED, services={"tariff": begin_subscription("small", 250_00, NOW)})
    first = waits(account, NOW)["next_fee"]
    assert settle(account, first).money.balance == account.money.balance - 250_00
    second = waits(settle(account, first), first)["next_fee"]
    stopped = settle(account, second)
    assert stopped.services.tariff
    assert stopped.services.tariff.unpaid
    assert "next_fee" not in waits(stopped, second)


def test_the_fee_lever_leads_to_the_first_fee_of_all_services() -> None:
    tariff = begin_subscription("small", 250_00, NOW)
    early, free = begin_subscription("ringtone", 60_00, at(-60)), begin_subscription("spam_shield", 0, at(-90))
    account = changed(REGISTERED, services={"tariff": tariff, "options": (free, early)})
    assert waits(account, NOW)["next_fee"] == early.next_fee_at + MESSAGE_DELIVERY, "a minute apart is apart"
    stopped = changed(account, services={"options": (free, replace(early, unpaid=True))})
    assert waits(stopped, NOW)["next_fee"] == tariff.next_fee_at + MESSAGE_DELIVERY


def test_the_fee_lever_leads_past_all_fees_of_a_minute_and_their_sms() -> None:
    first, second = begin_subscription("ringtone", 60_00, NOW), begin_subscription("more_data", 100_00, at(40))
    account = changed(REGISTERED, services={"options": (second, first)})
    moment = waits(account, NOW)["next_fee"]
    settled = settle(account, moment)
    assert settled.money.balance == account.money.balance - 160_00
    assert [message.kind for message in settled.inbox(moment)] == ["option_charged"] * 2
    assert "sms" not in waits(settled, moment)


def test_the_autopay_lever_leads_past_its_sms() -> None:
    pays = Autopay("day_15", amount=100_00, monthly_limit=100_00, on=True, next_at=at(400))
    account = changed(REGISTERED, money={"autopay": pays})
    moment = waits(account, NOW)["next_autopay"]
    assert [message.kind for message in settle(account, moment).inbox(moment)] == ["autopay_paid"]
