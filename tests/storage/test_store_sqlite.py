"""What SQLite keeps beyond the contract of every store: one file, which somebody or something may damage."""

import fcntl
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.storage import (
    ERASED_FOR,
    FIRST_LIFE,
    NOT_OURS,
    PURGE_BATCH,
    TIME_TO_LIVE,
    Stored,
    StoreUnavailableError,
    sqlite,
    sqlite_file,
)
from sandbox.storage.sqlite import SQLiteStore
from tests.support.concurrent_updates import NOW, count_up
from tests.support.processes import PATIENCE
from tests.support.project import ROOT


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "learners.sqlite3"


def test_readers_and_writers_are_kept_apart_by_a_write_ahead_log(path: Path) -> None:
    SQLiteStore(path).save("anna", "register", b"{}", 0, NOW)
    assert path.read_bytes()[18:20] == b"\x02\x02", "bytes 18 and 19 of the file are 2 in WAL mode"


def test_a_purge_removes_what_has_expired(path: Path) -> None:
    store = SQLiteStore(path)
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    store.save("boris", "register", b"{}", expected=0, now=NOW + timedelta(hours=1))
    assert store.purge(NOW + FIRST_LIFE) == 1
    assert store.purge(NOW + FIRST_LIFE) == 0


def pragma(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def test_a_purge_removes_no_more_than_a_press_can_wait_for(path: Path) -> None:
    """And the disk gets back what they took."""
    store = SQLiteStore(path)
    for number in range(2 * PURGE_BATCH + 1):
        store.save(f"learner {number}", "register", b"x" * 5000, expected=0, now=NOW)
    store.save("boris", "register", b"{}", expected=0, now=NOW + timedelta(days=1))
    later = NOW + timedelta(days=1)
    assert [store.purge(later) for _ in range(4)] == [PURGE_BATCH, PURGE_BATCH, 1, 0]
    assert store.load("boris", "register", later)
    assert pragma(path, "page_count") < 20
    assert path.stat().st_size < 100_000


def test_the_clock_is_corrected_bit_by_bit_too(path: Path) -> None:
    store = SQLiteStore(path)
    for number in range(PURGE_BATCH + 1):
        store.save(f"learner {number}", "register", b"{}", expected=0, now=NOW + timedelta(days=9))
    assert [store.purge(NOW) for _ in range(3)] == [PURGE_BATCH, 1, 0]


def test_the_file_of_an_earlier_edition_shrinks_too(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(f"PRAGMA journal_mode = WAL;{sqlite._SCHEMA}")
    assert pragma(path, "auto_vacuum") == 0
    SQLiteStore(path).check()
    assert pragma(path, "auto_vacuum") == 2


def test_after_a_purge_not_a_byte_is_left_in_the_files(path: Path) -> None:
    store = SQLiteStore(path)
    for version in range(3):
        store.save("anna", "register", b"KEPT" * 1000, expected=version, now=NOW)
    assert b"KEPT" in kept(path)
    store.purge(NOW + TIME_TO_LIVE)
    assert b"KEPT" not in kept(path)


def test_of_a_forgotten_learner_not_a_byte_is_left_in_the_files(path: Path) -> None:
    store = SQLiteStore(path)
    for version in range(3):
        store.save("anna", "register", b"KEPT" * 1000, expected=version, now=NOW)
    store.save("boris", "register", b"other", expected=0, now=NOW)
    store.delete("anna")
    assert b"KEPT" not in kept(path)
    assert b"anna" not in kept(path)
    assert b"other" in kept(path)


def test_a_session_id_is_never_in_the_files(path: Path) -> None:
    """Whoever reads them can't go on with another's run, and what was sent instead of an id is nobody's name."""
    store = SQLiteStore(path)
    store.save("Ivan-Petrov-9161234567", "register", b"{}", expected=0, now=NOW)
    assert b"Ivan" not in kept(path)
    store.erase("Ivan-Petrov-9161234567", NOW)
    assert b"Ivan" not in kept(path)


def test_an_erased_learner_is_forgotten_after_a_while(path: Path) -> None:
    store = SQLiteStore(path)
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    store.erase("anna", NOW)
    assert store.standing("anna", NOW + ERASED_FOR) == "unknown"
    store.purge(NOW + ERASED_FOR)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM erased").fetchone() == (0,)


def test_nobody_else_on_the_machine_may_read_the_files(tmp_path: Path) -> None:
    """Nor those that an earlier edition made; a folder that was there keeps its permissions."""
    folder = tmp_path / "new/store"
    path = folder / "learners.sqlite3"
    mask = os.umask(0)
    try:
        store = SQLiteStore(path)
        store.save("anna", "register", b"{}", expected=0, now=NOW)
    finally:
        os.umask(mask)
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}
    assert len(modes) == 4
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for each in (folder, *folder.iterdir()):
        each.chmod(0o755)
    SQLiteStore(path)
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir() if each.suffix != ".lock"} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755


