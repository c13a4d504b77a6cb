"""Every walkthrough asks its learner for something: pressing forward without a thought leads to no end."""

from dataclasses import replace

from macros.editors.walkthrough_words import MOST_ONLY_PRESSED
from sandbox.account.actions import ACTIONS
from sandbox.content.decisions import passed_by_enter
from sandbox.engine.walkthrough import Walkthrough
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, SIMULATION


def test_few_steps_are_one_button_and_each_says_why() -> None:
    pressed = {
        f"{walkthrough.slug}#{step.id}": step.only_press
        for walkthrough in CONTENT.walkthroughs.values()
        for step in walkthrough.steps
        if not ACTIONS[step.action].fields
    }
    assert len(pressed) <= MOST_ONLY_PRESSED, pressed
    assert all(pressed.values())
    assert len(set(pressed.values())) == len(pressed), "each step has a reason of its own"


@at_once("walkthrough", CONTENT.walkthroughs.values())
def test_holding_enter_passes_no_walkthrough(walkthrough: Walkthrough) -> None:
    assert not passed_by_enter(SIMULATION, walkthrough)


def test_a_walkthrough_of_one_button_is_passed_by_holding_enter() -> None:
    whole = CONTENT.walkthroughs["keep-codes-secret"]
    button = next(step for step in whole.steps if step.id == "end-sessions")
    only = replace(whole, start="weak-password", steps=(replace(button, then={"other_sessions_ended": "done"}),))
    assert passed_by_enter(SIMULATION, only)


def test_a_walkthrough_that_few_orders_of_its_buttons_pass_is_told() -> None:
    """Here a third of them, and not the first that is tried."""
    whole = CONTENT.walkthroughs["keep-codes-secret"]
    look, stop = (step for step in whole.steps if step.id in ("look-what-follows", "stop-talking"))
    short = replace(whole, steps=(look, replace(stop, then=dict.fromkeys(stop.then, "done"))))
    assert passed_by_enter(SIMULATION, short)
