"""A step back, a restart and its undoing, and a run that begins at a step: nothing that was done is lost by a slip."""

from dataclasses import replace

import pytest

from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_mistake, runs_at_each_step
from sandbox.engine.outcome import Outcome
from sandbox.engine.run import AnyRun
from sandbox.engine.walkthrough import Mistake, Walkthrough
from tests.support.at_once import at_once
from tests.support.guide import CONTENT, turn, wait

WALKTHROUGHS = at_once("walkthrough", CONTENT.walkthroughs.values())


@pytest.fixture
def registering(content: Content) -> Walkthrough:
    return content.walkthroughs["register-by-phone"]


def runs_of(walkthrough: Walkthrough) -> list[AnyRun]:
    """The run at each step by the examples, and at the end."""
    path = list(runs_at_each_step(turn(walkthrough, PredictableSecrets())))
    return [*(before for _, before, _ in path), path[-1][2]]


def at(walkthrough: Walkthrough, step_id: str) -> AnyRun:
    return next(run for run in runs_of(walkthrough) if run.step == step_id)


def back(run: AnyRun, target: str = "") -> AnyRun:
    return turn(CONTENT.walkthroughs[run.walkthrough]).step_back(run, run.step, target)


def waits_at(walkthrough: Walkthrough, step_id: str) -> bool:
    step = walkthrough.step(step_id)
    return step is not None and step.wait is not None


def first_mistake(walkthrough: Walkthrough, step_id: str) -> Mistake:
    step = walkthrough.step(step_id)
    assert step
    return step.mistakes[0]


@WALKTHROUGHS
def test_from_every_step_and_the_end_each_step_before_is_reached_as_it_was_left(walkthrough: Walkthrough) -> None:
    runs = runs_of(walkthrough)
    run = runs[-1]
    for before in reversed(runs[:-1]):
        run = back(run)
        assert run.step == before.step
        if not waits_at(walkthrough, before.step):  # or the clock was moved there before the example
            assert run.state == before.state
        assert dict(run.entered) == dict(before.entered)
        assert run.notice == Outcome("stepped_back")
    assert run.clock(NOW) == runs[0].clock(NOW)
    assert back(run).notice == Outcome("no_step_before")


def test_the_clock_and_the_code_are_those_of_the_step(registering: Walkthrough) -> None:
    entering = at(registering, "enter-code")
    waited = wait(entering, "code_expiry")
    number = back(back(waited))
    assert number.step == "enter-number"
    assert number.state.one_time.code is None
    assert number.clock(NOW) == at(registering, "enter-number").clock(NOW)


def test_what_was_entered_stands_in_the_form_again(registering: Walkthrough) -> None:
    assert back(at(registering, "wait-for-sms")).prefill == {"phone": "79070000001"}
    assert "password" not in back(runs_of(registering)[-1]).prefill


def test_a_named_step_is_gone_back_to_at_once(registering: Walkthrough) -> None:
    run = back(at(registering, "set-password"), "choose-method")
    assert run.step == "choose-method"
    assert [was.step for was in run.past] == ["open-site"]
    assert back(run, "set-password").notice == Outcome("no_step_before"), "it is ahead"


def test_a_second_click_goes_back_once(registering: Walkthrough) -> None:
    run = back(at(registering, "enter-code"))
    again = turn(registering).step_back(run, "enter-code")
    assert (again.step, again.notice) == (run.step, Outcome("step_already_passed"))


def test_an_action_that_leads_back_leaves_only_what_is_before(registering: Walkthrough) -> None:
    entering = at(registering, "enter-code")
    number = turn(registering).submit(entering, "enter-code", "take_back_number", {})
    assert number.step == "enter-number"
    assert [was.step for was in number.past] == ["open-site", "choose-method"]


def test_in_a_lesson_a_step_back_leads_out_of_the_lesson(registering: Walkthrough) -> None:
    entering = at(registering, "enter-code")
    out = back(play_mistake(turn(registering), entering, first_mistake(registering, "enter-code")))
    assert out.snapshot(NOW) == entering.snapshot(NOW)
    assert out.past == entering.past


def test_a_restart_is_taken_back_whole(registering: Walkthrough) -> None:
    entering = at(registering, "enter-code")
    tried = play_mistake(turn(registering), entering, first_mistake(registering, "enter-code"))
    for run in (entering, tried):
        fresh = turn(registering).restart(run)
        assert (fresh.step, fresh.past, fresh.mistakes_tried) == ("open-site", (), ())
        again = turn(registering).undo(turn(registering).restart(fresh))
        assert again == replace(
            turn(registering).undo(run), mistakes_tried=run.mistakes_tried, notice=Outcome("restart_undone")
        )


def test_of_a_run_in_which_nothing_was_done_there_is_nothing_to_take_back(registering: Walkthrough) -> None:
    assert turn(registering).restart(turn(registering).begin()).former is None


@WALKTHROUGHS
def test_a_run_can_begin_at_every_step(walkthrough: Walkthrough) -> None:
    left = turn(walkthrough).show_example(turn(walkthrough).begin(), walkthrough.steps[0].id)
    for before in runs_of(walkthrough)[:-1]:
        begun = turn(walkthrough, PredictableSecrets()).start_at(left, before.step)
        prepared = turn(walkthrough).judge_visitor(begun)  # what comes unannounced comes there, too
        assert prepared.snapshot(NOW) == before.snapshot(NOW)
        assert [was.step for was in prepared.past] == [was.step for was in before.past]
        step = walkthrough.step(prepared.step)
        assert step
        assert turn(walkthrough, PredictableSecrets()).follow_example(prepared, step).step != step.id
        assert turn(walkthrough).undo(prepared).step == left.step


def test_a_step_that_is_not_there_is_not_begun_with(registering: Walkthrough) -> None:
    run = turn(registering).begin()
    assert turn(registering).start_at(run, "of-old") == replace(run, notice=Outcome("step_already_passed"))
