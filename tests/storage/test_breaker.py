"""While a store doesn't answer few wait for it, and its first answer ends that."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress

import pytest

from sandbox.storage import ConflictError, StoreUnavailableError
from sandbox.storage.breaker import FAILURES, PROBE_EVERY, SILENCE, Breaker


class Clock:
    """Stands still unless a test moves it."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock)


def fail(breaker: Breaker) -> bool:
    """Make a call that fails, if it is let through. Returns whether it was."""
    reached = False
    with suppress(StoreUnavailableError), breaker.call():
        reached = True
        raise StoreUnavailableError
    return reached


@contextmanager
def answered(breaker: Breaker) -> Iterator[None]:
    with breaker.call():
        yield


def test_after_a_few_failures_the_store_is_not_asked(breaker: Breaker) -> None:
    assert [fail(breaker) for _ in range(FAILURES + 5)] == [True] * FAILURES + [False] * 5
    assert breaker.is_open


def test_only_failures_in_a_row_count(breaker: Breaker) -> None:
    for _ in range(FAILURES):
        for _ in range(FAILURES - 1):
            assert fail(breaker)
        with breaker.call():
            pass
    assert not breaker.is_open


def test_a_conflict_is_an_answer(breaker: Breaker) -> None:
    for _ in range(FAILURES):
        with suppress(ConflictError), breaker.call():
            raise ConflictError
    assert not breaker.is_open


def test_one_probe_a_second_is_let_through(breaker: Breaker, clock: Clock) -> None:
    for _ in range(FAILURES):
        fail(breaker)
    for _ in range(3):
        clock.time += PROBE_EVERY
        assert [fail(breaker) for _ in range(5)] == [True, False, False, False, False]
    assert PROBE_EVERY == 1


def test_a_probe_that_is_under_way_is_the_only_one(breaker: Breaker, clock: Clock) -> None:
    for _ in range(FAILURES):
        fail(breaker)
    clock.time += PROBE_EVERY
    with answered(breaker):
        assert not fail(breaker)


def test_the_first_answer_closes_it(breaker: Breaker, clock: Clock) -> None:
    for _ in range(FAILURES):
        fail(breaker)
    clock.time += PROBE_EVERY
    with breaker.call():
        pass
    assert not breaker.is_open
    assert fail(breaker), "and it takes as many failures again to open it"
    assert not breaker.is_open


def test_a_store_is_silent_when_those_who_wait_hear_nothing(breaker: Breaker, clock: Clock) -> None:
    assert not breaker.is_silent
    with ExitStack() as waiting:
        waiting.enter_context(answered(breaker))
        clock.time += SILENCE / 2
        waiting.enter_context(answered(breaker))
        assert not breaker.is_silent
        clock.time += SILENCE / 2
        assert breaker.is_silent, "the first one has waited so long"
        with answered(breaker):
            pass
        assert not breaker.is_silent, "another has been answered"
    clock.time += SILENCE
    assert not breaker.is_silent, "nobody waits"