def test_closing_folds_the_log_into_the_file(path: Path) -> None:
    """Also the log that a killed process has left."""
    first, second = SQLiteStore(path), SQLiteStore(path)
    first.save("anna", "register", b"{}", expected=0, now=NOW)
    assert path.with_name("learners.sqlite3-wal").stat().st_size
    first.close()
    second.save("boris", "register", b"{}", expected=0, now=NOW)
    second.close()
    assert {each.name for each in path.parent.iterdir()} == {"learners.sqlite3", "learners.sqlite3.lock"}


def test_who_closes_waits_for_another_process_that_is_at_work_or_closes(path: Path) -> None:
    """Of two that close it at the same moment none would be the last one, and the log would stay."""
    store = SQLiteStore(path)
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    closing_ = threading.Thread(target=store.close)
    with path.with_name("learners.sqlite3.lock").open() as at_work:
        fcntl.flock(at_work, fcntl.LOCK_SH)
        closing_.start()
        closing_.join(0.3)
        assert closing_.is_alive(), "it waits"
    closing_.join()
    assert {each.name for each in path.parent.iterdir()} == {"learners.sqlite3", "learners.sqlite3.lock"}


@pytest.mark.parametrize("change", ["document = 'text'", "document = 5", "version = 'text'", "version = -1"])
def test_a_row_that_is_not_ours_is_as_one_of_another_edition(path: Path, change: str) -> None:
    store = SQLiteStore(path)
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"UPDATE runs SET {change}")
    assert store.load("anna", "register", NOW) == NOT_OURS
    assert store.save("anna", "register", b"new", expected=0, now=NOW) == 1
    assert store.load("anna", "register", NOW) == Stored(b"new", 1)


@pytest.mark.parametrize("opened", [False, True], ids=["before it is opened", "after"])
def test_tables_of_another_edition_are_replaced(path: Path, opened: bool) -> None:
    store = SQLiteStore(path)
    if not opened:
        store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript("DROP TABLE runs; CREATE TABLE runs (learner TEXT, other TEXT)")
    store = store if opened else SQLiteStore(path)
    assert store.save("anna", "register", b"{}", expected=0, now=NOW) == 1


