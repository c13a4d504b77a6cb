"""The embedded store: one SQLite file, shared by threads and processes of one machine."""

import sqlite3
from datetime import datetime
from pathlib import Path

from sandbox.storage import TIME_TO_LIVE, ConflictError, Stored
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
"""


class SQLiteStore:
    """A `LearnerStore` in a file, safe in any thread. Making one raises `StoreUnavailableError` like the rest."""

    def __init__(self, path: Path) -> None:
        self._file = SQLiteFile(path, _SCHEMA)
        self._file.prepare()

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        return self.load_all(learner, now).get(walkthrough)

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        def work(connection: sqlite3.Connection) -> dict[str, Stored]:
            rows = connection.execute(
                "SELECT walkthrough, document, version FROM runs WHERE learner = ? AND expires_at > ?",
                (learner, now.timestamp()),
            )
            return {walkthrough: Stored(document, version) for walkthrough, document, version in rows}

        return self._file.read(work)

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        key = (learner, walkthrough)

        def work(connection: sqlite3.Connection) -> int:
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

        return self._file.write(work)

    def delete(self, learner: str) -> None:
        self._file.write(lambda connection: connection.execute("DELETE FROM runs WHERE learner = ?", (learner,)))
        self._file.forget_overwritten()

    def purge(self, now: datetime) -> int:
        """Remove what has expired, also from the copies that SQLite and its repair keep beside the file."""
        latest = (now + TIME_TO_LIVE).timestamp()

        def work(connection: sqlite3.Connection) -> int:
            removed = connection.execute("DELETE FROM runs WHERE expires_at <= ?", (now.timestamp(),)).rowcount
            # Saved before the clock was set back: at most a day from now.
            connection.execute("UPDATE runs SET expires_at = ? WHERE expires_at > ?", (latest, latest))
            return removed

        removed = self._file.write(work)
        self._file.tidy(now - TIME_TO_LIVE)
        return removed

    def check(self) -> None:
        """Write a run without a learner: a full disk or a read-only file can still be read."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT INTO runs VALUES ('', '', '', 1, 0)")
            connection.execute("DELETE FROM runs WHERE learner = ''")

        self._file.write(work)
