"""A code does what it was asked for, and serves nothing else."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account.access import OneTimeCode, OtherSite, Purpose
from sandbox.account.actions import ACTIONS
from sandbox.account.starting_points import NUMBER, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(minutes=1)
SECRETS = PredictableSecrets()
NEW, REGISTERED = STARTING_POINTS["new-subscriber"](SECRETS), STARTING_POINTS["registered"](SECRETS)
VOUCHING = OtherSite("vk", vouches=True)


def act(name: str, account: Account, now: datetime = NOW, **given: str) -> Result[Account]:
    known = {field.name: given.get(field.name, "") for field in ACTIONS[name].fields}
    return ACTIONS[name].rule(Press(account, known, now, SECRETS))


def use(account: Account, now: datetime = LATER) -> Result[Account]:
    assert account.one_time.code
    return act("use_code", account, now, code=account.one_time.code.digits)


def test_a_code_to_register_with_lets_a_password_be_set_once() -> None:
    assert act("set_password", NEW, password="Тёплый-валенок-35").outcome.name == "number_not_confirmed"
    confirmed = use(act("request_code", NEW, phone=NUMBER).state)
    assert (confirmed.outcome.name, confirmed.state.access.signed_in) == ("number_confirmed", False)
    registered = act("set_password", confirmed.state, password="Тёплый-валенок-35")
    assert (registered.outcome.name, registered.state.access.signed_in) == ("password_set", True)
    assert registered.state.password.times_set == 1
    again = act("set_password", registered.state, password="Смелый-огурец-48")
    assert (again.outcome.name, again.state) == ("number_not_confirmed", registered.state)


def test_a_link_lets_one_password_be_set() -> None:
    asked = act("request_reset_link", REGISTERED, phone=NUMBER).state
    assert asked.one_time.link
    assert act("set_password", asked, password="Тёплый-валенок-35").outcome.name == "number_not_confirmed"
    opened = act("open_reset_link", asked, LATER, link=asked.one_time.link.token).state
    renewed = act("set_password", opened, LATER, password="Тёплый-валенок-35")
    assert renewed.outcome.name == "password_set"
    assert act("set_password", renewed.state, LATER, password="Смелый-огурец-48").outcome.name == "number_not_confirmed"


def test_who_registers_a_number_that_has_an_account_is_let_in() -> None:
    known = use(act("request_code", REGISTERED, phone=NUMBER).state)
    assert (known.outcome.name, known.state.access.signed_in) == ("code_let_in", True)
    assert not known.state.one_time.number_confirmed


def test_a_code_to_sign_in_with_links_nothing() -> None:
    at_vk = changed(REGISTERED, access={"other_site": VOUCHING})
    inside = use(act("sign_in_by_sms", at_vk).state)
    assert (inside.outcome.name, inside.state.access.identities) == ("code_let_in", ())


def test_a_code_to_link_with_links_and_lets_in() -> None:
    asked = act("link_number", changed(NEW, access={"other_site": VOUCHING}), number_to_link="this_phone").state
    linked = use(asked)
    assert (linked.outcome.name, linked.state.access.identities) == ("identity_linked", ("vk",))
    assert linked.state.access.signed_in
    left = act("leave_other_site", asked).state
    assert use(left).outcome.name == "identity_not_given", "nobody vouches any more"
    assert not use(left).state.access.signed_in


@at_once(
    ("purpose", "action"),
    [
        ("link", "confirm_code"),
        ("link", "enter_code"),
        ("register", "confirm_link"),
        ("sign_in", "confirm_link"),
        ("register", "enter_code"),
    ],
)
def test_the_right_digits_serve_nothing_but_what_they_were_asked_for(purpose: Purpose, action: str) -> None:
    account = changed(REGISTERED, access={"other_site": VOUCHING}).with_code(
        OneTimeCode("123456", NOW, purpose=purpose)
    )
    refused = act(action, account, LATER, code="123456")
    assert (refused.outcome.name, refused.outcome.fields) == ("code_for_something_else", ("code",))
    assert refused.state == account, "it is not used up"


@at_once("action", ["confirm_code", "confirm_link", "enter_code", "use_code"])
def test_a_code_from_before_codes_had_a_purpose_serves_any(action: str) -> None:
    account = changed(REGISTERED, access={"other_site": VOUCHING}).with_code(OneTimeCode("123456", NOW))
    assert act(action, account, LATER, code="123456").state.one_time.code is None


@pytest.mark.parametrize("purpose", ["register", "sign_in", "link"])
def test_a_code_that_is_sent_again_is_for_the_same(purpose: Purpose) -> None:
    account = REGISTERED.with_code(OneTimeCode("123456", NOW, purpose=purpose))
    again = act("resend_code", account, LATER).state.one_time.code
    assert again
    assert (again.purpose, again.digits == "123456") == (purpose, False)


def test_a_code_that_is_first_asked_for_again_is_for_what_the_number_needs() -> None:
    for account, purpose in ((NEW, "register"), (REGISTERED, "sign_in")):
        code = act("resend_code", account).state.one_time.code
        assert code
        assert code.purpose == purpose
