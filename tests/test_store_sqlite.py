"""What SQLite keeps beyond the contract of every store: one file on a disk that may fail."""

from datetime import timedelta
from pathlib import Path

import pytest

from sandbox.store import TIME_TO_LIVE, StoreUnavailableError
from sandbox.store.sqlite import SQLiteStore
from tests.count_up import NOW


def test_a_purge_removes_what_has_expired_from_the_file(tmp_path: Path) -> None:
    store = SQLiteStore(tmp_path / "learners.sqlite3")
    store.save("anna", "register", b"{}", expected=0, now=NOW)
    store.save("boris", "register", b"{}", expected=0, now=NOW + timedelta(hours=1))
    assert store.purge(NOW + TIME_TO_LIVE) == 1
    assert store.purge(NOW + TIME_TO_LIVE) == 0


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
