"""A press is taken back whole, by little more than what it changed."""

from dataclasses import replace

from sandbox.account.state import Account
from sandbox.content.rehearsal import NOW
from sandbox.engine.undo import Slice, Snapshot, Undo, restored, way_back
from sandbox.storage.codec import RunCodec
from sandbox.storage.undos import MOST_BYTES, fitting
from tests.support.at_once import at_once
from tests.support.cabinet import lives
from tests.support.guide import SIMULATION

CODEC = RunCodec(SIMULATION)


def test_every_press_is_taken_back_exactly() -> None:
    pressed = 0
    for turn, before, after in lives(80, seed=1):
        if after.undos != before.undos and len(after.undos) >= len(before.undos):
            back = turn.undo(after)
            assert (back.state, back.clock(NOW)) == (before.state, before.clock(NOW))
            pressed += 1
    assert pressed > 100


def test_the_ways_back_are_read_as_they_were_stored() -> None:
    for turn, _, after in lives(40, seed=2):
        kept = CODEC.decode(CODEC.encode(after), turn.cabinet)
        assert kept == after
        assert kept.undos == fitting(after.undos)


OF_OLD = [{"state.money.gone": 1}, {"state.sim.number.gone": 1}, {"state.sim.number": 1}, {"money.balance": 1}]


@at_once("values", OF_OLD)
def test_ways_back_that_an_edition_does_not_know_are_dropped_and_life_goes_on(values: dict[str, object]) -> None:
    turn, run, _ = next(lives(1, seed=0))
    kept = CODEC.decode(CODEC.encode(replace(run, undos=(Undo("home", NOW, values, {}),))), turn.cabinet)
    assert kept == replace(run, undos=())


def test_of_a_list_that_has_grown_or_lost_its_beginning_little_is_kept() -> None:
    _, run, _ = next(lives(1, seed=0))

    def slice_of(was: tuple[str, ...], now: tuple[str, ...]) -> Slice:
        def used(words: tuple[str, ...]) -> Snapshot[Account]:
            account = replace(run.state, one_time=replace(run.state.one_time, used=words))
            return replace(run.snapshot(NOW), state=account)

        return way_back(used(was), used(now)).lists["state.one_time.used"]

    assert slice_of(("a", "b"), ("a", "b", "c")) == Slice((), 0, 2, ())
    assert slice_of(("a", "b", "c"), ("b", "c", "d")) == Slice(("a",), 0, 2, ())
    assert slice_of(("a", "b"), ("a",)) == Slice((), 0, 1, ("b",))


def test_the_oldest_ways_back_go_when_there_is_no_room() -> None:
    undos = tuple(Undo("home", NOW, {"state.sim.number": f"{number}" * 700}, {}) for number in range(1, 9))
    kept = fitting(undos)
    assert 0 < len(kept) < len(undos)
    assert kept == undos[-len(kept) :]
    assert 700 * len(kept) < MOST_BYTES


def test_what_was_not_touched_is_not_touched_by_going_back() -> None:
    """A later press may have changed other fields: each way back is from the state that its press left."""
    for _, before, after in lives(30, seed=3):
        was, now = before.snapshot(NOW), after.snapshot(NOW)
        assert restored(now, way_back(was, now)) == was
        assert restored(was, way_back(was, was)) == was
