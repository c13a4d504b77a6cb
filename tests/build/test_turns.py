"""What somebody waits for comes before what has time."""

import threading

from macros.preview.turns import Turns
from tests.support.processes import look_again


def test_who_is_in_haste_comes_before_who_has_time() -> None:
    turns, came = Turns(), list[str]()

    def hurry() -> None:
        with turns.in_haste():
            came.append("in haste")

    hasty = threading.Thread(target=hurry)
    with turns.when_free():
        hasty.start()
        look_again(lambda: not turns.is_awaited, "nobody came in haste")
    with turns.when_free():
        came.append("when free")
    hasty.join()
    assert came == ["in haste", "when free"]


def test_who_is_in_haste_comes_before_all_who_wait_for_their_time() -> None:
    """Others with time may stand for the lock already when somebody in haste comes."""
    turns, came = Turns(), list[str]()

    def hurry() -> None:
        with turns.in_haste():
            came.append("in haste")

    def take_time() -> None:
        with turns.when_free():
            came.append("when free")

    idle = [threading.Thread(target=take_time) for _ in range(3)]
    hasty = threading.Thread(target=hurry)
    with turns.when_free():
        for each in (*idle, hasty):
            each.start()
        look_again(lambda: not turns.is_awaited, "nobody came in haste")
    for each in (hasty, *idle):
        each.join()
    assert came == ["in haste", *["when free"] * len(idle)]


def test_what_is_done_in_haste_may_need_more_of_it() -> None:
    turns = Turns()
    with turns.in_haste(), turns.in_haste():
        assert turns.is_awaited
    assert not turns.is_awaited
