"""The embedded store: one SQLite file, shared by threads and processes of one machine."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sandbox.store import TIME_TO_LIVE, ConflictError, Stored, StoreUnavailableError

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another writer."""

_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS runs (
    learner TEXT NOT NULL,
    walkthrough TEXT NOT NULL,
    document BLOB NOT NULL,
    version INTEGER NOT NULL,
    expires_at REAL NOT NULL,
    PRIMARY KEY (learner, walkthrough)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS runs_by_expiry ON runs (expires_at);
"""


class SQLiteStore:
    """A `LearnerStore` in a file. Each call opens its own connection, so any thread may call."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._transaction() as connection:
            connection.execute("COMMIT")  # the journal's mode can't change inside a transaction
            connection.executescript(_SCHEMA)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction from its beginning: a deferred one that reads first loses updates."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path, timeout=BUSY_TIMEOUT, isolation_level=None)) as connection:
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                if connection.in_transaction:
                    connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            raise StoreUnavailableError(type(error).__name__) from error

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_TIMEOUT, isolation_level=None)) as connection:
                yield connection
        except sqlite3.Error as error:
            raise StoreUnavailableError(type(error).__name__) from error

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        with self._reading() as connection:
            row = connection.execute(
                "SELECT document, version FROM runs WHERE learner = ? AND walkthrough = ? AND expires_at > ?",
                (learner, walkthrough, now.timestamp()),
            ).fetchone()
        return Stored(*row) if row else None

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        with self._reading() as connection:
            rows = connection.execute(
                "SELECT walkthrough, document, version FROM runs WHERE learner = ? AND expires_at > ?",
                (learner, now.timestamp()),
            ).fetchall()
        return {walkthrough: Stored(document, version) for walkthrough, document, version in rows}

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        key = (learner, walkthrough)
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT version FROM runs WHERE learner = ? AND walkthrough = ? AND expires_at > ?",
                (*key, now.timestamp()),
            ).fetchone()
            if (row[0] if row else 0) != expected:
                raise ConflictError
            connection.execute(
                "INSERT INTO runs VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "document = excluded.document, version = excluded.version, expires_at = excluded.expires_at",
                (*key, document, expected + 1, (now + TIME_TO_LIVE).timestamp()),
            )
        return expected + 1

    def delete(self, learner: str) -> None:
        with self._transaction() as connection:
            connection.execute("DELETE FROM runs WHERE learner = ?", (learner,))

    def purge(self, now: datetime) -> int:
        with self._transaction() as connection:
            return connection.execute("DELETE FROM runs WHERE expires_at <= ?", (now.timestamp(),)).rowcount

    def check(self) -> None:
        with self._reading() as connection:
            connection.execute("SELECT 1 FROM runs LIMIT 1")
