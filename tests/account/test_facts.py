"""Answers are read from the account, and taken as people write them."""

import pytest

from sandbox.account.actions import ACTIONS
from sandbox.account.call_details import lines
from sandbox.account.facts import FACTS, Fact, refuse
from sandbox.account.starting_points import BEGINS_AT, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press
from tests.support.at_once import at_once

SECRETS = PredictableSecrets()


def start(name: str) -> Account:
    return STARTING_POINTS[name](SECRETS)


def with_details() -> Account:
    june = {"begin": "01.06.2025", "end": "30.06.2025", "details_of": "all"}
    return ACTIONS["look_at_details"].rule(Press(start("with-options"), june, BEGINS_AT, SECRETS)).state


def mended() -> Account:
    return ACTIONS["use_other_card"].rule(Press(start("autopay-refused"), {}, BEGINS_AT, SECRETS)).state


@at_once(
    ("fact", "account", "right", "wrong"),
    [
        ("balance", start("registered"), ("350", "350 ₽", "350,00 руб."), ("35", "300")),
        ("stranger_since", start("weak-password"), ("13.07.2025", "13 июля", "13.07"), ("12 июля",)),
        ("stolen", start("breached"), ("200", "-200 ₽"), ("150",)),
        ("next_fee", start("with-tariff"), ("2 августа", "02.08.2025"), ("2 июля",)),
        ("paid_number", start("paid-call"), ("0002", " 00-02 "), ("0000", "0001")),
        ("paid_call_day", start("paid-call"), ("8 июля", "08.07.2025"), ("9 июля",)),
        ("dearest_number", start("with-options"), ("0000",), ("79070000011",)),
        ("rows_of_file", with_details(), (f"{len(lines(with_details()))}",), ("1",)),
        ("why_autopay_failed", start("autopay-refused"), (), ("limit", "too_early", "Карта отказала")),
        ("why_autopay_failed", mended(), (), ("limit",)),
    ],
)
def test_the_right_answer_is_taken_however_it_is_written_and_no_other(
    fact: str, account: Account, right: tuple[str, ...], wrong: tuple[str, ...]
) -> None:
    assert FACTS[fact].read(account)
    for text in (FACTS[fact].read(account), *right):
        assert refuse(FACTS[fact], account, text, "answer") is None, text
    for text in (*wrong, "", "x" * 500, "\x00"):
        refusal = refuse(FACTS[fact], account, text, "answer")
        assert refusal, text
        assert refusal.fields == ("answer",)


@pytest.mark.parametrize("fact", [name for name in FACTS if FACTS[name].kind == "choice"])
def test_of_what_is_offered_only_the_right_answer_is_taken(fact: str) -> None:
    accounts = [account for name in STARTING_POINTS if FACTS[fact].read(account := start(name))]
    assert accounts
    for account in accounts:
        refused = [text for text in FACTS[fact].choices if refuse(FACTS[fact], account, text, "answer")]
        assert sorted([*refused, FACTS[fact].read(account)]) == sorted(FACTS[fact].choices)


@at_once("fact", FACTS)
@at_once("name", STARTING_POINTS)
def test_what_can_not_be_found_is_never_answered_by_nothing(fact: str, name: str) -> None:
    account = start(name)
    assert refuse(FACTS[fact], account, "", "answer")
    if not FACTS[fact].read(account):
        for text in ("13.07.2025", "0"):
            assert refuse(FACTS[fact], account, text, "answer"), text


@at_once("text", ["8 907 000-00-01", "+7 (907) 000-00-01", "79070000001", "8\u00a0907\u00a0000\u00a000\u00a001"])
def test_a_number_is_one_however_it_is_written(text: str) -> None:
    fact = Fact("phone", lambda account: account.sim.number)
    assert refuse(fact, start("registered"), text, "answer") is None
