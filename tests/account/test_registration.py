"""The way to the right site, and to the method that is practised."""

from datetime import UTC, datetime

import pytest

from sandbox.account.actions import ACTIONS
from sandbox.account.registration import choose_method, open_site
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from sandbox.engine.outcome import Outcome

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
NEW = STARTING_POINTS["new-subscriber"](SECRETS)


OPERATORS = (
    "mts.ru",
    "www.mts.ru",
    "id.mts.ru",
    "lk.mts.ru",
    "https://LK.MTS.RU:443/tariff/?from=mts",
    "www.login.mts.ru",
    "xn--80a.mts.ru.",
)
"""Whoever owns ``mts.ru`` gives out all the names before it."""

ALIKE = (
    "login.mts.ru.example/login.mts.ru",
    "login.mts.ru:443@example.com",
    "https://example.com/login.mts.ru",
    "https://example.com#.mts.ru",
    "https://evil.example?x=login.mts.ru/",
    "example.com\\.mts.ru",
    "example.com@login.mts.ru",
    "evilmts.ru",
    "mts.ru.com",
    "login.mts.ru\n.example",
    "login.mts.ru\u2215.example",
    "l\u043egin.mts.ru",  # a Cyrillic letter
    "login.m\u0442s.ru",
    "login.m\u0442\u0441.example",
    "login.mt\u017f.ru\u3002mts.example",  # what some fold to «s», and a full stop of China
    "мтс.ru",
    "логин.мтс.ру@example.com",
)

CYRILLIC = ("логин.мтс.ру", "вход-МТС.рф", "https://логин.мтс.ру/вход", "дщпшт.ьеы.кг", "мтс")


@pytest.mark.parametrize(
    "address",
    [
        "login.mts.ru",
        " Login.MTS.ru ",
        "https://login.mts.ru",
        "http://login.mts.ru/",
        "HTTPS://LOGIN.MTS.RU/",
        "https:login.mts.ru",
        "login.mts.ru.",
        "login.mts.ru:443",
        "https://login.mts.ru/sign-in?next=/@home#top",
        "login.mts.ru\\@example.com",
    ],
)
def test_the_address_may_be_typed_in_every_usual_way(address: str) -> None:
    result = open_site(Press(NEW, {"address": address}, NOW, SECRETS))
    assert result.outcome == Outcome("site_opened")
    assert result.kept == {"address": "login.mts.ru"}


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("", "address_unknown"),
        ("login.mst.ru", "address_unknown"),
        ("example.com", "address_unknown"),
        ("login.mtc.ru", "address_unknown"),
        ("login-mts.example", "address_looks_alike"),
        ("login.mts.ru.example", "address_looks_alike"),
        ("login.mts.ru@example.com", "address_looks_alike"),
        ("https://http://login.mts.ru.", "address_looks_alike"),
        ("\ud800\x00", "address_unknown"),
        *((address, "address_of_operator") for address in OPERATORS),
        *((address, "address_looks_alike") for address in ALIKE),
        *((address, "address_in_cyrillic") for address in CYRILLIC),
    ],
)
def test_another_address_is_refused_and_not_kept(address: str, outcome: str) -> None:
    result = open_site(Press(NEW, {"address": address}, NOW, SECRETS))
    assert result.outcome == Outcome(outcome, ("address",))
    assert result.kept == {}


def test_the_methods_stand_in_the_order_of_the_article() -> None:
    (field,) = ACTIONS["choose_method"].fields
    assert field.choices == ("phone", "vk", "mail_ru")


def test_the_phone_is_the_method_that_is_practised() -> None:
    result = choose_method(Press(NEW, {"method": "phone"}, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("method_chosen"), {"method": "phone"})


@pytest.mark.parametrize("method", ["vk", "mail_ru", "", "Phone", "gosuslugi"])
def test_another_method_does_not_lead_on(method: str) -> None:
    result = choose_method(Press(NEW, {"method": method}, NOW, SECRETS))
    assert (result.outcome, result.kept) == (Outcome("other_method_chosen"), {})
