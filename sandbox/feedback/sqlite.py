"""Feedback in the SQLite file of the runs."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from sandbox.feedback import MAX_COMMENTS, Comment, Count
from sandbox.store import StoreUnavailableError
from sandbox.store.sqlite_file import BUSY_TIMEOUT

_SCHEMA = """
PRAGMA journal_mode = WAL;
CREATE TABLE IF NOT EXISTS feedback (
    page TEXT NOT NULL,
    day TEXT NOT NULL,
    useful INTEGER NOT NULL DEFAULT 0,
    useless INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (page, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS comments (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    page TEXT NOT NULL,
    day TEXT NOT NULL,
    useful INTEGER NOT NULL,
    text TEXT NOT NULL
);
"""


class SQLiteFeedback:
    """A `FeedbackStore` in a file. Each call opens its own connection, so any thread may call."""

    def __init__(self, path: Path, most_comments: int = MAX_COMMENTS) -> None:
        self._path, self._most_comments = path, most_comments
        with self._connection() as connection:
            connection.executescript(_SCHEMA)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection whose changes are kept when the block ends well."""
        try:
            with closing(sqlite3.connect(self._path, timeout=BUSY_TIMEOUT)) as connection, connection:
                connection.execute("PRAGMA synchronous = NORMAL")
                yield connection
        except sqlite3.Error as error:
            raise StoreUnavailableError(type(error).__name__) from error

    def count(self, page: str, day: date, *, useful: bool) -> None:
        with self._connection() as connection:
            connection.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "useful = useful + excluded.useful, useless = useless + excluded.useless",
                (page, day.isoformat(), int(useful), int(not useful)),
            )

    def add(self, comment: Comment) -> None:
        with self._connection() as connection:
            connection.execute(
                "INSERT INTO comments (page, day, useful, text) VALUES (?, ?, ?, ?)",
                (comment.page, comment.day.isoformat(), comment.useful, comment.text),
            )
            connection.execute(
                "DELETE FROM comments WHERE number <= (SELECT max(number) FROM comments) - ?", (self._most_comments,)
            )

    def counts(self) -> list[Count]:
        with self._connection() as connection:
            rows = connection.execute("SELECT page, day, useful, useless FROM feedback ORDER BY page, day").fetchall()
        return [Count(page, date.fromisoformat(day), useful, useless) for page, day, useful, useless in rows]

    def comments(self) -> list[Comment]:
        with self._connection() as connection:
            rows = connection.execute("SELECT page, day, useful, text FROM comments ORDER BY number DESC").fetchall()
        return [Comment(page, date.fromisoformat(day), bool(useful), text) for page, day, useful, text in rows]