def test_what_a_reader_keeps_from_being_erased_is_logged_and_erased_by_the_next_purge(
    path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    store = SQLiteStore(path)
    store.save("anna", "register", b"KEPT" * 1000, expected=0, now=NOW)
    monkeypatch.setattr(sqlite_file, "BUSY_TIMEOUT", 0.01)  # it wouldn't be longer in the way of anybody else
    with closing(sqlite3.connect(path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM runs").fetchall()
        store.delete("anna")
        assert store.load("anna", "register", NOW) is None
        assert b"KEPT" in kept(path)
        store.purge(NOW)
        assert caplog.text.count("learners.sqlite3 is being read") == 1, "it is logged once"
    caplog.clear()
    store.purge(NOW)
    assert b"KEPT" not in kept(path)
    assert caplog.text == ""


FOLDING_IN = """
import fcntl, sys
with open(sys.argv[1], "r+b") as index:
    fcntl.lockf(index, fcntl.LOCK_EX, 1, 121)
    print(flush=True)
    sys.stdin.read()
"""
"""Holds the lock that SQLite takes to fold a log in, as its description of the format says where it lies."""


@pytest.mark.parametrize(
    "remove", [lambda store: store.erase("anna", NOW), lambda store: store.delete("anna")], ids=["erase", "delete"]
)
def test_who_is_erased_while_another_process_folds_the_log_in_is_erased_nevertheless(
    path: Path,
    remove: Callable[[SQLiteStore], None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(sqlite_file, "BUSY_TIMEOUT", PATIENCE)
    store = SQLiteStore(path)
    store.save("anna", "register", b"KEPT" * 1000, expected=0, now=NOW)
    erasing = threading.Thread(target=remove, args=(store,))
    command = [sys.executable, "-c", FOLDING_IN, f"{path}-shm"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline()
        erasing.start()
        erasing.join(0.3)
        assert erasing.is_alive(), "it waits"
        other.communicate()
    erasing.join()
    assert b"KEPT" not in kept(path)
    assert caplog.text == ""


@pytest.mark.parametrize(
    "remove", [lambda store: store.erase("boris", NOW), lambda store: store.delete("boris")], ids=["erase", "delete"]
)
def test_to_erase_somebody_unknown_is_in_nobodys_way(path: Path, remove: Callable[[SQLiteStore], None]) -> None:
    store = SQLiteStore(path)
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    log = path.with_name("learners.sqlite3-wal").read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        remove(store)  # it would wait for the writer, and then fail
    assert path.with_name("learners.sqlite3-wal").read_bytes() == log


def kept(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.iterdir())


def test_a_clock_that_was_a_day_ahead_keeps_nothing_longer_than_a_day(path: Path) -> None:
    store = SQLiteStore(path)
    store.save("anna", "register", b"{}", expected=0, now=NOW + timedelta(days=1))
    assert store.load("anna", "register", NOW)
    store.purge(NOW)
    assert store.load("anna", "register", NOW + TIME_TO_LIVE - timedelta(seconds=1))
    assert store.load("anna", "register", NOW + TIME_TO_LIVE) is None


def overwrite_all(path: Path) -> None:
    path.write_bytes(b"not a database, " * 1000)


def overwrite_pages(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 4096))


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


harms = pytest.mark.parametrize("harm", [overwrite_all, overwrite_pages, cut, empty, Path.unlink])


Harmed = Callable[[Callable[[Path], object]], SQLiteStore]


@pytest.fixture(params=["harmed while nobody uses it", "harmed before it is opened"])
def harmed(request: pytest.FixtureRequest, path: Path) -> Harmed:
    """Makes a store whose file is harmed."""

    def make(harm: Callable[[Path], object]) -> SQLiteStore:
        writer = SQLiteStore(path)
        for number in range(50):
            writer.save(f"learner {number}", "register", b"x" * 2000, expected=0, now=NOW)
        opened = None if "before" in request.param else SQLiteStore(path)
        del writer  # closes its connections, which would still see what they have read
        harm(path)
        return opened or SQLiteStore(path)

    return make


@harms
def test_a_harmed_file_is_replaced_and_runs_begin_anew(harmed: Harmed, harm: Callable[[Path], object]) -> None:
    store = harmed(harm)
    for number in range(50):
        store.save(f"learner {number}", "sign-in", b"new", expected=0, now=NOW)
    for number in range(50):
        found = store.load_all(f"learner {number}", NOW)
        assert found["sign-in"].document == b"new"
    store.check()


@harms
def test_threads_that_find_the_harm_at_once_lose_nothing_after_it(
    harmed: Harmed, harm: Callable[[Path], object]
) -> None:
    store = harmed(harm)
    threads = [threading.Thread(target=count_up, args=(store, 25)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = store.load("anna", "register", NOW)
    assert stored
    assert int(stored.document) == 100


def test_a_file_is_not_replaced_while_another_process_works_on_it(path: Path) -> None:
    store = SQLiteStore(path)
    overwrite_all(path)
    mending = threading.Thread(target=store.check)
    with path.with_name("learners.sqlite3.lock").open() as at_work:
        fcntl.flock(at_work, fcntl.LOCK_SH)
        mending.start()
        mending.join(0.3)
        assert mending.is_alive(), "it waits"
        assert path.read_bytes().startswith(b"not a database")
    mending.join()
    assert path.read_bytes().startswith(b"SQLite format 3")


def harm_the_head(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(16)
        file.write(b"\xff" * 84)


def test_nothing_of_a_learner_stays_in_a_damaged_file(path: Path) -> None:
    """Nor in one that an earlier edition has set aside: nobody could erase it there."""
    store = SQLiteStore(path)
    store.save("anna", "register", b"KEPT" * 1000, expected=0, now=NOW)
    store.close()
    path.with_name("learners.sqlite3.damaged").write_bytes(path.read_bytes())
    harm_the_head(path)
    assert b"KEPT" in path.read_bytes()
    SQLiteStore(path).check()
    assert b"KEPT" not in kept(path)


def test_a_file_that_never_was_a_store_is_not_touched(path: Path) -> None:
    path.write_bytes(b"somebody's letter")
    for _ in range(2):
        with pytest.raises(StoreUnavailableError):
            SQLiteStore(path)
        assert path.read_bytes() == b"somebody's letter"


def test_a_file_that_cannot_be_opened_is_reported_as_unavailable(path: Path) -> None:
    store = SQLiteStore(path)
    path.unlink()
    path.mkdir()
    for attempt in (
        lambda: store.load("anna", "register", NOW),
        lambda: store.load_all("anna", NOW),
        lambda: store.save("anna", "register", b"{}", 0, NOW),
        lambda: store.standing("anna", NOW),
        lambda: store.delete("anna"),
        lambda: store.erase("anna", NOW),
        lambda: store.purge(NOW),
        store.check,
    ):
        with pytest.raises(StoreUnavailableError):
            attempt()
    path.rmdir()
    store.check()


READ_ONLY = """
import sys
from pathlib import Path
from sandbox.storage import StoreUnavailableError
from sandbox.storage.sqlite import SQLiteStore
from tests.support.concurrent_updates import NOW

path = Path(sys.argv[1])
SQLiteStore(path).save("anna", "register", b"{}", 0, NOW)
store = SQLiteStore(path)
for mode, says in ((0o400, "unavailable"), (0o600, "well")):
    for file in path.parent.iterdir():
        file.chmod(mode)
    for call in (lambda: store.save("boris", "register", b"{}", 0, NOW), store.check):
        try:
            call()
            print("well")
        except StoreUnavailableError:
            print("unavailable")
print(store.load("anna", "register", NOW).document.decode())
"""


def test_a_file_that_can_only_be_read_is_reported_and_heals(path: Path) -> None:
    # Permissions don't bind root, but they bind a process without these capabilities.
    bound = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    said = subprocess.run(
        [*bound, sys.executable, "-c", READ_ONLY, path], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split()
    assert said == ["unavailable", "unavailable", "well", "well", "{}"]
