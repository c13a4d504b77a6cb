"""The contract that every learner store keeps."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sandbox.store import TIME_TO_LIVE, ConflictError, LearnerStore, StoreUnavailableError
from sandbox.store.sqlite import SQLiteStore

NOW = datetime(2026, 5, 1, tzinfo=UTC)
OpenStore = Callable[[], LearnerStore]


@pytest.fixture(params=["sqlite"])
def open_store(tmp_path: Path) -> OpenStore:
    """Opens the same store again each time, as another worker would."""
    return lambda: SQLiteStore(tmp_path / "learners.sqlite3")


@pytest.fixture
def store(open_store: OpenStore) -> LearnerStore:
    return open_store()


def test_what_was_saved_is_loaded_by_another_worker(open_store: OpenStore) -> None:
    version = open_store().save("anna", "register", b"{}", expected=0, now=NOW)
    stored = open_store().load("anna", "register", NOW)
    assert stored
    assert (stored.document, stored.version) == (b"{}", version)


def test_learners_and_walkthroughs_are_kept_apart(store: LearnerStore) -> None:
    store.save("anna", "register", b"a", expected=0, now=NOW)
    assert store.load("boris", "register", NOW) is None
    assert store.load("anna", "sign-in", NOW) is None


def test_all_of_a_learner_is_found_at_once(store: LearnerStore) -> None:
    assert store.load_all("anna", NOW) == {}
    version = store.save("anna", "register", b"1", expected=0, now=NOW)
    store.save("anna", "sign-in", b"2", expected=0, now=NOW + timedelta(hours=1))
    store.save("boris", "register", b"3", expected=0, now=NOW)
    assert {name: stored.document for name, stored in store.load_all("anna", NOW).items()} == {
        "register": b"1",
        "sign-in": b"2",
    }
    assert store.load_all("anna", NOW)["register"].version == version
    assert list(store.load_all("anna", NOW + TIME_TO_LIVE)) == ["sign-in"]


def test_a_version_grows_with_each_save(store: LearnerStore) -> None:
    first = store.save("anna", "register", b"1", expected=0, now=NOW)
    second = store.save("anna", "register", b"2", expected=first, now=NOW)
    assert 0 < first < second


@pytest.mark.parametrize("expected", [0, 7])
def test_a_save_that_expects_another_version_writes_nothing(store: LearnerStore, expected: int) -> None:
    version = store.save("anna", "register", b"mine", expected=0, now=NOW)
    with pytest.raises(ConflictError):
        store.save("anna", "register", b"theirs", expected=expected, now=NOW)
    stored = store.load("anna", "register", NOW)
    assert stored
    assert (stored.document, stored.version) == (b"mine", version)


def test_a_save_that_expects_something_where_nothing_is_conflicts(store: LearnerStore) -> None:
    with pytest.raises(ConflictError):
        store.save("anna", "register", b"{}", expected=1, now=NOW)


def test_a_run_is_gone_when_its_time_is_over(store: LearnerStore) -> None:
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    assert store.load("anna", "register", NOW + TIME_TO_LIVE - timedelta(seconds=1))
    assert store.load("anna", "register", NOW + TIME_TO_LIVE) is None


def test_each_save_prolongs_the_run(store: LearnerStore) -> None:
    later = NOW + timedelta(hours=20)
    version = store.save("anna", "register", b"1", expected=0, now=NOW)
    store.save("anna", "register", b"2", expected=version, now=later)
    assert store.load("anna", "register", NOW + TIME_TO_LIVE)


def test_after_its_time_a_run_begins_from_nothing(store: LearnerStore) -> None:
    store.save("anna", "register", b"old", expected=0, now=NOW)
    store.save("anna", "register", b"new", expected=0, now=NOW + TIME_TO_LIVE)
    stored = store.load("anna", "register", NOW + TIME_TO_LIVE)
    assert stored
    assert stored.document == b"new"


def test_a_purge_removes_what_has_expired_and_nothing_else(store: LearnerStore) -> None:
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    store.save("boris", "register", b"{}", expected=0, now=NOW + timedelta(hours=1))
    assert store.purge(NOW + TIME_TO_LIVE) == 1
    assert store.purge(NOW + TIME_TO_LIVE) == 0
    assert store.load("boris", "register", NOW + TIME_TO_LIVE)


def test_a_learner_can_be_forgotten_at_once(store: LearnerStore) -> None:
    for walkthrough in ("register", "sign-in"):
        store.save("anna", walkthrough, b"{}", expected=0, now=NOW)
    store.save("boris", "register", b"{}", expected=0, now=NOW)
    store.delete("anna")
    assert store.load("anna", "register", NOW) is None
    assert store.load("anna", "sign-in", NOW) is None
    assert store.load("boris", "register", NOW)


def test_parallel_writers_lose_no_update(open_store: OpenStore) -> None:
    writers, updates = 4, 50
    open_store()

    def count_up() -> None:
        store = open_store()
        for _ in range(updates):
            while True:
                stored = store.load("anna", "register", NOW)
                number = int(stored.document) if stored else 0
                try:
                    store.save("anna", "register", b"%d" % (number + 1), stored.version if stored else 0, NOW)
                    break
                except ConflictError:
                    continue

    threads = [threading.Thread(target=count_up) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = open_store().load("anna", "register", NOW)
    assert stored
    assert int(stored.document) == writers * updates


def test_a_store_that_can_be_reached_says_so(store: LearnerStore) -> None:
    store.check()


def test_a_broken_sqlite_file_is_reported_as_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "learners.sqlite3"
    store = SQLiteStore(path)
    path.write_bytes(b"not a database, " * 100)
    for attempt in (
        lambda: store.load("anna", "register", NOW),
        lambda: store.save("anna", "register", b"{}", 0, NOW),
        lambda: store.delete("anna"),
        lambda: store.purge(NOW),
        store.check,
    ):
        with pytest.raises(StoreUnavailableError):
            attempt()


def test_sqlite_keeps_readers_and_writers_apart_by_a_write_ahead_log(tmp_path: Path) -> None:
    SQLiteStore(tmp_path / "learners.sqlite3").save("anna", "register", b"{}", 0, NOW)
    header = (tmp_path / "learners.sqlite3").read_bytes()[18:20]
    assert header == b"\x02\x02", "bytes 18 and 19 of the file are 2 in WAL mode"
