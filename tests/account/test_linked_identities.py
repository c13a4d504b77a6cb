"""Another site opens the account only when it vouches for the subscriber, and they agree."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import linked_identities as identities
from sandbox.account.access import OtherSite
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=10)
SECRETS = PredictableSecrets()
NEW = STARTING_POINTS["new-subscriber"](SECRETS)
REGISTERED = STARTING_POINTS["registered"](SECRETS)
THIS_PHONE = {"number_to_link": "this_phone"}


def at_network(network: str = "vk") -> Account:
    result = identities.choose_network(Press(NEW, {"method": network}, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("network_chosen"), {"method": network})
    return result.state


def vouched_for(network: str = "vk") -> Account:
    result = identities.sign_in_there(Press(at_network(network), {}, NOW, SECRETS))
    assert result.outcome == Outcome("identity_given")
    return result.state


def with_code(account: Account) -> Account:
    result = identities.link_number(Press(account, THIS_PHONE, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("code_sent"), THIS_PHONE)
    return result.state


def right_code(account: Account) -> dict[str, str]:
    return dict(account.messages[-1].values)


@pytest.mark.parametrize("network", ["vk", "mail_ru"])
def test_a_proven_number_links_the_network_and_lets_in(network: str) -> None:
    account = with_code(vouched_for(network))
    result = identities.confirm_link(Press(account, right_code(account), LATER, SECRETS))
    assert result.outcome == Outcome("identity_linked")
    assert result.state.access.identities == (network,)
    assert result.state.access.signed_in
    assert result.state.access.other_site is None


def test_a_wrong_code_links_nothing() -> None:
    account = with_code(vouched_for())
    wrong = {"code": "111111" if right_code(account)["code"] != "111111" else "222222"}
    result = identities.confirm_link(Press(account, wrong, LATER, SECRETS))
    assert result.outcome == Outcome("code_wrong", ("code",), {"attempts_left": 2})
    assert (result.state.access.identities, result.state.access.signed_in) == ((), False)


@pytest.mark.parametrize("account", [NEW, at_network()], ids=["nowhere", "not signed in there"])
def test_without_a_voucher_even_the_right_code_links_nothing_and_is_not_used_up(account: Account) -> None:
    account = with_code(account)
    result = identities.confirm_link(Press(account, right_code(account), LATER, SECRETS))
    assert (result.outcome, result.state) == (Outcome("identity_not_given"), account)


def test_who_leaves_the_other_site_is_not_vouched_for() -> None:
    for account in (at_network(), vouched_for()):
        result = identities.leave_other_site(Press(account, {}, NOW, SECRETS))
        assert (result.outcome, result.state) == (Outcome("identity_not_given"), NEW)
    assert identities.sign_in_there(Press(NEW, {}, NOW, SECRETS)).outcome == Outcome("identity_not_given")


def test_a_number_of_another_account_gets_no_code() -> None:
    account = vouched_for()
    result = identities.link_number(Press(account, {"number_to_link": "relatives_phone"}, NOW, SECRETS))
    assert (result.outcome, result.state, result.kept) == (Outcome("number_already_linked"), account, {})


def test_codes_for_linking_keep_the_pace_of_all_codes() -> None:
    account = with_code(vouched_for())
    result = identities.link_number(Press(account, THIS_PHONE, LATER, SECRETS))
    assert result.outcome == Outcome("code_requested_too_soon", values={"retry_in": 50})


def test_a_phone_is_not_a_network() -> None:
    result = identities.choose_network(Press(NEW, {"method": "phone"}, NOW, SECRETS))
    assert (result.outcome, result.state) == (Outcome("phone_method_chosen"), NEW)


def test_a_password_is_not_gosuslugi() -> None:
    result = identities.choose_sign_in_way(Press(REGISTERED, {"sign_in_way": "password"}, NOW, SECRETS))
    assert (result.outcome, result.state) == (Outcome("password_way_chosen"), REGISTERED)


def at_gosuslugi(account: str) -> tuple[Account, Outcome]:
    chosen = identities.choose_sign_in_way(Press(REGISTERED, {"sign_in_way": "gosuslugi"}, NOW, SECRETS))
    assert chosen.outcome == Outcome("gosuslugi_chosen")
    result = identities.sign_in_at_gosuslugi(Press(chosen.state, {"gosuslugi_account": account}, NOW, SECRETS))
    return result.state, result.outcome


def agree(account: Account, *named: str) -> Result[Account]:
    """Share what is named; without names, what the operator asks for."""
    ticked = named or identities.ASKED_DATA
    given = {name: "on" if name in ticked else "" for name in identities.NAMED_DATA}
    return identities.agree_to_share(Press(account, given, NOW, SECRETS))


@at_once(
    ("named", "fault", "kept"),
    [
        (("",), "shares_name", {}),
        (("shares_name",), "shares_number", {"shares_name": "on"}),
        (identities.NAMED_DATA, "shares_passport", {"shares_name": "on", "shares_number": "on"}),
        (
            ("shares_name", "shares_number", "shares_password"),
            "shares_password",
            {"shares_name": "on", "shares_number": "on"},
        ),
    ],
)
def test_what_the_operator_asks_for_must_be_read(named: tuple[str, ...], fault: str, kept: dict[str, str]) -> None:
    account, _ = at_gosuslugi("confirmed")
    assert agree(account, *named) == Result(account, Outcome("data_misread", (fault,)), kept)


def test_only_agreeing_lets_in() -> None:
    account, outcome = at_gosuslugi("confirmed")
    assert outcome == Outcome("gosuslugi_signed_in")
    assert not account.access.signed_in
    result = agree(account)
    assert result.outcome == Outcome("data_shared")
    assert result.state.access.signed_in
    assert result.state.access.identities == ("gosuslugi",)


def test_a_network_vouches_for_no_consent_and_gosuslugi_for_no_link() -> None:
    shared = agree(vouched_for())
    assert (shared.outcome, shared.state.access.signed_in) == (Outcome("data_not_shared"), False)
    account, _ = at_gosuslugi("confirmed")
    assert identities.sign_in_there(Press(account, {}, NOW, SECRETS)).outcome == Outcome("identity_not_given")
    sent = identities.link_number(Press(account, THIS_PHONE, NOW, SECRETS)).state
    linked = identities.confirm_link(Press(sent, right_code(sent), LATER, SECRETS))
    assert (linked.outcome, linked.state.access.signed_in) == (Outcome("identity_not_given"), False)


def test_refusing_keeps_the_account_closed_and_forgets_the_voucher() -> None:
    account, _ = at_gosuslugi("confirmed")
    result = identities.refuse_to_share(Press(account, {}, NOW, SECRETS))
    assert (result.outcome, result.state) == (Outcome("data_not_shared"), REGISTERED)


@pytest.mark.parametrize(
    ("chosen", "outcome"),
    [("unconfirmed", "gosuslugi_not_confirmed"), ("without_number", "gosuslugi_without_number")],
)
def test_an_account_that_proves_too_little_does_not_vouch(chosen: str, outcome: str) -> None:
    account, given = at_gosuslugi(chosen)
    assert given == Outcome(outcome)
    result = agree(account)
    assert result.outcome == Outcome("data_not_shared")
    assert not result.state.access.signed_in


def test_an_identity_is_linked_once() -> None:
    account = changed(
        REGISTERED, access={"identities": ("gosuslugi",), "other_site": OtherSite("gosuslugi", vouches=True)}
    )
    assert agree(account).state.access.identities == ("gosuslugi",)


def test_a_social_network_is_not_gosuslugi() -> None:
    result = identities.sign_in_at_gosuslugi(Press(at_network(), {"gosuslugi_account": "confirmed"}, NOW, SECRETS))
    assert (result.outcome, result.state) == (Outcome("identity_not_given"), at_network())
