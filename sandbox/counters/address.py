"""The store of counters, beside that of the learners' runs."""

from sandbox.counters import CounterStore
from sandbox.counters.sqlite import SQLiteCounters
from sandbox.storage.address import path_beside


def open_counters(address: str) -> CounterStore:
    """The store at an address that `sandbox.settings` has accepted.

    Neither a file nor a server needs to be usable yet: without it learners can still practise.
    """
    if path := path_beside(address, "counters"):
        return SQLiteCounters(path)
    from sandbox.counters.redis import RedisCounters  # see `sandbox.storage.address`
    from sandbox.storage.redis_client import connect, tag_of

    return RedisCounters(connect(address), tag_of(address, "counters"))
