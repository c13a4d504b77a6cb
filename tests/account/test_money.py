"""The balance: a top-up moves exactly what was asked, within the limits, and is seen in the history."""

from datetime import UTC, datetime

import pytest

from sandbox.account import money, sums
from sandbox.account.actions import OUTCOMES
from sandbox.account.ledger import CARD_BALANCE, Entry
from sandbox.account.messages import Message
from sandbox.account.starting_points import OPENING_BALANCE, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
SIGNED_IN = STARTING_POINTS["signed-in"](SECRETS)
RICH = changed(SIGNED_IN, money={"card_balance": 100_000_00})


def pay(text: str, account: Account = SIGNED_IN) -> Result[Account]:
    return money.top_up(Press(account, {"sum": text}, NOW, SECRETS))


@at_once(
    ("text", "kopecks"),
    [
        ("300", 300_00),
        ("300,50", 300_50),
        ("300.5", 300_50),
        ("1 000 ₽", 1_000_00),
        ("1\u00a0000", 1_000_00),
        ("1\u202f234,05₽", 1_234_05),
        ("300 руб.", 300_00),
        ("300 рублей", 300_00),
        ("300р", 300_00),
        ("0", 0),
    ],
)
def test_a_sum_is_read_as_people_write_it(text: str, kopecks: int) -> None:
    assert sums.parse_sum(text) == kopecks


@at_once(
    ("text", "outcome"),
    [
        ("", "sum_missing"),
        (" \u00a0", "sum_missing"),
        ("₽", "sum_missing"),
        ("триста", "sum_malformed"),
        ("-300", "sum_malformed"),
        ("300,505", "sum_malformed"),
        ("3OO", "sum_malformed"),
        ("٣٠٠", "sum_malformed"),
        ("1e3", "sum_malformed"),
        ("7" * 5_000, "sum_malformed"),
        ("0000 0000 0000 0000", "sum_looks_like_card"),
        ("0000-0000-0000-0000", "sum_looks_like_card"),
    ],
)
def test_what_is_no_sum_is_refused_and_not_kept(text: str, outcome: str) -> None:
    result = pay(text)
    assert result == Result(SIGNED_IN, Outcome(outcome, ("sum",)), {})


@at_once(
    ("kopecks", "text"), [(300_00, "300"), (300_05, "300,05"), (1_000_00, "1 000"), (1_234_567_80, "1 234 567,80")]
)
def test_a_sum_is_written_as_everywhere_else_and_read_back(kopecks: int, text: str) -> None:
    assert sums.write_sum(kopecks) == text
    assert sums.parse_sum(text) == kopecks


def test_a_card_number_must_not_stay_in_the_field() -> None:
    assert OUTCOMES["sum_looks_like_card"].foreign


@at_once(
    ("text", "outcome"),
    [
        ("99,99", Outcome("top_up_too_small", ("sum",), {"least": 100_00})),
        ("100", Outcome("topped_up", values={"added": 100_00})),
        ("15 000", Outcome("topped_up", values={"added": 15_000_00})),
        ("15 000,01", Outcome("top_up_too_large", ("sum",), {"most": 15_000_00})),
    ],
)
def test_the_limits_themselves_are_allowed(text: str, outcome: Outcome) -> None:
    assert pay(text, RICH).outcome == outcome


def test_the_card_gives_what_it_has_and_no_kopeck_more() -> None:
    assert pay("2 000,01").outcome == Outcome("card_lacks_money", ("sum",), {"missing": 1})
    emptied = pay("2 000").state
    assert emptied.money.card_balance == 0
    assert pay("100", emptied).outcome == Outcome("card_lacks_money", ("sum",), {"missing": 100_00})


def test_a_refusal_moves_no_money() -> None:
    for text in ("50", "20 000", "2 500", "триста"):
        assert pay(text).state == SIGNED_IN


def test_a_top_up_is_in_the_history_in_the_receipt_and_off_the_card() -> None:
    result = pay("300,50")
    account = result.state
    assert account.money.balance == OPENING_BALANCE + 300_50
    assert account.money.card_balance == CARD_BALANCE - 300_50
    assert account.money.history[-1] == Entry("top_up_by_card", 300_50, NOW)
    assert account.messages == (Message("receipt", NOW, {"sum": "30050"}),)
    assert result.kept == {"sum": "300,50"}


@pytest.mark.parametrize("way", ["card", "sbp"])
def test_the_history_says_which_way_was_chosen(way: str) -> None:
    chosen = money.choose_way(Press(SIGNED_IN, {"way": way}, NOW, SECRETS))
    assert (chosen.outcome, chosen.kept) == (Outcome("way_chosen"), {"way": way})
    assert pay("300", chosen.state).state.money.history[-1].kind == f"top_up_by_{way}"


@pytest.mark.parametrize("way", ["link", "", "79161234567"])
def test_no_other_way_is_taken(way: str) -> None:
    assert money.choose_way(Press(SIGNED_IN, {"way": way}, NOW, SECRETS)) == Result(
        SIGNED_IN, Outcome("way_unsafe"), {}
    )


def test_the_history_can_be_compared_only_with_an_sms_that_has_come() -> None:
    paid = pay("300").state
    arrives = paid.messages[-1].arrives_at
    early = money.read_history(Press(paid, {"balance": "650"}, NOW, SECRETS))
    assert early == Result(paid, Outcome("message_on_the_way", values={"arrives_in": 5}))
    read = money.read_history(Press(paid, {"balance": "650,00 ₽"}, arrives, SECRETS))
    assert read == Result(paid, Outcome("history_read"), {"balance": "650"})
    former = money.read_history(Press(paid, {"balance": "350"}, arrives, SECRETS))
    assert former == Result(paid, Outcome("balance_misread", ("balance",)))


def test_the_balance_is_read_before_it_is_topped_up() -> None:
    right = money.start_top_up(Press(SIGNED_IN, {"balance": "350"}, NOW, SECRETS))
    assert right == Result(SIGNED_IN, Outcome("top_up_started"), {"balance": "350"})
    wrong = money.start_top_up(Press(SIGNED_IN, {"balance": "3 500"}, NOW, SECRETS))
    assert wrong == Result(SIGNED_IN, Outcome("balance_misread", ("balance",)))


def test_whoever_has_spent_everything_can_have_training_money() -> None:
    poor = changed(SIGNED_IN, money={"history": ()})
    result = money.add_training_money(Press(poor, {}, NOW, SECRETS))
    assert result.state.money.history == (Entry("training_money", money.TRAINING_MONEY, NOW),)
    assert result.state.money.balance == money.TRAINING_MONEY
