"""What a learner did in a task although the shortest way does without it: told once, unless it was taken back."""

from typing import Any

from sandbox.content.task_rehearsal import task_turn
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.detour import MOST_DETOURS, Detour
from sandbox.engine.run import AnyRun
from tests.support.cabinet import cabinet_turn, press
from tests.support.guide import CONTENT, SIMULATION


def fast_money() -> CabinetTurn[Any]:
    return task_turn(SIMULATION, CONTENT.cabinet_of(CONTENT.tasks["fast-money"]))


def switch(turn: CabinetTurn[Any], run: AnyRun, option: str, *, on: bool = False) -> AnyRun:
    if on:
        return press(turn, run, "switch_option_on", at="options", option=option)
    return press(turn, run, "switch_option_off", at="options", own_option=option)


def solve(turn: CabinetTurn[Any], run: AnyRun) -> AnyRun:
    run = turn.answer(run, "history", f"{run.presses}", "day", "20 июня")
    return switch(turn, run, "horoscope")


RINGTONE = Detour("options", "switch_option_on", {"option": "ringtone"})


def test_whoever_goes_the_shortest_way_has_made_no_detour() -> None:
    turn = fast_money()
    solved = solve(turn, turn.begin())
    assert (turn.is_solved(solved), turn.detours(solved)) == (True, ())


def test_an_accepted_press_that_the_solution_does_not_hold_is_told_once() -> None:
    turn = fast_money()
    run = switch(turn, turn.begin(), "ringtone", on=True)
    run = switch(turn, run, "ringtone")
    run = switch(turn, run, "ringtone", on=True)
    run = solve(turn, switch(turn, run, "ringtone"))
    off = Detour("options", "switch_option_off", {"own_option": "ringtone"})
    assert turn.is_solved(run)
    assert turn.detours(run) == (RINGTONE, off)


def test_what_was_taken_back_is_no_detour() -> None:
    turn = fast_money()
    run = switch(turn, turn.begin(), "ringtone", on=True)
    assert turn.detours(run) == (RINGTONE,), "it is told before the task is solved, too"
    run = turn.undo(run)
    assert turn.detours(run) == ()
    assert turn.detours(solve(turn, run)) == ()


def test_a_way_back_that_is_taken_later_takes_back_no_earlier_detour() -> None:
    turn = fast_money()
    run = switch(turn, turn.begin(), "ringtone", on=True)
    run = turn.undo(turn.wait(run, "options", f"{run.presses}", "day"))
    assert turn.detours(run) == (RINGTONE,)


def test_what_was_refused_or_did_harm_or_changed_nothing_is_no_detour() -> None:
    turn = fast_money()
    refused = press(turn, turn.begin(), "top_up", at="balance", sum="0")
    assert refused.detours == ()
    harmed = switch(turn, turn.begin(), "weekend_data")
    assert (harmed.harms, harmed.detours) == (("needed_option_off",), ())
    called = press(turn, turn.begin(), "end_other_sessions", at="security")
    assert called.detours == ()


def test_what_is_typed_makes_no_detour_and_is_not_kept() -> None:
    """Another password or sum does the same; only choices of the screen's own words are remembered."""
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(CONTENT.tasks["three-hundred"]))
    run = press(turn, turn.begin(), "top_up", at="balance", sum="500")
    assert run.detours == ()
    run = press(turn, run, "set_way", at="balance", own_way="sbp")
    assert [each.chosen for each in run.detours] == [{"own_way": "sbp"}]


def test_another_way_that_is_as_short_as_the_shortest_is_no_detour() -> None:
    turn = task_turn(SIMULATION, CONTENT.cabinet_of(CONTENT.tasks["link-that-stays"]))
    run = press(turn, turn.begin(), "choose_autopay", at="autopay", autopay_kind="day_15")
    assert turn.detours(run) != ()
    run = press(turn, run, "set_autopay_sums", autopay_sum="300", monthly_limit="1000")
    run = press(turn, run, "confirm_autopay")
    run = turn.wait(run, "autopay", f"{run.presses}", "next_autopay")
    assert turn.is_solved(run)
    assert turn.detours(run) == ()


def test_of_many_detours_the_first_few_are_remembered() -> None:
    turn = fast_money()
    run = press(turn, turn.begin(), "top_up", at="balance", sum="2000")
    for option in ("ringtone", "more_data", "night_data", "calls_abroad"):
        run = switch(turn, run, option, on=True)
    for option in ("ringtone", "more_data"):
        run = switch(turn, run, option)
    assert len(run.detours) == MOST_DETOURS
    assert run.detours[0].action == "top_up"


def test_a_restart_that_is_taken_back_brings_back_what_was_answered_and_what_went_wrong() -> None:
    turn = fast_money()
    run = turn.answer(turn.begin(), "history", "0", "day", "20 июня")
    run = switch(turn, switch(turn, run, "ringtone", on=True), "weekend_data")
    run = turn.finish(run)  # the visitors come first
    back = turn.undo(turn.restart(run))
    assert (back.state, back.found, back.harms) == (run.state, ("day",), ("needed_option_off",))
    assert (back.detours, back.undos) == (run.detours, run.undos)


def test_the_free_practice_has_no_detours() -> None:
    turn = cabinet_turn("with-options", "options")
    run = press(turn, turn.begin(), "switch_option_on", option="ringtone")
    assert (run.detours, turn.detours(run)) == ((), ())
