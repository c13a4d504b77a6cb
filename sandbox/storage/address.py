"""The store that an address names."""

from pathlib import Path

from sandbox.storage import LearnerStore
from sandbox.storage.sqlite import SQLiteStore

SQLITE = "sqlite:///"


def sqlite_path(address: str) -> Path | None:
    """The file that the address names, or None if it names a server."""
    return Path(address.removeprefix(SQLITE)) if address.startswith(SQLITE) else None


def path_beside(address: str, name: str) -> Path | None:
    """A file beside that of the runs, for what isn't a run; None as for `sqlite_path`.

    That of the runs, which are kept for a day, is replaced when it is damaged.
    """
    runs = sqlite_path(address)
    return runs and runs.with_name(f"{runs.stem}-{name}{runs.suffix}")


def open_store(address: str) -> LearnerStore:
    """The store at an address that `sandbox.settings` has accepted.

    Raises `StoreUnavailableError` if a file can't be written. A server needn't be there yet.
    """
    if path := sqlite_path(address):
        return SQLiteStore(path)
    from sandbox.storage.redis import RedisStore  # its client takes a fifth of a process's start

    return RedisStore(address)
