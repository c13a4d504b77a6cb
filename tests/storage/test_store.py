"""The contract that every learner store keeps."""

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sandbox.storage import FIRST_LIFE, TIME_TO_LIVE, ConflictError, ErasedError, LearnerStore, Save, Stored, Wanted
from sandbox.storage.address import open_store as open_store_at
from tests.support.concurrent_updates import NOW, count_up
from tests.support.processes import PATIENCE
from tests.support.project import ROOT
from tests.support.redis_server import RedisServer

OpenStore = Callable[[], LearnerStore]


@pytest.fixture(params=["sqlite", "redis"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/learners.sqlite3"
    server: RedisServer = request.getfixturevalue("redis_server")
    return server.url


@pytest.fixture
def open_store(address: str) -> OpenStore:
    """Opens the same store again each time, as another worker would."""
    return lambda: open_store_at(address)


@pytest.fixture
def store(open_store: OpenStore) -> LearnerStore:
    return open_store()


def keep(store: LearnerStore, learner: str, walkthrough: str, document: bytes, now: datetime) -> None:
    """Save it as a run that is under way: a second press."""
    version = store.save(learner, walkthrough, b"", expected=0, now=now)
    store.save(learner, walkthrough, document, expected=version, now=now)


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
    keep(store, "anna", "sign-in", b"2", NOW + timedelta(hours=1))
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


def test_a_run_of_one_press_is_gone_after_an_hour(store: LearnerStore) -> None:
    """Programs that press once leave nothing for a day."""
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    assert store.load("anna", "register", NOW + FIRST_LIFE - timedelta(seconds=1))
    assert store.load("anna", "register", NOW + FIRST_LIFE) is None
    assert store.standing("anna", NOW) == "known"
    assert timedelta(hours=1) == FIRST_LIFE


def test_a_run_is_gone_when_its_time_is_over(store: LearnerStore) -> None:
    keep(store, "anna", "register", b"{}", NOW)
    assert store.load("anna", "register", NOW + TIME_TO_LIVE - timedelta(seconds=1))
    for late in (timedelta(), timedelta(seconds=1)):
        assert store.load("anna", "register", NOW + TIME_TO_LIVE + late) is None


def test_each_save_prolongs_the_run(store: LearnerStore) -> None:
    keep(store, "anna", "register", b"1", NOW)
    store.save("anna", "register", b"2", expected=2, now=NOW + timedelta(hours=20))
    assert store.load("anna", "register", NOW + TIME_TO_LIVE)


def test_after_its_time_no_run_is_gone_on_with(store: LearnerStore) -> None:
    keep(store, "anna", "register", b"old", NOW)
    with pytest.raises(ConflictError):
        store.save("anna", "register", b"new", expected=2, now=NOW + TIME_TO_LIVE)


def test_after_its_time_a_run_begins_from_nothing(store: LearnerStore) -> None:
    keep(store, "anna", "register", b"old", NOW)
    store.save("anna", "register", b"new", expected=0, now=NOW + TIME_TO_LIVE)
    stored = store.load("anna", "register", NOW + TIME_TO_LIVE)
    assert stored
    assert stored.document == b"new"


def test_a_purge_removes_nothing_that_has_not_expired(store: LearnerStore) -> None:
    keep(store, "anna", "register", b"{}", NOW)
    keep(store, "boris", "register", b"{}", NOW + timedelta(hours=1))
    store.purge(NOW + TIME_TO_LIVE)
    assert store.load("anna", "register", NOW + TIME_TO_LIVE) is None
    assert store.load("boris", "register", NOW + TIME_TO_LIVE)


def test_a_store_says_when_it_is_filled(store: LearnerStore) -> None:
    store.save("anna", "register", b"x" * 100_000, expected=0, now=NOW)
    assert store.is_filled(100_000)
    assert not store.is_filled(1_000_000_000)


def test_a_learner_can_be_forgotten_at_once(store: LearnerStore) -> None:
    for walkthrough in ("register", "sign-in"):
        store.save("anna", walkthrough, b"{}", expected=0, now=NOW)
    store.save("boris", "register", b"{}", expected=0, now=NOW)
    store.delete("anna")
    assert store.load("anna", "register", NOW) is None
    assert store.load("anna", "sign-in", NOW) is None
    assert store.load("boris", "register", NOW)


def test_a_store_knows_whom_it_keeps_anything_of(store: LearnerStore) -> None:
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    assert (store.standing("anna", NOW), store.standing("boris", NOW)) == ("known", "unknown")
    store.delete("anna")
    assert store.standing("anna", NOW) == "unknown"


def test_whoever_was_erased_is_not_written_again(store: LearnerStore) -> None:
    """A form that was on its way comes to nothing, whatever version it expects."""
    version = store.save("anna", "register", b"{}", expected=0, now=NOW)
    store.erase("anna", NOW)
    for expected in (0, version):
        with pytest.raises(ErasedError):
            store.save("anna", "register", b"{}", expected=expected, now=NOW)
    assert (store.load_all("anna", NOW), store.standing("anna", NOW)) == ({}, "erased")
    assert store.save("boris", "register", b"{}", expected=0, now=NOW) == 1, "others go on"


def test_of_an_unknown_learner_nothing_is_kept_by_erasing(store: LearnerStore) -> None:
    """Else invented ids would fill the store."""
    store.erase("anna", NOW)
    assert store.standing("anna", NOW) == "unknown"


def test_many_are_saved_at_once_and_what_one_is_refused_for_harms_no_other(store: LearnerStore) -> None:
    mine = store.save("anna", "register", b"1", expected=0, now=NOW)
    store.save("erased", "register", b"1", expected=0, now=NOW)
    store.erase("erased", NOW)
    versions = store.save_many(
        [
            Save("anna", "register", b"2", mine, NOW),
            Save("anna", "register", b"late", mine, NOW),
            Save("erased", "register", b"1", 0, NOW),
            Save("boris", "register", b"3", 0, NOW),
        ]
    )
    assert [each if isinstance(each, int) else type(each) for each in versions] == [2, ConflictError, ErasedError, 1]
    wanted = [Wanted(learner, "register", NOW) for learner in ("boris", "erased", "anna")]
    assert store.load_many(wanted) == [Stored(b"3", 1), None, Stored(b"2", 2)]
    assert (store.load_many([]), store.save_many([])) == ([], [])


def number_in(store: LearnerStore) -> int:
    stored = store.load("anna", "register", NOW)
    assert stored
    return int(stored.document)


def test_parallel_threads_lose_no_update(store: LearnerStore) -> None:
    threads = [threading.Thread(target=count_up, args=(store, 50)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert number_in(store) == 4 * 50


def test_parallel_processes_lose_no_update(address: str, open_store: OpenStore) -> None:
    """They also create the store at the same time."""
    command = [sys.executable, "-m", "tests.support.concurrent_updates", address, "100"]
    processes = [subprocess.Popen(command, cwd=ROOT) for _ in range(4)]
    assert [process.wait(timeout=PATIENCE) for process in processes] == [0] * 4
    assert number_in(open_store()) == 4 * 100


def test_any_bytes_come_back_as_they_were(store: LearnerStore) -> None:
    document = bytes(range(256)) * 10
    store.save("anna", "register", document, expected=0, now=NOW)
    stored = store.load("anna", "register", NOW)
    assert stored
    assert stored.document == document


def test_a_store_that_can_be_reached_says_so(store: LearnerStore) -> None:
    store.check()
