"""Counting in memory: nothing is lost while the store is away, nothing is written twice, and no press waits."""

import logging
import threading
from collections import Counter as Sums
from datetime import date, timedelta

import pytest

from sandbox.counters import Batch, Counter, WeeklyCount, kept_weeks, week_of
from sandbox.counters.tally import Tally
from sandbox.storage import StoreUnavailableError
from sandbox.web.exchange import Happened
from tests.support.guide import CONTENT, turn

DAY = date(2026, 11, 26)
WALKTHROUGH = CONTENT.walkthroughs["register-by-phone"]
FIRST = WALKTHROUGH.steps[0]
BEGUN = Counter(WALKTHROUGH.slug, FIRST.id, "reached")


class Store:
    """A store that can be away."""

    def __init__(self) -> None:
        self.is_away = False
        self.batches: list[Batch] = []
        self.oldest: list[str] = []
        self.is_closed = False

    def add(self, batch: Batch, oldest: str) -> None:
        self.batches.append(batch)
        if self.is_away:
            raise StoreUnavailableError("away")
        self.oldest.append(oldest)

    def all(self, weeks: tuple[str, ...]) -> list[WeeklyCount]:
        raise NotImplementedError

    def close(self) -> None:
        self.is_closed = True

    def sums(self) -> dict[tuple[str, Counter], int]:
        """Each batch once."""
        found: Sums[tuple[str, Counter]] = Sums()
        for batch in {batch.id: batch for batch in self.batches}.values():
            found.update(batch.counts)
        return dict(found)


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def days() -> list[date]:
    """The newest is today."""
    return [DAY]


@pytest.fixture
def tally(store: Store, days: list[date]) -> Tally:
    return Tally(store, lambda: days[-1])


def begun() -> Happened:
    run = turn(WALKTHROUGH).begin()
    return Happened(WALKTHROUGH, run, run, "", is_new=True)


def test_presses_of_many_threads_are_one_batch(tally: Tally, store: Store) -> None:
    def press() -> None:
        for _ in range(200):
            tally.count(begun())

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.batches == [], "no press waits for the store"
    tally.write()
    assert [dict(batch.counts) for batch in store.batches] == [{(week_of(DAY), BEGUN): 800}]


def test_while_the_store_is_away_nothing_is_lost_and_it_is_said_once(
    tally: Tally, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    store.is_away = True
    for _ in range(3):
        tally.count(begun())
        with caplog.at_level(logging.WARNING):
            tally.write_if_possible()
    assert len({batch.id for batch in store.batches}) == 1, "it is the same batch that is tried again"
    assert len(caplog.records) == 1
    store.is_away = False
    tally.write_if_possible()
    assert store.sums() == {(week_of(DAY), BEGUN): 3}


def test_a_press_counts_in_the_week_in_which_it_was_made(tally: Tally, store: Store, days: list[date]) -> None:
    tally.count(begun())
    days.append(DAY + timedelta(weeks=1))
    tally.count(begun())
    tally.write()
    assert store.sums() == {(week_of(day), BEGUN): 1 for day in days}


def test_old_weeks_go_once_a_day_even_if_nobody_practises(tally: Tally, store: Store, days: list[date]) -> None:
    for day in (DAY, DAY, DAY + timedelta(days=1)):
        days.append(day)
        tally.write()
    assert store.oldest == [kept_weeks(DAY)[0], kept_weeks(DAY + timedelta(days=1))[0]]
    assert all(not batch.counts for batch in store.batches)


def test_a_clean_stop_writes_what_is_left(tally: Tally, store: Store) -> None:
    tally.count(begun())
    tally.close()
    assert store.sums() == {(week_of(DAY), BEGUN): 1}
    assert store.is_closed
