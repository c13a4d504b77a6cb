"""What every store of counters promises: what is counted adds up, and goes after half a year."""

import itertools
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from sandbox.counters import KEPT_WEEKS, Batch, Counter, CounterStore, WeeklyCount, kept_weeks, week_of
from sandbox.counters.redis import RedisCounters
from sandbox.counters.sqlite import SQLiteCounters
from sandbox.storage import StoreUnavailableError
from tests.support.redis_server import RedisServer

DAY = date(2026, 11, 26)
WEEK, WEEKS = week_of(DAY), kept_weeks(DAY)
REACHED, WRONG = Counter("a", "first", "reached"), Counter("a", "first", "outcome", "code_wrong")
NUMBERS = itertools.count()
OpenStore = Callable[[], CounterStore]


@pytest.fixture(params=["sqlite", "redis"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> OpenStore:
    """Opens the same store again each time, as another process would."""
    if request.param == "sqlite":
        return lambda: SQLiteCounters(tmp_path / "counters.sqlite3")
    server: RedisServer = request.getfixturevalue("redis_server")
    return lambda: RedisCounters(server.client())


def add(store: CounterStore, counts: dict[tuple[str, Counter], int], name: str = "", day: date = DAY) -> None:
    store.add(Batch(name or f"batch {next(NUMBERS)}", counts), kept_weeks(day)[0])


def test_a_week_begins_on_monday_and_later_ones_sort_later() -> None:
    assert [week_of(date(2026, 11, 22)), week_of(date(2026, 11, 23))] == ["2026-W47", "2026-W48"]
    assert week_of(date(2027, 1, 1)) == "2026-W53"
    assert (len(WEEKS), WEEKS[-1], list(WEEKS)) == (KEPT_WEEKS, WEEK, sorted(WEEKS))


def test_processes_add_up(open_store: OpenStore) -> None:
    def count(number: int) -> None:
        store = open_store()
        for each in range(10):
            add(store, {(WEEK, REACHED): 2, (WEEK, WRONG): 1}, f"batch {number} {each}")
        store.close()

    threads = [threading.Thread(target=count, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert open_store().all(WEEKS) == [WeeklyCount(WEEK, WRONG, 40), WeeklyCount(WEEK, REACHED, 80)]


def test_what_was_taken_back_goes_down(open_store: OpenStore) -> None:
    add(open_store(), {(WEEK, REACHED): 3})
    add(open_store(), {(WEEK, REACHED): -1})
    assert open_store().all(WEEKS) == [WeeklyCount(WEEK, REACHED, 2)]


def test_half_a_year_is_kept_and_no_more(open_store: OpenStore) -> None:
    for week in (WEEKS[0], WEEK):
        add(open_store(), {(week, REACHED): 1}, f"of {week}")
    assert [each.week for each in open_store().all(WEEKS)] == [WEEKS[0], WEEK]
    later = DAY + timedelta(weeks=1)
    add(open_store(), {}, day=later)
    assert [each.week for each in open_store().all(kept_weeks(later))] == [WEEK]


def test_of_an_old_week_not_a_byte_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "counters.sqlite3"
    store = SQLiteCounters(path)
    add(store, {(WEEK, Counter("walkthrough-of-then", "first", "reached")): 1})
    add(store, {}, day=DAY + timedelta(weeks=KEPT_WEEKS))
    store.close()
    assert b"walkthrough-of-then" not in path.read_bytes()


def test_every_key_on_a_server_has_an_end(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        add(RedisCounters(client), {(WEEK, REACHED): 1})
        keys = client.keys()
        assert len(keys) == 2
        assert all(0 < client.ttl(key) <= KEPT_WEEKS * 7 * 24 * 3600 for key in keys)


def test_a_batch_whose_answer_was_lost_counts_once_on_a_server(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        for _ in range(2):
            add(RedisCounters(client), {(WEEK, REACHED): 1}, "the same")
        assert RedisCounters(client).all(WEEKS) == [WeeklyCount(WEEK, REACHED, 1)]


def test_what_is_not_ours_on_a_server_is_passed_over_and_replaced(redis_server: RedisServer) -> None:
    with redis_server.client() as client:
        store = RedisCounters(client)
        others = {"hello": "world", "a b": "1", "a first other x": "2", "a first reached ": "many"}
        client.hset(f"counters:{WEEK}", mapping=others)
        assert store.all(WEEKS) == []
        add(store, {(WEEK, REACHED): 1}, "first")
        assert store.all(WEEKS) == [WeeklyCount(WEEK, REACHED, 1)]
        client.delete(f"counters:{WEEK}")
        client.set(f"counters:{WEEK}", "somebody else's")
        assert store.all(WEEKS) == []
        add(store, {(WEEK, REACHED): 1}, "second")
        assert store.all(WEEKS) == [WeeklyCount(WEEK, REACHED, 1)]


def test_a_store_that_fails_is_reported_as_unavailable(tmp_path: Path) -> None:
    (tmp_path / "counters.sqlite3").mkdir()
    nobody = Redis(unix_socket_path=str(tmp_path / "nobody"), retry=Retry(NoBackoff(), 0))
    for store in (SQLiteCounters(tmp_path / "counters.sqlite3"), RedisCounters(nobody)):
        with pytest.raises(StoreUnavailableError):
            add(store, {(WEEK, REACHED): 1})
        with pytest.raises(StoreUnavailableError):
            store.all(WEEKS)
