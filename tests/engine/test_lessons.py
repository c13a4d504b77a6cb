"""A mistake made on purpose is prepared, pressed by the learner, and undone; the learner's own run is never spent."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from sandbox.account.state import Account
from sandbox.content import Content
from sandbox.content.rehearsal import NOW, PredictableSecrets, play_mistake, runs_at_each_step
from sandbox.engine.outcome import Outcome
from sandbox.engine.run import AnyRun
from sandbox.engine.undo import Snapshot, restored
from sandbox.engine.walkthrough import Mistake, Walkthrough
from sandbox.text.typography import no_break
from tests.support.guide import CONTENT, turn, wait

CODE = "enter-code"
SECRETS = PredictableSecrets()


@pytest.fixture
def registering(content: Content) -> Walkthrough:
    return content.walkthroughs["register-by-phone"]


@pytest.fixture
def entering(registering: Walkthrough) -> AnyRun:
    """A learner whose SMS with the code has come."""
    return at(registering, CODE)


def at(walkthrough: Walkthrough, step_id: str) -> AnyRun:
    return next(before for step, before, _ in runs_at_each_step(turn(walkthrough)) if step.id == step_id)


def mistake(run: AnyRun, name: str) -> Mistake:
    step = CONTENT.walkthroughs[run.walkthrough].step(run.step)
    found = step.mistake(name) if step else None
    assert found
    return found


def choose(run: AnyRun, name: str) -> AnyRun:
    return turn(CONTENT.walkthroughs[run.walkthrough]).try_mistake(run, run.step, name)


def make(run: AnyRun, name: str) -> AnyRun:
    return play_mistake(turn(CONTENT.walkthroughs[run.walkthrough]), run, mistake(run, name))


def submit(run: AnyRun, action: str, **given: str) -> AnyRun:
    return turn(CONTENT.walkthroughs[run.walkthrough], SECRETS).submit(run, run.step, action, given)


def undo(run: AnyRun) -> AnyRun:
    return turn(CONTENT.walkthroughs[run.walkthrough]).undo(run)


def own(run: AnyRun) -> Snapshot[Account]:
    """The learner's own run, whatever a lesson has made of it."""
    return restored(run.snapshot(NOW), run.lesson.before) if run.lesson else run.snapshot(NOW)


def code_of(run: AnyRun) -> str:
    assert run.state.one_time.code
    return str(run.state.one_time.code.digits)


def test_choosing_a_mistake_fills_the_form_and_leaves_the_press_to_the_learner(entering: AnyRun) -> None:
    chosen = choose(entering, "Неверный код")
    assert chosen.prefill["code"] not in ("", code_of(entering))
    assert (chosen.step, chosen.notice, chosen.tried) == (CODE, None, None)
    assert chosen.state == entering.state, "nothing was sent"
    assert chosen.mistakes_tried == ()


def test_the_press_gives_what_the_file_says_and_is_remembered(entering: AnyRun) -> None:
    made = make(entering, "Неверный код")
    assert made.notice == Outcome("code_wrong", ("code",), {"attempts_left": 2})
    assert made.tried == "Неверный код"
    assert made.mistakes_tried == ((CODE, "Неверный код"),)
    assert own(made) == own(entering)


def test_time_that_a_mistake_needs_has_passed_when_it_is_chosen(entering: AnyRun) -> None:
    chosen = choose(entering, "Код устарел")
    assert chosen.clock(NOW) - entering.clock(NOW) == timedelta(minutes=5) - timedelta(seconds=5)
    assert chosen.notice == Outcome("time_moved", values={"passed": 295})


def test_only_the_last_press_of_several_is_left(entering: AnyRun) -> None:
    chosen = choose(entering, "Три неверных кода подряд")
    assert chosen.state.one_time.code
    assert chosen.state.one_time.code.wrong_attempts == 2
    assert make(entering, "Три неверных кода подряд").notice == Outcome("code_attempts_exhausted", ("code",))


def test_mistakes_in_any_order_each_begin_from_the_learners_own_run(entering: AnyRun) -> None:
    run = entering
    for name in ("Код устарел", "Неверный код", "Три неверных кода подряд", "Новый код слишком часто", "Неверный код"):
        run = make(run, name)
        assert run.notice
        assert run.notice.name == mistake(entering, name).gives
        assert own(run) == own(entering)
    assert [name for _, name in run.mistakes_tried].count("Неверный код") == 1


