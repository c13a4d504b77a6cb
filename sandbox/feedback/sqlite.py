"""Feedback in a SQLite file beside the one of the runs."""

import logging
import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

from sandbox.feedback import MAX_COMMENTS, Comment, DailyCount
from sandbox.storage import StoreUnavailableError
from sandbox.storage.sqlite_file import SQLiteFile

_SCHEMA = """
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

log = logging.getLogger("sandbox")


class SQLiteFeedback:
    """A `FeedbackStore` in a file, safe in any thread.

    A damaged file stays beside it as ``….damaged`` until it is removed by hand: it may hold readers' comments.
    """

    def __init__(self, path: Path, most_comments: int = MAX_COMMENTS) -> None:
        self._file, self._most_comments = SQLiteFile(path, _SCHEMA), most_comments
        try:
            self._file.prepare()
        except StoreUnavailableError as error:  # learners practise without it
            log.error("%s can't be used, so no reader's answer is kept: %s", path.name, error)

    def count(self, page: str, day: date, *, useful: bool) -> None:
        self._file.write(
            lambda connection: connection.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "useful = useful + excluded.useful, useless = useless + excluded.useless",
                (page, day.isoformat(), int(useful), int(not useful)),
            )
        )

    def add(self, comment: Comment) -> None:
        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO comments (page, day, useful, text) VALUES (?, ?, ?, ?)",
                (comment.page, comment.day.isoformat(), comment.useful, comment.text),
            )
            connection.execute(
                "DELETE FROM comments WHERE number <= (SELECT max(number) FROM comments) - ?", (self._most_comments,)
            )

        self._file.write(work)

    def counts(self) -> list[DailyCount]:
        rows = self._rows("SELECT page, day, useful, useless FROM feedback ORDER BY page, day")
        return [DailyCount(page, date.fromisoformat(day), useful, useless) for page, day, useful, useless in rows]

    def comments(self) -> list[Comment]:
        rows = self._rows("SELECT page, day, useful, text FROM comments ORDER BY number DESC")
        return [Comment(page, date.fromisoformat(day), bool(useful), text) for page, day, useful, text in rows]

    def close(self) -> None:
        self._file.close()

    def _rows(self, query: str) -> list[Any]:
        return self._file.read(lambda connection: connection.execute(query).fetchall())
