"""The embedded store: one SQLite file, shared by threads and processes of one machine."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from sandbox.storage import (
    ERASED_FOR,
    NOT_OURS,
    PURGE_BATCH,
    TIME_TO_LIVE,
    ConflictError,
    ErasedError,
    Save,
    Standing,
    Stored,
    Wanted,
    hidden,
    life,
)
from sandbox.storage.sqlite_file import SQLiteFile

_SCHEMA = """
CREATE TABLE IF NOT EXISTS runs (
    learner TEXT NOT NULL,
    walkthrough TEXT NOT NULL,
    document BLOB NOT NULL,
    version INTEGER NOT NULL,
    expires_at REAL NOT NULL,
    PRIMARY KEY (learner, walkthrough)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS runs_by_expiry ON runs (expires_at);
CREATE TABLE IF NOT EXISTS erased (
    learner TEXT PRIMARY KEY,
    until REAL NOT NULL
) WITHOUT ROWID;
"""

_REMOVE = """
DELETE FROM runs WHERE (learner, walkthrough) IN
    (SELECT learner, walkthrough FROM runs WHERE expires_at <= ? LIMIT ?)
"""
_CORRECT = """
UPDATE runs SET expires_at = ? WHERE (learner, walkthrough) IN
    (SELECT learner, walkthrough FROM runs WHERE expires_at > ? LIMIT ?)
"""


class SQLiteStore:
    """A `LearnerStore` in a file, safe in any thread. Making one raises `StoreUnavailableError` like the rest.

    A learner's session id isn't kept, only its hash. A damaged file isn't kept either: nothing in it could be erased.
    """

    def __init__(self, path: Path) -> None:
        self._file = SQLiteFile(path, _SCHEMA, keeps_damaged=False)
        self._file.prepare()

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        return self.load_many([Wanted(learner, walkthrough, now)])[0]

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        def work(connection: sqlite3.Connection) -> dict[str, Stored]:
            rows = connection.execute(
                "SELECT walkthrough, document, version FROM runs WHERE learner = ? AND expires_at > ?",
                (hidden(learner), now.timestamp()),
            )
            return {walkthrough: _stored(document, version) for walkthrough, document, version in rows}

        return self._file.read(work)

    def load_many(self, wanted: Sequence[Wanted]) -> list[Stored | None]:
        def work(connection: sqlite3.Connection) -> list[Stored | None]:
            return [_find(connection, hidden(each.learner), each.walkthrough, each.now) for each in wanted]

        return self._file.read(work)

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        (version,) = self.save_many([Save(learner, walkthrough, document, expected, now)])
        if isinstance(version, int):
            return version
        raise version

    def save_many(self, saves: Sequence[Save]) -> list[int | ConflictError | ErasedError]:
        """In one transaction."""

        def work(connection: sqlite3.Connection) -> list[int | ConflictError | ErasedError]:
            return [_save(connection, each) for each in saves]

        return self._file.write(work)

    def standing(self, learner: str, now: datetime) -> Standing:
        key = hidden(learner)

        def work(connection: sqlite3.Connection) -> Standing:
            if _is_erased(connection, key, now):
                return "erased"
            found = connection.execute(
                "SELECT 1 FROM runs WHERE learner = ? AND expires_at > ? LIMIT 1", (key, now.timestamp())
            ).fetchone()
            return "known" if found else "unknown"

        return self._file.read(work)

    def delete(self, learner: str) -> None:
        key = hidden(learner)
        self._remove(key, lambda connection: _delete(connection, key))

    def erase(self, learner: str, now: datetime) -> None:
        key = hidden(learner)

        def work(connection: sqlite3.Connection) -> None:
            if _delete(connection, key):
                until = (now + ERASED_FOR).timestamp()
                connection.execute("INSERT OR REPLACE INTO erased VALUES (?, ?)", (key, until))

        self._remove(key, work)

    def _remove(self, key: str, work: Callable[[sqlite3.Connection], object]) -> None:
        """Do so if there is anything of the learner: anybody can invent an id, and others wait while it is done."""
        if self._file.read(lambda connection: _has_any(connection, key)):
            self._file.write(work)
            self._file.forget_overwritten()

    def purge(self, now: datetime) -> int:
        """Remove what has expired, in the end also from the copies that SQLite and its repair keep beside the file."""
        latest = (now + TIME_TO_LIVE).timestamp()

        def work(connection: sqlite3.Connection) -> int:
            removed = connection.execute(_REMOVE, (now.timestamp(), PURGE_BATCH)).rowcount
            # Saved before the clock was set back: at most a day from now.
            corrected = connection.execute(_CORRECT, (latest, latest, PURGE_BATCH)).rowcount
            connection.execute("DELETE FROM erased WHERE until <= ?", (now.timestamp(),))
            return max(removed, corrected)

        done = self._file.write(work)
        self._file.give_back(4 * PURGE_BATCH)  # a document takes two pages, and the files of earlier purges some more
        if done < PURGE_BATCH:
            self._file.forget_overwritten()
        return done

    def is_filled(self, most: int) -> bool:
        def work(connection: sqlite3.Connection) -> int:
            pages, free, size = (
                connection.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("page_count", "freelist_count", "page_size")
            )
            return int((pages - free) * size)

        return self._file.read(work) >= most

    def count(self) -> int:
        return self._file.read(lambda connection: int(connection.execute("SELECT COUNT(*) FROM runs").fetchone()[0]))

    def check(self) -> None:
        """Write a run without a learner: a full disk or a read-only file can still be read."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT INTO runs VALUES ('', '', '', 1, 0)")
            connection.execute("DELETE FROM runs WHERE learner = ''")

        self._file.write(work)

    def close(self) -> None:
        self._file.close()


