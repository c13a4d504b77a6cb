"""One life in the cabinet: where one can be, what is stale, and what can be taken back."""

from dataclasses import replace

from sandbox.content.rehearsal import NOW
from sandbox.engine.cabinet import MOST_UNDOS
from tests.support.at_once import at_once
from tests.support.cabinet import cabinet_turn, lives, press, said
from tests.support.guide import SIMULATION

PASSWORD = "Синий-чайник-27"


def test_a_life_begins_at_an_empty_address_line_and_leads_inside() -> None:
    turn = cabinet_turn()
    run = press(turn, turn.begin(), "open_site", address="login.mts.ru")
    assert run.step == "welcome"
    run = press(turn, run, "request_code", at="register", phone="79070000001")
    assert run.step == "code"
    run = turn.wait(run, "code", f"{run.presses}", "sms")
    run = press(turn, run, "use_code", code=SIMULATION.known(run.state, run.clock(NOW))["code"])
    assert run.step == "new-password"
    run = press(turn, run, "set_password", password=PASSWORD)
    assert run.step == "home"


def test_looking_at_another_place_changes_nothing() -> None:
    turn = cabinet_turn("signed-in", "home")
    run = turn.begin()
    assert turn.place(run, "options").id == "options"
    assert turn.place(run).id == "home"


@at_once("place", ["password", "new-password", "other-site", "home", "no-such-place", "phone"])
def test_no_address_leads_where_only_a_press_does(place: str) -> None:
    turn = cabinet_turn()
    assert turn.place(turn.begin(), place).id == "entry"


def test_who_is_not_signed_in_is_at_the_door() -> None:
    turn = cabinet_turn("signed-in", "options")
    run = turn.begin()
    out = press(turn, run, "sign_out", at="home")
    assert out.step == "welcome"
    assert turn.place(replace(out, step="options")).id == "welcome"
    assert turn.place(replace(out, step="options"), "balance").id == "welcome"
    assert "home" not in [each.id for each in turn.menu(out, turn.place(out))]


def test_a_form_from_before_the_newest_press_does_nothing() -> None:
    """A second click, an old tab, a page that the browser's Back has brought."""
    turn = cabinet_turn("signed-in", "balance")
    run = turn.begin()
    paid = turn.act(run, "balance", "0", "top_up", {"sum": "300"})
    again = turn.act(paid, "balance", "0", "top_up", {"sum": "300"})
    assert said(again) == "place_already_left"
    assert (again.state, again.step) == (paid.state, paid.step)
    waited = turn.wait(paid, "history", "0", "month")
    assert (said(waited), waited.clock(NOW)) == ("place_already_left", paid.clock(NOW))


def test_an_action_of_another_place_does_nothing() -> None:
    turn = cabinet_turn("signed-in", "balance")
    run = turn.begin()
    assert said(press(turn, run, "sign_out")) == "place_already_left"
    assert said(press(turn, run, "wait_a_day")) == "place_already_left"


def test_presses_are_taken_back_one_by_one_with_the_clock() -> None:
    turn = cabinet_turn("signed-in", "balance")
    runs = [turn.begin()]
    for _ in range(3):
        runs.append(press(turn, runs[-1], "top_up", at="balance", sum="100"))
        runs.append(turn.wait(runs[-1], runs[-1].step, f"{runs[-1].presses}", "day"))
    run = runs.pop()
    while runs:
        run, was = turn.undo(run), runs.pop()
        assert said(run) == "press_undone"
        assert (run.state, run.clock(NOW)) == (was.state, was.clock(NOW))
    assert said(turn.undo(run)) == "nothing_to_undo"


def test_taking_back_leads_to_the_place_of_the_press() -> None:
    turn = cabinet_turn("signed-in", "home")
    run = press(turn, turn.begin(), "top_up", at="balance", sum="100")
    assert run.step == "history"
    assert turn.undo(run).step == "balance"


def test_only_the_newest_presses_can_be_taken_back() -> None:
    turn = cabinet_turn("signed-in", "home")
    run = turn.begin()
    for _ in range(MOST_UNDOS + 5):
        run = turn.wait(run, "home", f"{run.presses}", "day")
    assert len(run.undos) == MOST_UNDOS


def test_what_changes_nothing_needs_no_way_back() -> None:
    turn = cabinet_turn("registered", "sign-in")
    run = press(turn, turn.begin(), "enter_number", phone="")
    assert (said(run), run.undos) == ("number_missing", ())


def test_a_restart_can_be_taken_back_until_the_next_press() -> None:
    turn = cabinet_turn("signed-in", "home")
    run = press(turn, turn.begin(), "top_up", at="balance", sum="100")
    fresh = turn.restart(run)
    assert said(fresh) == "run_restarted"
    back = turn.undo(fresh)
    assert (said(back), back.state) == ("restart_undone", run.state)
    gone_on = turn.wait(fresh, fresh.step, f"{fresh.presses}", "day")
    assert turn.undo(gone_on).state == fresh.state


def test_what_was_kept_is_lived_on_from_and_that_can_be_taken_back() -> None:
    turn = cabinet_turn("signed-in", "home")
    kept = turn.begin()
    run = press(turn, kept, "top_up", at="balance", sum="100")
    recalled = turn.recall(run, kept)
    assert (said(recalled), recalled.state, recalled.step) == ("life_recalled", kept.state, "home")
    assert turn.undo(recalled).state == run.state


def test_the_code_is_put_into_its_field() -> None:
    turn = cabinet_turn()
    run = press(turn, turn.begin(), "open_site", address="login.mts.ru")
    run = press(turn, run, "request_code", at="register", phone="79070000001")
    run = turn.wait(run, "code", f"{run.presses}", "sms")
    filled = turn.insert_code(run, "code", f"{run.presses}")
    assert filled.prefill == {"code": SIMULATION.known(run.state, run.clock(NOW))["code"]}
    assert said(turn.insert_code(run, "code", "0")) == "place_already_left"


def test_whatever_is_pressed_the_balance_is_the_sum_of_the_history() -> None:
    for turn, _, after in lives(60, seed=4):
        money = after.state.money
        assert money.balance == sum(entry.amount for entry in money.history)
        assert turn.menu(after, turn.place(after)), "a place without a way on"
