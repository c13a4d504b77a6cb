"""Counters in a SQLite file beside the one of the runs."""

import sqlite3
from pathlib import Path

from sandbox.counters import Batch, Counter, WeeklyCount
from sandbox.storage.sqlite_file import SQLiteFile

_SCHEMA = """
CREATE TABLE IF NOT EXISTS counters (
    week TEXT NOT NULL,
    of TEXT NOT NULL,
    step TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (week, of, step, kind, name)
) WITHOUT ROWID;
"""


class SQLiteCounters:
    """A `CounterStore` in a file, safe in any thread and for several processes."""

    def __init__(self, path: Path) -> None:
        self._file = SQLiteFile(path, _SCHEMA)  # made when it is first written: a start waits for it in vain

    def add(self, batch: Batch, oldest: str) -> None:
        rows = [(week, each.of, each.step, each.kind, each.name, by) for (week, each), by in batch.counts.items()]

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("DELETE FROM counters WHERE week < ?", (oldest,))
            connection.executemany(
                "INSERT INTO counters VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET count = count + excluded.count",
                rows,
            )

        self._file.write(work)

    def all(self, weeks: tuple[str, ...]) -> list[WeeklyCount]:
        self._file.prepare()
        query = "SELECT * FROM counters ORDER BY week, of, step, kind, name"
        rows = self._file.read(lambda connection: connection.execute(query).fetchall())
        return [WeeklyCount(week, Counter(*counter), count) for week, *counter, count in rows if week in weeks]

    def close(self) -> None:
        self._file.close()