def _find(connection: sqlite3.Connection, key: str, walkthrough: str, now: datetime) -> Stored | None:
    row = connection.execute(
        "SELECT document, version FROM runs WHERE learner = ? AND walkthrough = ? AND expires_at > ?",
        (key, walkthrough, now.timestamp()),
    ).fetchone()
    return _stored(*row) if row else None


def _save(connection: sqlite3.Connection, save: Save) -> int | ConflictError | ErasedError:
    key, version = hidden(save.learner), save.expected + 1
    expires = (save.now + life(save.expected)).timestamp()
    if save.expected:  # as a rule it is still there, and so nothing was erased meanwhile
        gone_on = connection.execute(
            "UPDATE runs SET document = ?, version = ?, expires_at = ? "
            "WHERE learner = ? AND walkthrough = ? AND version = ? AND expires_at > ?",
            (save.document, version, expires, key, save.walkthrough, save.expected, save.now.timestamp()),
        )
        if gone_on.rowcount:
            return version
    if _is_erased(connection, key, save.now):
        return ErasedError()
    found = _find(connection, key, save.walkthrough, save.now)
    if (found.version if found else 0) != save.expected:
        return ConflictError()
    connection.execute(
        "INSERT INTO runs VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "document = excluded.document, version = excluded.version, expires_at = excluded.expires_at",
        (key, save.walkthrough, save.document, version, expires),
    )
    return version


def _has_any(connection: sqlite3.Connection, key: str) -> bool:
    return connection.execute("SELECT 1 FROM runs WHERE learner = ? LIMIT 1", (key,)).fetchone() is not None


def _delete(connection: sqlite3.Connection, key: str) -> int:
    return connection.execute("DELETE FROM runs WHERE learner = ?", (key,)).rowcount


def _is_erased(connection: sqlite3.Connection, key: str, now: datetime) -> bool:
    row = connection.execute("SELECT 1 FROM erased WHERE learner = ? AND until > ?", (key, now.timestamp())).fetchone()
    return row is not None


def _stored(document: object, version: object) -> Stored:
    """A row as it was saved. SQLite takes any type in any column."""
    ours = isinstance(document, bytes) and isinstance(version, int) and version > 0
    return Stored(document, version) if ours else NOT_OURS  # type: ignore[arg-type] # checked just above
