"""Works that came at the same time are done together, and none is held up by another for long."""

import asyncio
from collections.abc import Sequence
from threading import Event

import pytest

from sandbox.storage import StoreUnavailableError
from sandbox.web.threads import Threads
from sandbox.web.ticks import AT_ONCE, TOGETHER, Ticks
from tests.support.processes import PATIENCE
from tests.support.stalled_store import run_apart


class Hall:
    """Does numbers in ticks: an odd one fails, one below zero waits for the door."""

    def __init__(self) -> None:
        self.ticks: list[list[int]] = []
        self.door = Event()
        self.is_stuck = False

    def do(self, numbers: Sequence[int]) -> list[int | Exception]:
        self.ticks.append(list(numbers))
        if min(numbers) < 0:
            assert self.door.wait(PATIENCE)
        return [ValueError(number) if number % 2 else number for number in numbers]

    async def run(self, *numbers: int) -> list[int | BaseException]:
        ticks: Ticks[int, int] = Ticks(Threads(lambda: self.is_stuck), self.do)
        return await asyncio.gather(*(ticks.run(number) for number in numbers), return_exceptions=True)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_what_comes_at_once_is_done_at_once(hall: Hall) -> None:
    numbers = range(0, 2 * TOGETHER, 2)
    assert run_apart(hall.run(*numbers)) == list(numbers)
    assert hall.ticks == [list(numbers)]


def test_a_tick_is_no_longer_than_the_first_can_wait(hall: Hall) -> None:
    run_apart(hall.run(*range(0, 5 * TOGETHER, 2)))
    assert max(map(len, hall.ticks)) == TOGETHER


def test_each_is_answered_for_itself(hall: Hall) -> None:
    two, three, four = run_apart(hall.run(2, 3, 4))
    assert (two, repr(three), four) == (2, "ValueError(3)", 4)


def test_who_comes_later_goes_on_while_a_tick_is_held_up(hall: Hall) -> None:
    async def both() -> int:
        ticks: Ticks[int, int] = Ticks(Threads(lambda: False), hall.do)
        held = asyncio.create_task(ticks.run(-2))
        await asyncio.to_thread(lambda: None)
        later = await asyncio.wait_for(ticks.run(4), PATIENCE)
        assert not held.done()
        hall.door.set()
        await held
        return later

    assert run_apart(both()) == 4


def test_when_the_store_is_stuck_the_others_are_refused(hall: Hall) -> None:
    hall.is_stuck = True
    crowd = AT_ONCE * TOGETHER + 10

    async def all_of_them() -> list[int | BaseException]:
        ticks: Ticks[int, int] = Ticks(Threads(lambda: hall.is_stuck), hall.do)
        tasks = [asyncio.create_task(ticks.run(-2)) for _ in range(crowd)]
        refused, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
        assert len(refused) <= 10
        assert all(isinstance(each.exception(), StoreUnavailableError) for each in refused)
        hall.door.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    answers = run_apart(all_of_them())
    assert sum(isinstance(each, StoreUnavailableError) for each in answers) == 10
    assert answers.count(-2) == crowd - 10


def test_a_fault_of_the_whole_is_told_to_all_and_the_next_are_done(hall: Hall) -> None:
    async def fault_then_work() -> int:
        ticks: Ticks[int, int] = Ticks(Threads(lambda: False), hall.do)
        with pytest.raises(TypeError):
            await ticks.run(None)  # type: ignore[arg-type]
        return await ticks.run(2)

    assert run_apart(fault_then_work()) == 2
