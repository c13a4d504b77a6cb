"""A run stays small, whatever is pressed and however often."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.account.ledger import Entry
from sandbox.account.messages import Message
from sandbox.account.starting_points import STARTING_POINTS
from sandbox.account.state import MOST_LINES, MOST_MESSAGES, Account, forget_old_messages, is_full
from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, runs_at_each_step
from sandbox.engine.outcome import Outcome
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Walkthrough
from sandbox.storage.codec import RunCodec
from tests.support.accounts import changed
from tests.support.guide import SIMULATION, turn, wait

SECRETS = PredictableSecrets()
MOST_BYTES = 16_000
"""Of a run that is full, as a document."""

TOO_LONG = Outcome("run_too_long")
Press = Callable[[AnyRun], AnyRun]


@pytest.fixture
def account() -> Account:
    return STARTING_POINTS["signed-in"](SECRETS)


def test_only_the_newest_messages_are_kept(account: Account) -> None:
    messages = tuple(Message("receipt", NOW + timedelta(minutes=n), {"sum": f"{n}"}) for n in range(MOST_MESSAGES + 1))
    assert forget_old_messages(replace(account, messages=messages[1:])).messages == messages[1:]
    assert forget_old_messages(replace(account, messages=messages)).messages == messages[1:]


@pytest.fixture
def options(content: Content) -> Walkthrough:
    return content.walkthroughs["turn-options-on-and-off"]


@pytest.fixture
def spender(options: Walkthrough) -> AnyRun:
    """A learner at a step that gives money for the asking."""
    for step, before, _ in runs_at_each_step(turn(options, SECRETS)):
        if "add_training_money" in step.also:
            return before
    raise AssertionError("no step gives money")


@pytest.fixture
def ask_for_money(options: Walkthrough) -> Press:
    return lambda run: turn(options, SECRETS).submit(run, run.step, "add_training_money", {})


def wait_for_fee(run: AnyRun) -> AnyRun:
    return wait(run, "next_fee")


def test_a_run_of_many_presses_stays_small_and_is_told_to_begin_anew(spender: AnyRun, ask_for_money: Press) -> None:
    run = spender
    for _ in range(300):
        run = wait_for_fee(ask_for_money(run))
        assert len(run.state.messages) <= MOST_MESSAGES
        assert run.state.money.balance == sum(entry.amount for entry in run.state.money.history)
    assert run.notice == TOO_LONG
    assert len(run.state.messages) == MOST_MESSAGES
    assert len(RunCodec(SIMULATION).encode(run)) < MOST_BYTES


def test_a_full_run_takes_no_deed_but_beginning_anew(
    spender: AnyRun, options: Walkthrough, ask_for_money: Press
) -> None:
    lines = (Entry("training_money", 1_00, NOW),) * MOST_LINES
    almost = replace(spender, state=changed(spender.state, money={"history": lines[1:]}))
    full = replace(spender, state=changed(spender.state, money={"history": lines}))
    mistake = options.step(full.step).mistakes[0]  # type: ignore[union-attr]

    def make_a_mistake(run: AnyRun) -> AnyRun:
        return turn(options, SECRETS).try_mistake(run, run.step, mistake.name)

    for press in (ask_for_money, wait_for_fee, make_a_mistake):
        assert press(almost).notice != TOO_LONG
        after = press(full)
        assert (after.notice, after.state, after.step) == (TOO_LONG, full.state, full.step)
    assert not is_full(turn(options, SECRETS).restart(full).state)


def test_no_example_needs_half_of_it(content: Content) -> None:
    for walkthrough in content.walkthroughs.values():
        for _, _, run in runs_at_each_step(turn(walkthrough, SECRETS)):
            assert len(run.state.money.history) <= MOST_LINES / 2
            assert len(run.state.messages) <= MOST_MESSAGES / 2