def test_undoing_brings_back_clock_code_and_attempts(entering: AnyRun) -> None:
    run = make(make(entering, "Код устарел"), "Три неверных кода подряд")
    undone = undo(run)
    assert undone.snapshot(NOW) == entering.snapshot(NOW)
    assert (undone.lesson, undone.tried, undone.notice) == (None, None, Outcome("lesson_undone"))
    assert len(undone.mistakes_tried) == 2
    assert submit(undone, "confirm_code", code=code_of(entering)).step == "set-password"


def test_the_clock_shows_again_what_it_showed_however_long_the_lesson_took(
    registering: Walkthrough, entering: AnyRun
) -> None:
    later = NOW + timedelta(hours=3)
    undone = turn(registering, now=later).undo(choose(entering, "Код устарел"))
    assert undone.clock(later) == entering.clock(NOW)


def test_money_comes_back(content: Content) -> None:
    watching = at(content.walkthroughs["set-up-autopay"], "watch")
    made = make(watching, no_break("Карта пуста в день платы"))
    assert made.state.money.card_balance < watching.state.money.card_balance
    assert undo(made).state.money == watching.state.money


PRESSES: list[Callable[[AnyRun], AnyRun]] = [
    lambda run: submit(run, "confirm_code", code="000000"),
    lambda run: submit(run, "resend_code"),
    lambda run: submit(run, "take_back_number"),
    lambda run: wait(run, "code_expiry"),
    lambda run: choose(run, "Не все цифры"),
    lambda run: turn(CONTENT.walkthroughs[run.walkthrough]).submit(run, "enter-number", "request_code", {}),
]


@pytest.mark.parametrize("made", [choose, make])
@pytest.mark.parametrize("press", PRESSES)
def test_whatever_is_pressed_in_a_lesson_spends_nothing_of_the_learners_own_run(
    entering: AnyRun, made: Callable[[AnyRun, str], AnyRun], press: Callable[[AnyRun], AnyRun]
) -> None:
    for name in ("Неверный код", "Код устарел"):
        after = press(made(entering, name))
        if after.step == CODE:
            assert own(after) == own(entering)
        else:  # it was done in earnest
            assert after.snapshot(NOW) == press(entering).snapshot(NOW)
            assert after.lesson is None


def test_the_right_answer_in_a_lesson_is_the_learners_own(entering: AnyRun) -> None:
    """Even if it was typed over the mistake: the next step begins from the learner's own run."""
    for run in (choose(entering, "Три неверных кода подряд"), make(entering, "Неверный код")):
        after = submit(run, "confirm_code", code=code_of(entering))
        assert (after.step, after.lesson, after.tried) == ("set-password", None, None)
        assert after.state == submit(entering, "confirm_code", code=code_of(entering)).state


def test_what_is_right_only_in_the_lesson_ends_it_and_costs_no_attempt(entering: AnyRun) -> None:
    later = submit(wait(choose(entering, "Код устарел"), "resend"), "resend_code")
    arrived = wait(later, "sms")
    after = submit(arrived, "confirm_code", code=code_of(arrived))
    assert after.notice == Outcome("lesson_left")
    assert after.snapshot(NOW) == entering.snapshot(NOW)


def test_no_lesson_goes_on_from_the_step_it_led_to(content: Content) -> None:
    signing_in = at(content.walkthroughs["register-by-social"], "sign-in-there")
    away = make(signing_in, "Отменить вход")
    assert away.step == "choose-network"
    after = submit(away, "choose_network", method="vk")
    assert after.notice == Outcome("lesson_left")
    assert after.snapshot(NOW) == signing_in.snapshot(NOW)
    assert undo(away).snapshot(NOW) == signing_in.snapshot(NOW)


def test_the_example_is_for_the_learners_own_run(registering: Walkthrough, entering: AnyRun) -> None:
    shown = turn(registering).show_example(make(entering, "Код устарел"), CODE)
    assert shown.lesson is None
    assert shown.clock(NOW) == entering.clock(NOW)
    assert shown.prefill == {"code": code_of(entering)}


def test_what_the_learner_types_over_the_files_example_is_not_kept(registering: Walkthrough) -> None:
    numbering = at(registering, "enter-number")
    made = submit(choose(numbering, "Настоящий номер"), "request_code", phone="79031112233")
    assert made.tried == "Настоящий номер"
    assert "9031112233" not in repr(made)
    assert make(numbering, "Настоящий номер").prefill == {"phone": "79161234567"}, "the file's own may be shown"


def test_there_is_nothing_to_undo_twice(entering: AnyRun) -> None:
    once = undo(make(entering, "Неверный код"))
    twice = undo(once)
    assert twice.notice == Outcome("nothing_to_undo")
    assert twice.snapshot(NOW) == once.snapshot(NOW)
