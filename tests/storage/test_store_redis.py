"""What Redis keeps beyond the contract of every store: time to live on all keys, and a server that may fail."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.storage import ERASED_FOR, NOT_OURS, TIME_TO_LIVE, LearnerStore, Stored, StoreUnavailableError
from sandbox.storage.redis import RedisStore
from tests.support.concurrent_updates import NOW
from tests.support.processes import free_port, look_again
from tests.support.redis_server import RedisServer

DAY = timedelta(days=1)

LIVES = """
local lives = {}
for number, key in ipairs(redis.call('KEYS', '*')) do lives[number] = redis.call('PTTL', key) end
return lives
"""
"""How long each key has still to live, in milliseconds, all of the same moment."""


@pytest.fixture
def store(redis_server: RedisServer) -> RedisStore:
    return RedisStore(redis_server.url)


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A server that a test may harm."""
    with RedisServer(tmp_path, free_port()) as server:
        yield server


@pytest.mark.parametrize("clock", [NOW, NOW + DAY, NOW - DAY], ids=["right", "a day ahead", "a day behind"])
def test_the_server_forgets_every_key_within_a_day_whatever_our_clock_says(
    store: RedisStore, redis_server: RedisServer, clock: object
) -> None:
    for version in range(2):  # what was saved once alone is kept for less
        store.save("anna", "register", b"{}", expected=version, now=clock)  # type: ignore[arg-type]
    lives: list[int] = []

    def missing() -> bool:
        store.check()  # what it writes lives for a second, and may be gone before it is looked at
        with redis_server.client() as client:
            lives[:] = client.eval(LIVES, 0)
        return len(lives) < 3

    look_again(missing, "a key was never seen")
    assert all(0 < life <= TIME_TO_LIVE.total_seconds() * 1000 for life in lives)
    assert len(lives) == 3


def test_nothing_of_a_forgotten_learner_is_left(store: RedisStore, redis_server: RedisServer) -> None:
    for walkthrough in ("register", "sign-in"):
        store.save("anna", walkthrough, b"{}", expected=0, now=NOW)
    store.delete("anna")
    with redis_server.client() as client:
        assert client.keys() == []


def test_of_an_erased_learner_only_a_hash_is_left_and_only_for_a_while(
    store: RedisStore, redis_server: RedisServer
) -> None:
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    store.erase("anna", NOW)
    with redis_server.client() as client:
        (key,) = client.keys()
        assert b"anna" not in key
        assert 0 < client.pttl(key) <= ERASED_FOR.total_seconds() * 1000


@pytest.mark.parametrize(
    "foreign",
    [b"", b"hello", b"1 2", b"{}", b"0 99999999999999 {}", b"-1 99999999999999 {}", b"9" * 40 + b" 99999999999999 {}"],
)
def test_a_value_that_is_not_ours_is_as_one_of_another_edition(
    store: RedisStore, redis_server: RedisServer, foreign: bytes
) -> None:
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    with redis_server.client() as client:
        (run,) = client.keys("run:*")
        client.set(run, foreign)
    assert store.load("anna", "register", NOW) == NOT_OURS
    assert store.load_all("anna", NOW) == {"register": NOT_OURS}
    assert store.save("anna", "register", b"new", expected=0, now=NOW) == 1
    assert store.load("anna", "register", NOW) == Stored(b"new", 1)


def test_keys_of_another_type_are_replaced(store: RedisStore, redis_server: RedisServer) -> None:
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    with redis_server.client() as client:
        names = client.keys()
        client.delete(*names)
        for name in names:
            client.hset(name, "somebody", "else")
    assert store.load("anna", "register", NOW) == NOT_OURS
    assert store.load_all("anna", NOW) == {}
    assert store.save("anna", "register", b"new", expected=0, now=NOW) == 1
    assert store.load_all("anna", NOW) == {"register": Stored(b"new", 1)}
    with redis_server.client() as client:
        for name in names:
            client.delete(name)
            client.lpush(name, "somebody")
    store.delete("anna")
    assert store.standing("anna", NOW) == "unknown"


def use_all(store: LearnerStore) -> None:
    """Every call fails in the store's own way."""
    for attempt in (
        lambda: store.load("anna", "register", NOW),
        lambda: store.load_all("anna", NOW),
        lambda: store.save("anna", "register", b"{}", 0, NOW),
        lambda: store.standing("anna", NOW),
        lambda: store.delete("anna"),
        lambda: store.erase("anna", NOW),
        store.check,
    ):
        with pytest.raises(StoreUnavailableError):
            attempt()


def test_a_server_that_comes_back_is_found_again(own_server: RedisServer) -> None:
    store = RedisStore(own_server.url)
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    own_server.stop()
    use_all(store)
    own_server.start()
    store.check()
    assert store.load("anna", "register", NOW) is None
    assert store.save("anna", "register", b"{}", expected=0, now=NOW) == 1


def test_a_server_that_hangs_is_not_waited_for(own_server: RedisServer) -> None:
    store = RedisStore(own_server.url)
    store.check()
    own_server.pause()
    try:
        with pytest.raises(StoreUnavailableError):
            store.check()
    finally:
        own_server.resume()
    store.check()


def test_a_server_that_is_not_there_yet_stops_nothing() -> None:
    use_all(RedisStore(f"redis://127.0.0.1:{free_port()}"))


def test_a_server_that_only_reads_is_not_ready(own_server: RedisServer) -> None:
    store = RedisStore(own_server.url)
    with own_server.client() as client:
        client.config_set("maxmemory", "1")
        with pytest.raises(StoreUnavailableError):
            store.check()
        with pytest.raises(StoreUnavailableError):
            store.save("anna", "register", b"{}", 0, NOW)
        client.config_set("maxmemory", "0")
    store.check()


def test_a_server_that_is_nearly_full_counts_as_filled(own_server: RedisServer) -> None:
    store = RedisStore(own_server.url)
    with own_server.client() as client:
        used = client.info("memory")["used_memory"]
        client.config_set("maxmemory", used * 4)
        assert not store.is_filled(used * 100)
        client.config_set("maxmemory", used)
        assert store.is_filled(used * 100)


def test_a_learner_is_known_as_long_as_any_run_is_kept(store: RedisStore, redis_server: RedisServer) -> None:
    version = store.save("anna", "register", b"1", expected=0, now=NOW)
    store.save("anna", "register", b"2", expected=version, now=NOW)
    store.save("anna", "sign-in", b"3", expected=0, now=NOW)
    with redis_server.client() as client:
        longest = max(client.pttl(key) for key in client.keys("run:*"))
        (index,) = client.keys("runs:*")
        assert client.pttl(index) >= longest - 1000


def test_a_failure_does_not_tell_the_password() -> None:
    store = RedisStore(f"redis://sandbox:secret@127.0.0.1:{free_port()}")
    with pytest.raises(StoreUnavailableError) as error:
        store.check()
    assert str(error.value) == "ConnectionError"
