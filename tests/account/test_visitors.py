"""SMS to be judged: what is drawn, what proves each, and what a wrong judgement costs."""

import re
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account.addresses import SITE_OPENED, judge_address
from sandbox.account.draws import Draws
from sandbox.account.fees import settle
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import Account
from sandbox.account.visitors import (
    ACTIONS,
    ANSWERS,
    FALSE_ADDRESSES,
    FORGED,
    KINDS,
    SITE,
    await_visits,
    come,
    judge_message,
    line_up,
    right_answer,
)
from sandbox.account.visits import Visit
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, SIMULATION

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
SECRETS = PredictableSecrets()
START = STARTING_POINTS["signed-in"](SECRETS)
SEEDS = range(200)
LINE_UPS = [line_up(Draws(f"seed {seed}")) for seed in SEEDS]
MESSAGES = CONTENT.wording.messages


def visited(kind: str) -> Account:
    return await_visits(START, (Visit(kind, ANSWERS, FALSE_ADDRESSES[0], 300_00),), NOW)


def test_what_proves_an_sms_is_true_of_whoever_has_not_pressed_check() -> None:
    """It is shown after a wrong verdict, too."""
    for kind in KINDS:
        account = visited(kind)
        judged = judge(account, "distrust" if right_answer(account) == "trust" else "trust").state
        assert judged.visits.checked
        assert not re.search(r"\b[Вв]ы\b", CONTENT.wording.labels["proofs"][kind]), kind


def judge(account: Account, answer: str) -> Result[Account]:
    return judge_message(Press(account, {"verdict": answer}, NOW, SECRETS))


def test_half_of_a_line_up_is_genuine_and_a_true_warning_is_in_each() -> None:
    for visits in LINE_UPS:
        kinds = [visit.kind for visit in visits]
        assert [KINDS[kind].genuine for kind in kinds].count(True) == 2
        assert "fraud_warning" in kinds
        assert len(set(kinds)) == 4


def test_some_forgery_in_each_stands_in_the_operators_own_thread_with_a_false_address() -> None:
    for visits in LINE_UPS:
        forged = [visit for visit in visits if not KINDS[visit.kind].genuine]
        senders = [MESSAGES[visit.kind].sender for visit in forged if visit.address]
        assert senders == [MESSAGES["code"].sender]


def test_every_kind_comes_and_every_place_is_right_sometimes() -> None:
    assert {visit.kind for visits in LINE_UPS for visit in visits} == KINDS.keys()
    places = Counter((number, KINDS[visit.kind].genuine) for visits in LINE_UPS for number, visit in enumerate(visits))
    assert all(60 < often < 140 for often in places.values()), "about half of 200 at each place"


def first_is(visit: Visit) -> str:
    right = "trust" if KINDS[visit.kind].genuine else "distrust"
    return {right: "right", "check": "check"}.get(visit.answers[0], "wrong")


def test_the_right_answer_stands_first_in_no_more_than_its_share() -> None:
    for visits in LINE_UPS:
        first = Counter(map(first_is, visits))
        assert (first["right"], first["wrong"] >= 1) == (1, True), "one of four, where one of three would be its share"
        assert all(sorted(visit.answers) == sorted(ANSWERS) for visit in visits)


def test_so_it_is_where_one_comes_unannounced() -> None:
    first = Counter(
        first_is(come(START, FORGED, NOW, PredictableSecrets(seed)).visits.waiting[0]) for seed in range(300)
    )
    assert all(70 < often < 130 for often in first.values()), "a third each"


def test_what_comes_unannounced_is_of_the_kinds_that_were_asked_for() -> None:
    kinds = {come(START, ("sim_ends", "code_wanted"), NOW, PredictableSecrets(seed)).visits.waiting for seed in SEEDS}
    assert {visit.kind for (visit,) in kinds} == {"sim_ends", "code_wanted"}


@at_once("kind", KINDS)
def test_a_wrong_judgement_costs_nothing_but_its_lesson(kind: str) -> None:
    account = visited(kind)
    wrong = "distrust" if KINDS[kind].genuine else "trust"
    result = judge(account, wrong)
    assert result.outcome == Outcome(KINDS[kind].misjudged.name)
    assert SIMULATION.outcomes[result.outcome.name].refusal
    assert (result.state.money, result.state.access, result.took) == (account.money, account.access, timedelta(0))
    assert result.state.visits.waiting == account.visits.waiting
    assert result.state.visits.checked, "what could be seen is shown with the lesson"


@at_once("kind", KINDS)
def test_the_right_judgement_sends_it_away(kind: str) -> None:
    result = judge(visited(kind), right_answer(visited(kind)))
    assert result.outcome == Outcome("genuine_recognised" if KINDS[kind].genuine else "forgery_recognised")
    assert result.state.visits.waiting == ()
    assert right_answer(result.state) == ""


@at_once("kind", KINDS)
def test_checking_decides_nothing_and_is_offered_once(kind: str) -> None:
    account = visited(kind)
    looked_up = judge(account, "check")
    assert (looked_up.outcome, looked_up.state.visits.waiting) == (Outcome("message_checked"), account.visits.waiting)
    (field,) = ACTIONS[0].fields
    assert SIMULATION.screens.choices(account, field) == ANSWERS
    assert SIMULATION.screens.choices(looked_up.state, field) == ("trust", "distrust")


@pytest.mark.parametrize("answer", ["", "later", "hang_up"])
def test_what_is_not_offered_decides_nothing(answer: str) -> None:
    account = visited("receipt")
    assert judge(account, answer) == Result(account, Outcome("nothing_decided"))
    assert judge(START, "trust") == Result(START, Outcome("nothing_decided")), "there is nothing to judge"


def test_each_sms_is_there_as_soon_as_it_is_to_be_judged() -> None:
    account = await_visits(START, LINE_UPS[0], NOW)
    for number, visit in enumerate(LINE_UPS[0], 1):
        assert [message.kind for message in account.inbox(NOW)] == [each.kind for each in LINE_UPS[0][:number]]
        account = judge(account, right_answer(account)).state
        assert visit not in account.visits.waiting


def test_of_money_only_the_genuine_sms_is_borne_out_by_the_account() -> None:
    for kind in ("receipt", "false_receipt", "false_transfer"):
        account = settle(visited(kind), NOW)
        came = account.money.balance - START.money.balance
        assert came == (300_00 if KINDS[kind].genuine else 0)
        assert account.messages[-1].values["sum"] == "30000"


@pytest.mark.parametrize("address", FALSE_ADDRESSES)
def test_a_false_address_looks_like_the_true_one_and_is_another(address: str) -> None:
    host = address.split("/")[2]
    assert host != SITE
    assert not host.endswith(f".{SITE}")
    assert host.endswith(".example"), "a domain that is never registered"
    assert judge_address(address).outcome is not SITE_OPENED


def test_only_forgeries_may_be_invited_where_nothing_in_the_account_could_bear_them_out() -> None:
    assert SIMULATION.visitors
    assert SIMULATION.visitors.kinds == FORGED
    assert not any(KINDS[kind].genuine for kind in FORGED)
