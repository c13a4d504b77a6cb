"""An SMS says why its code or its link works no longer, and says nothing while it works."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import codes, fraud, recovery, salon
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.validity import end_of
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=2)
SECRETS = PredictableSecrets()
REGISTERED = STARTING_POINTS["registered"](SECRETS)
WITH_CODE = codes.resend_code(Press(REGISTERED, {}, NOW, SECRETS)).state
WITH_LINK = recovery.resend_reset_link(Press(REGISTERED, {}, NOW, SECRETS)).state
DIGITS = WITH_CODE.messages[-1].values["code"]
WRONG = f"{(int(DIGITS) + 1) % 1_000_000:06}"


def reason(account: Account, now: datetime = LATER, index: int = 0) -> str:
    end = end_of(account, account.messages[index], now)
    return end.reason if end else ""


def test_what_works_has_not_ended() -> None:
    assert (reason(WITH_CODE), reason(WITH_LINK)) == ("", "")


def test_a_code_that_was_accepted_is_used() -> None:
    used = codes.confirm_code(Press(WITH_CODE, {"code": DIGITS}, LATER, SECRETS)).state
    assert reason(used) == "used"
    again = codes.resend_code(Press(used, {}, LATER, SECRETS)).state
    assert (reason(again), reason(again, index=1)) == ("used", "")


def test_a_code_is_spent_after_its_last_try_and_not_before() -> None:
    account = WITH_CODE
    for tries in range(1, codes.ATTEMPTS + 1):
        account = codes.confirm_code(Press(account, {"code": WRONG}, LATER, SECRETS)).state
        assert reason(account) == ("spent" if tries == codes.ATTEMPTS else "")


def test_the_form_and_the_sms_name_the_same_end_of_a_code_that_is_both_spent_and_old() -> None:
    account, late = WITH_CODE, NOW + codes.LIFETIME
    for _ in range(codes.ATTEMPTS):
        account = codes.confirm_code(Press(account, {"code": WRONG}, LATER, SECRETS)).state
    told = codes.confirm_code(Press(account, {"code": DIGITS}, late, SECRETS)).outcome
    assert (told.name, reason(account, late)) == ("code_expired", "expired")


def test_a_code_is_replaced_as_soon_as_another_was_sent() -> None:
    again = codes.resend_code(Press(WITH_CODE, {}, LATER, SECRETS)).state
    assert (reason(again), reason(again, index=1)) == ("replaced", "")


def test_a_code_whose_number_was_taken_back_is_withdrawn() -> None:
    assert reason(codes.take_back_number(Press(WITH_CODE, {}, LATER, SECRETS)).state) == "withdrawn"


def test_a_code_sent_before_the_move_to_another_number_is_withdrawn() -> None:
    assert reason(salon.make_request(Press(WITH_CODE, {"request": "move"}, LATER, SECRETS)).state) == "withdrawn"


def test_a_code_that_was_told_is_used_by_the_stranger() -> None:
    assert (
        reason(fraud.look_what_follows(Press(STARTING_POINTS["registered"](SECRETS), {}, LATER, SECRETS)).state)
        == "used"
    )


@pytest.mark.parametrize(
    ("account", "lifetime"), [(WITH_CODE, codes.LIFETIME), (WITH_LINK, recovery.LIFETIME)], ids=["code", "link"]
)
def test_it_expires_when_it_is_refused_as_expired(account: Account, lifetime: timedelta) -> None:
    assert reason(account, NOW + lifetime - timedelta(seconds=1)) == ""
    assert reason(account, NOW + lifetime) == "expired"


def test_a_link_opens_once_and_a_newer_one_replaces_it() -> None:
    link = next(dict(each.values) for each in WITH_LINK.messages if each.kind == "reset_link")
    assert reason(recovery.open_reset_link(Press(WITH_LINK, link, LATER, SECRETS)).state) == "used"
    again = recovery.resend_reset_link(Press(WITH_LINK, {}, LATER, SECRETS)).state
    assert (reason(again), reason(again, index=1)) == ("replaced", "")
