"""Every way in opens the account in the same way: it shows among the sessions, and an SMS tells of it if wanted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account.access import OtherSite
from sandbox.account.actions import ACTIONS
from sandbox.account.starting_points import NUMBER, PASSWORD, STARTING_POINTS
from sandbox.account.state import Account, PersonalData, Profile
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECRETS = PredictableSecrets()
ELSEWHERE = STARTING_POINTS["weak-password"](SECRETS).access.sessions[1:]
REGISTERED = changed(STARTING_POINTS["registered"](SECRETS), access={"sessions": ELSEWHERE})


def act(name: str, account: Account, now: datetime = NOW, **given: str) -> Result[Account]:
    known = {field.name: given.get(field.name, "") for field in ACTIONS[name].fields}
    return ACTIONS[name].rule(Press(account, known, now, SECRETS))


def told(account: Account) -> Account:
    """The account whose profile wants an SMS for every sign-in."""
    return replace(account, profile=Profile(saved=PersonalData(message_on_sign_in=True)))


def code_of(account: Account) -> str:
    assert account.one_time.code
    return account.one_time.code.digits


def by_password(account: Account) -> Account:
    return act("enter_password", account, password=PASSWORD).state


def by_sms(account: Account) -> Account:
    asked = act("sign_in_by_sms", account, NOW - MINUTE).state
    return act("use_code", asked, code=code_of(asked)).state


def by_gosuslugi(account: Account) -> Account:
    account = act("choose_site", account, site="gosuslugi").state
    account = act("sign_in_at_gosuslugi", account, gosuslugi_account="confirmed").state
    return act("agree_to_share", account, shares_name="on", shares_number="on").state


def by_network(account: Account) -> Account:
    account = act("choose_site", changed(account, access={"identities": ("vk",)}), site="vk").state
    return act("sign_in_there", account).state


def by_linking(account: Account) -> Account:
    account = changed(account, access={"other_site": OtherSite("vk", vouches=True)})
    asked = act("link_number", account, NOW - MINUTE, number_to_link="this_phone").state
    return act("use_code", asked, code=code_of(asked)).state


def by_new_password(account: Account) -> Account:
    asked = act("request_reset_link", account, NOW - MINUTE, phone=NUMBER).state
    assert asked.one_time.link
    opened = act("open_reset_link", asked, link=asked.one_time.link.token).state
    return act("set_password", opened, password="Тёплый-валенок-35").state


def by_code_of_the_lesson(account: Account) -> Account:
    asked = act("await_code", account, NOW - MINUTE, phone=NUMBER).state
    return act("enter_code", asked, code=code_of(asked)).state


WAYS = (by_password, by_sms, by_gosuslugi, by_network, by_linking, by_new_password, by_code_of_the_lesson)


@at_once("way", WAYS)
def test_every_way_in_shows_among_the_sessions(way: Callable[[Account], Account]) -> None:
    account = way(REGISTERED)
    assert account.access.signed_in
    own, *others = account.access.sessions
    assert (own.own, own.since, tuple(others)) == (True, NOW, ELSEWHERE)
    assert account.access.other_site is None
    assert not account.access.stale


@at_once("way", WAYS)
def test_an_sms_tells_of_every_way_in_if_the_profile_says_so(way: Callable[[Account], Account]) -> None:
    assert [message.kind for message in way(told(REGISTERED)).messages if message.sent_at == NOW][:1] == ["new_sign_in"]
    assert "new_sign_in" not in {message.kind for message in way(REGISTERED).messages if message.sent_at == NOW} or (
        way is by_code_of_the_lesson
    ), "the lesson's own SMS may be of that kind"


def test_signing_in_twice_is_one_session() -> None:
    account = by_password(by_password(REGISTERED))
    assert sum(session.own for session in account.access.sessions) == 1


def test_signing_out_closes_this_browser_alone_and_loses_what_was_not_saved() -> None:
    account = act("fill_email", by_password(REGISTERED), email="ivanov@mail.example").state
    out = act("sign_out", account)
    assert out.outcome.name == "signed_out"
    assert (out.state.access.signed_in, out.state.access.sessions) == (False, ELSEWHERE)
    assert out.state.profile.draft == PersonalData()
    assert by_password(out.state).access.signed_in, "the password is still the password"


@pytest.mark.parametrize("delay", [timedelta(0), 2 * MINUTE])
def test_the_code_of_the_profile_is_asked_for_besides_the_password(delay: timedelta) -> None:
    account = replace(REGISTERED, profile=Profile(saved=PersonalData(code_at_sign_in=True)))
    asked = act("enter_password", account, password=PASSWORD)
    assert (asked.outcome.name, asked.state.access.signed_in) == ("code_asked", False)
    again = act("enter_password", asked.state, NOW + delay, password=PASSWORD)
    assert again.outcome.name == "code_asked", "whoever presses twice is asked for the code all the same"
    assert len(again.state.messages) == (1 if not delay else 2)
    inside = act("use_code", again.state, NOW + delay + MINUTE, code=code_of(again.state))
    assert (inside.outcome.name, inside.state.access.signed_in) == ("code_let_in", True)


def test_a_wrong_password_asks_for_no_code() -> None:
    account = replace(REGISTERED, profile=Profile(saved=PersonalData(code_at_sign_in=True)))
    refused = act("enter_password", account, password="не тот пароль")
    assert (refused.outcome.name, refused.state.messages) == ("password_wrong", ())


def test_without_an_account_nobody_is_let_in() -> None:
    new = STARTING_POINTS["new-subscriber"](SECRETS)
    assert act("enter_number", new, phone=NUMBER).outcome.name == "number_without_account"
    assert act("sign_in_by_sms", new).outcome.name == "number_without_account"
    assert act("request_reset_link", new, phone=NUMBER).outcome.name == "number_without_account"
    vouched = changed(new, access={"other_site": OtherSite("gosuslugi", vouches=True)})
    shared = act("agree_to_share", vouched, shares_name="on", shares_number="on")
    assert (shared.outcome.name, shared.state.access.signed_in) == ("number_without_account", False)
