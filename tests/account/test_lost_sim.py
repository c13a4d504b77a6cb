"""A lost phone: who may block the SIM, what a blocked SIM receives, and what waiting costs."""

from datetime import UTC, datetime, timedelta

import pytest

from sandbox.account import codes, recovery
from sandbox.account.actions import ACTIONS, OUTCOMES
from sandbox.account.starting_points import NUMBER, OPENING_BALANCE, STARTING_POINTS
from sandbox.account.state import Account
from sandbox.content.rehearsal import PredictableSecrets
from sandbox.engine.action import Press, Result
from sandbox.engine.outcome import Outcome
from tests.support.accounts import changed
from tests.support.at_once import at_once
from tests.support.guide import CONTENT

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECRETS = PredictableSecrets()
LOST = changed(STARTING_POINTS["phone-lost"](SECRETS), sim={"lost_since": NOW, "used_until": NOW})


def act(name: str, account: Account = LOST, now: datetime = NOW, **given: str) -> Result[Account]:
    return ACTIONS[name].rule(Press(account, given, now, SECRETS))


def name_word(word: str, account: Account = LOST) -> Result[Account]:
    return act("name_control_word", changed(account, proofs={"called": True}), control_word=word)


def blocked(account: Account = LOST, now: datetime = NOW) -> Account:
    return act("block_sim", name_word("Ромашка", account).state, now).state


def test_from_another_operators_phone_only_the_long_number_answers() -> None:
    assert act("call_support", line="short").outcome == Outcome("support_line_unreachable")
    answered = act("call_support", line="long")
    assert (answered.outcome, answered.kept) == (Outcome("support_answered"), {"line": "long"})


@pytest.mark.parametrize("word", ["Ромашка", "ромашка", "  РОМАШКА "])
def test_the_cards_word_is_recognised_however_it_is_written(word: str) -> None:
    result = name_word(word)
    assert (result.outcome, result.kept) == (Outcome("control_word_accepted"), {"control_word": "Ромашка"})


def test_another_word_is_refused_and_stays_nowhere() -> None:
    result = name_word("Мурзик")
    assert result.outcome == Outcome("control_word_wrong", ("control_word",))
    assert (result.state, result.kept) == (changed(LOST, proofs={"called": True}), {})
    assert OUTCOMES["control_word_wrong"].foreign, "it could be somebody's own"


def test_the_word_is_said_to_somebody_who_was_called() -> None:
    assert act("name_control_word", control_word="Ромашка").outcome == Outcome("support_not_called")
    called = act("call_support", line="long").state
    assert act("name_control_word", called, control_word="Ромашка").outcome.name == "control_word_accepted"


def test_silence_is_not_a_word() -> None:
    assert name_word(" ").outcome == Outcome("control_word_missing", ("control_word",))


def test_the_sim_is_blocked_only_for_its_owner() -> None:
    refused = act("block_sim")
    assert (refused.outcome, refused.state) == (Outcome("caller_not_recognised"), LOST)
    assert act("block_sim", name_word("Мурзик").state).outcome.name == "caller_not_recognised"
    done = act("block_sim", name_word("Ромашка").state)
    assert (done.outcome, done.state.sim.blocked) == (Outcome("sim_blocked"), True)


@pytest.mark.parametrize("action", ["request_code", "resend_code", "request_reset_link"])
def test_a_blocked_sim_receives_nothing(action: str) -> None:
    account = blocked()
    result = act(action, account, phone=NUMBER)
    assert result.outcome == Outcome("sms_not_delivered")
    assert result.state.inbox(NOW + DAY) == ()


def test_what_was_still_on_its_way_does_not_arrive_after_the_block() -> None:
    on_its_way = act("resend_code").state
    assert on_its_way.inbox(NOW + timedelta(seconds=5))
    account = blocked(on_its_way, NOW + timedelta(seconds=4))
    assert account.inbox(NOW + DAY) == ()


def test_what_had_arrived_before_the_block_stays() -> None:
    arrived = act("resend_code").state
    assert len(blocked(arrived, NOW + timedelta(seconds=5)).messages) == 1


def test_asking_in_vain_is_paced_all_the_same() -> None:
    account = act("resend_code", blocked()).state
    assert act("resend_code", account).outcome == Outcome("code_requested_too_soon", values={"retry_in": 60})


@at_once(
    ("answer", "outcome"),
    [
        ("sim", "blocking_understood"),
        ("account", "account_still_open"),
        ("phone", "phone_still_works"),
        ("", "nothing_said"),
    ],
)
def test_what_is_blocked_is_heard_from_the_support_and_not_tried_with_a_code(answer: str, outcome: str) -> None:
    account = blocked()
    heard = act("repeat_what_is_blocked", account, blocked=answer)
    assert (heard.outcome, heard.state) == (Outcome(outcome), account)
    assert heard.kept == ({"blocked": "sim"} if answer == "sim" else {})


def test_no_step_with_a_lost_phone_asks_for_a_code() -> None:
    walkthrough = CONTENT.walkthroughs["block-lost-sim"]
    offered = {action for step in walkthrough.steps for action in step.offered}
    assert not offered & {action.name for action in codes.ACTIONS}


def test_a_day_of_waiting_costs_money_and_a_code() -> None:
    result = act("wait_a_day")
    assert result.outcome == Outcome("money_stolen", values={"stolen": 200_00})
    assert result.took == DAY
    assert result.state.money.balance == OPENING_BALANCE - 200_00
    assert [message.kind for message in result.state.inbox(NOW + DAY)] == ["code"]
    assert (result.state.money.history[-1].kind, result.state.money.history[-1].at) == ("stolen_calls", NOW + DAY)


def test_a_thief_takes_no_more_than_there_is() -> None:
    account, told = LOST, []
    for day in range(4):
        result = act("wait_a_day", account, NOW + day * DAY)
        account = result.state
        told.append((result.outcome.name, account.money.balance))
    assert told == [("money_stolen", 150_00), ("money_stolen", 0), ("day_lost", 0), ("day_lost", 0)]


def test_with_a_blocked_sim_a_day_costs_nothing_more() -> None:
    account = blocked()
    result = act("wait_a_day", account)
    assert (result.outcome.name, result.state) == ("day_lost", account)


def test_a_new_sim_receives_again_in_a_phone_without_old_messages() -> None:
    account = blocked(act("resend_code").state, NOW + DAY)
    restored = act("get_new_sim", account, NOW + DAY)
    assert restored.outcome == Outcome("sim_restored")
    assert (restored.state.sim.number, restored.state.messages) == (NUMBER, ())
    sent = codes.resend_code(Press(restored.state, {}, NOW + DAY, SECRETS))
    assert sent.outcome == Outcome("code_resent")
    assert len(sent.state.inbox(NOW + 2 * DAY)) == 1
    assert not sent.state.sim.lost
    assert act("block_sim", restored.state).outcome.name == "caller_not_recognised", "the call is over"


def test_a_link_asked_for_in_vain_opens_nothing_by_a_guess() -> None:
    account = recovery.resend_reset_link(Press(blocked(), {}, NOW, SECRETS)).state
    assert act("open_reset_link", account, NOW + DAY, link="token-0").outcome.name == "reset_link_unknown"
