"""Feedback in a SQLite file beside the one of the runs."""

import logging
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sandbox.feedback import QUOTA, DailyCount, DailyReason
from sandbox.storage import StoreUnavailableError, hidden
from sandbox.storage.sqlite_file import SQLiteFile

# Comments are what an earlier edition kept: anybody's data could be in them.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS feedback (
    page TEXT NOT NULL,
    day TEXT NOT NULL,
    useful INTEGER NOT NULL DEFAULT 0,
    useless INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (page, day)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS reasons (
    page TEXT NOT NULL,
    day TEXT NOT NULL,
    reason TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (page, day, reason)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS requests (
    key TEXT PRIMARY KEY,
    day TEXT NOT NULL
) WITHOUT ROWID;
DROP TABLE IF EXISTS comments;
"""

log = logging.getLogger("sandbox")


class SQLiteFeedback:
    """A `FeedbackStore` in a file, safe in any thread.

    A damaged file stays beside it as ``….damaged`` until it is removed by hand: it may hold readers' answers.
    """

    def __init__(self, path: Path, quota: int = QUOTA) -> None:
        self._file, self._quota = SQLiteFile(path, _SCHEMA), quota
        try:
            self._file.prepare()
        except StoreUnavailableError as error:  # learners practise without it
            log.error("%s can't be used, so no reader's answer is kept: %s", path.name, error)

    def count(self, page: str, day: date, *, useful: bool, key: str = "") -> bool:
        def add(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO feedback VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
                "useful = useful + excluded.useful, useless = useless + excluded.useless",
                (page, day.isoformat(), int(useful), int(not useful)),
            )

        answers = "SELECT sum(useful + useless) FROM feedback WHERE page = ? AND day = ?"
        return self._add(page, day, answers, key and hidden(key, f"answer {page}"), add)

    def give(self, page: str, day: date, reason: str, key: str = "") -> bool:
        def add(connection: sqlite3.Connection) -> None:
            connection.execute(
                "INSERT INTO reasons VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count + 1",
                (page, day.isoformat(), reason),
            )

        reasons = "SELECT sum(count) FROM reasons WHERE page = ? AND day = ?"
        return self._add(page, day, reasons, key and hidden(key, f"reason {page}"), add)

    def _add(self, page: str, day: date, so_far: str, key: str, add: Callable[[sqlite3.Connection], None]) -> bool:
        def work(connection: sqlite3.Connection) -> bool:
            connection.execute("DELETE FROM requests WHERE day < ?", (day.isoformat(),))
            if key and connection.execute("SELECT 1 FROM requests WHERE key = ?", (key,)).fetchone():
                return True
            (counted,) = connection.execute(so_far, (page, day.isoformat())).fetchone()
            if (counted or 0) >= self._quota:
                return False
            if key:
                connection.execute("INSERT INTO requests VALUES (?, ?)", (key, day.isoformat()))
            add(connection)
            return True

        return self._file.write(work)

    def counts(self) -> list[DailyCount]:
        rows = self._rows("SELECT page, day, useful, useless FROM feedback ORDER BY page, day")
        return [DailyCount(page, date.fromisoformat(day), useful, useless) for page, day, useful, useless in rows]

    def reasons(self) -> list[DailyReason]:
        rows = self._rows("SELECT page, day, reason, count FROM reasons ORDER BY page, day, reason")
        return [DailyReason(page, date.fromisoformat(day), reason, count) for page, day, reason, count in rows]

    def close(self) -> None:
        self._file.close()

    def _rows(self, query: str) -> list[Any]:
        return self._file.read(lambda connection: connection.execute(query).fetchall())
