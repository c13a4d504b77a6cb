"""Which store an address names."""

from pathlib import Path

from sandbox.storage import LearnerStore
from sandbox.storage.sqlite import SQLiteStore

SQLITE = "sqlite:///"


def open_store(address: str) -> LearnerStore:
    """The store at an address that `sandbox.settings` has accepted.

    Raises `StoreUnavailableError` if a file can't be written. A server needn't be there yet.
    """
    if address.startswith(SQLITE):
        return SQLiteStore(Path(address.removeprefix(SQLITE)))
    from sandbox.storage.redis import RedisStore  # its client takes a fifth of a process's start

    return RedisStore(address)
