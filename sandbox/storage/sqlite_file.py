"""A SQLite file that several threads and processes share, and that repairs itself."""

import contextlib
import fcntl
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from sandbox.storage import StoreUnavailableError, unavailable_after

BUSY_TIMEOUT = 5.0
"""Seconds to wait for another writer."""

_AGAIN = 0.01
"""Seconds until the log is folded in again, after SQLite has refused it because somebody else was doing so."""

_KEPT_OPEN = 8
"""Connections kept for the next call. To open one and to close the last one costs more than a save does."""

_INCREMENTAL = 2
"""SQLite's number for files whose free pages are given back to the disk bit by bit, when asked."""

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_INCOMPLETE = sqlite3.SQLITE_ERROR
"""SQLite's codes: the file is broken; a table is missing, because the file was removed or emptied."""

_MODE, _FOLDER_MODE = 0o600, 0o700
"""What learners do is nobody else's on the machine. A folder that was there already keeps its permissions."""

_Identity = tuple[int, int]
"""Device and number of a file: later another one may have its name."""

Result = TypeVar("Result")
log = logging.getLogger("sandbox")


class SQLiteFile:
    """Runs functions in transactions. A damaged file is replaced by a new one, and kept as ``….damaged`` or removed.

    That is done only to a file that this class has used: ``….lock`` beside it isn't empty then. Any other may be
    a file of another program.
    """

    def __init__(self, path: Path, schema: str, *, keeps_damaged: bool = True) -> None:
        self._damaged = path.with_name(f"{path.name}.damaged")
        self._lock_file = path.with_name(f"{path.name}.lock")
        self._path = path
        self._schema = schema
        self._keeps_damaged = keeps_damaged
        self._idle: list[tuple[_Identity, sqlite3.Connection]] = []
        self._most_idle = _KEPT_OPEN
        self._is_log_kept = False

    def __del__(self) -> None:
        self._disconnect()  # of a store that wasn't closed: in tests and previews

    def close(self) -> None:
        """Fold the log into the file. The last process that closes it removes the log.

        Each does so alone: of two that close it at the same moment none would be the last one.
        """
        self._most_idle = 0
        self._disconnect()
        try:
            self._fold_in(fcntl.LOCK_EX)
        except StoreUnavailableError as error:  # the next start folds it in
            log.warning("%s could not be closed: %s", self._path.name, error)

    def _disconnect(self) -> None:
        while self._idle:
            self._idle.pop()[1].close()

    def prepare(self) -> None:
        """Create the folder, the file and its tables, and repair what is damaged. Raises `StoreUnavailableError`."""
        with unavailable_after(sqlite3.Error):
            self._path.parent.mkdir(_FOLDER_MODE, parents=True, exist_ok=True)
            self._mend(self._identity())

    def read(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """The result of ``work`` on one state of the file. Raises `StoreUnavailableError` if it can't be read."""
        return self._perform(work, "BEGIN")

    def write(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """The same for a change. What ``work`` raises undoes the change.

        The transaction is a writing one from its beginning: one that reads first loses updates.
        """
        return self._perform(work, "BEGIN IMMEDIATE")

    def forget_overwritten(self) -> None:
        """Leave no byte of what was removed in the log beside the file.

        While another program reads the file that can't be done; then it is logged, and left to the next time.
        """
        self._fold_in(fcntl.LOCK_SH)

    def _fold_in(self, lock: int) -> None:
        deadline = time.monotonic() + BUSY_TIMEOUT
        with unavailable_after(sqlite3.Error), self._lock(lock), closing(self._connect()) as connection:
            # SQLite itself waits for who reads or writes, but not for who is folding the log in.
            fold_in = partial(connection.execute, "PRAGMA wal_checkpoint(TRUNCATE)")
            while (busy := bool(fold_in().fetchone()[0])) and time.monotonic() < deadline:
                time.sleep(_AGAIN)
        if busy and not self._is_log_kept:
            log.warning("%s is being read: what was removed stays in its log until the next purge", self._path.name)
        self._is_log_kept = busy

    def give_back(self, pages: int) -> None:
        """Give free pages back to the disk, at most so many. The file itself shrinks when the log is folded in."""
        with unavailable_after(sqlite3.Error), self._lock(fcntl.LOCK_SH), closing(self._connect()) as connection:
            # `execute` would take the first step alone: one page.
            connection.executescript(f"PRAGMA incremental_vacuum({pages})")

    def _perform(self, work: Callable[[sqlite3.Connection], Result], begin: str) -> Result:
        with unavailable_after(sqlite3.Error):
            is_complete = is_new = False
            while True:
                try:
                    with self._lock(fcntl.LOCK_SH):
                        identity = self._identity()
                        return self._attempt(identity, work, begin)
                except sqlite3.DatabaseError as error:
                    if _code(error) == _INCOMPLETE and not is_complete:
                        self._mend(identity)
                        is_complete = True
                    elif self._is_beyond_repair(error) and not is_new:
                        self._complete(instead_of=identity)
                        is_new = True
                    else:
                        raise

    def _attempt(self, identity: _Identity | None, work: Callable[[sqlite3.Connection], Result], begin: str) -> Result:
        connection = self._take(identity)
        try:
            connection.execute(begin)
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            connection.close()  # rolls back
            raise
        if identity and len(self._idle) < self._most_idle:
            self._idle.append((identity, connection))
        else:
            connection.close()
        return result

    def _take(self, identity: _Identity | None) -> sqlite3.Connection:
        """A connection to the file that has the name now."""
        while self._idle:
            try:
                of, connection = self._idle.pop()
            except IndexError:  # another thread took the last one
                break
            if of == identity:
                return connection
            connection.close()
        return self._connect()

    def _identity(self) -> _Identity | None:
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return None
        return status.st_dev, status.st_ino

    def _connect(self) -> sqlite3.Connection:
        # SQLite would let anybody read a new file. One that is there mustn't be opened besides: to close it again would
        # end the locks that SQLite holds in this process.
        with contextlib.suppress(FileExistsError):
            os.close(os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, _MODE))
        connection = sqlite3.connect(self._path, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)
        try:
            # An acknowledged save outlives the process in any mode. NORMAL may lose the last ones when the power
            # fails, and breaks nothing; FULL would wait for the disk at each save, for runs that are kept for a day.
            connection.execute("PRAGMA synchronous = NORMAL")
            # What was removed is overwritten in the file too.
            connection.execute("PRAGMA secure_delete = ON")
        except BaseException:
            connection.close()
            raise
        return connection

    def _mend(self, identity: _Identity | None) -> None:
        """Create what the file lacks, or a new file if it can't be used."""
        try:
            self._complete()
        except sqlite3.DatabaseError as error:
            if not self._is_beyond_repair(error):
                raise
            self._complete(instead_of=identity)

    def _is_beyond_repair(self, error: sqlite3.DatabaseError) -> bool:
        """Whether a file of this class is damaged, or its tables are those of another program or edition."""
        return _code(error) in (*_DAMAGED, _INCOMPLETE) and self._is_own()

    def _is_own(self) -> bool:
        return self._lock_file.stat().st_size > 0

    def _complete(self, instead_of: _Identity | None = None) -> None:
        """Create what is missing: the file, its tables."""
        with self._lock(fcntl.LOCK_EX):
            if instead_of and instead_of == self._identity():  # else another process has done it
                self._give_up()
            with closing(self._connect()) as connection:
                # Before the first table is made; an earlier edition's file is written anew for it.
                connection.execute(f"PRAGMA auto_vacuum = {_INCREMENTAL}")
                if connection.execute("PRAGMA auto_vacuum").fetchone()[0] != _INCREMENTAL:
                    connection.execute("VACUUM")
                connection.executescript(f"PRAGMA journal_mode = WAL;{self._schema}")
                if self._is_own():  # an earlier edition may have let others read it
                    for each in self._files():
                        each.chmod(_MODE)
            if not self._is_own():
                self._lock_file.write_text("in use", encoding="ascii")
            if not self._keeps_damaged:  # not sooner, or the new file could have its number and be taken for it
                self._damaged.unlink(missing_ok=True)

    def _give_up(self) -> None:
        becomes = f"set aside as {self._damaged.name}" if self._keeps_damaged else "removed"
        log.error("%s is damaged: it is %s, and a new file begun", self._path.name, becomes)
        self._path.replace(self._damaged)
        for each in self._files():
            each.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """The file and those that SQLite keeps beside it, as far as they are there."""
        files = (Path(f"{self._path}{suffix}") for suffix in ("", "-wal", "-shm"))
        return [each for each in files if each.exists()]

    @contextmanager
    def _lock(self, kind: int) -> Iterator[None]:
        """A shared lock for work, an exclusive one to close, and for repair: SQLite can't go on with a renamed file."""
        handle = os.open(self._lock_file, os.O_RDONLY | os.O_CREAT, _MODE)
        try:
            fcntl.flock(handle, kind)
            yield
        finally:
            os.close(handle)


def _code(error: sqlite3.DatabaseError) -> int:
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK) & 0xFF
