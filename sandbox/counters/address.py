"""The store of counters, beside that of the learners' runs."""

from sandbox.counters import CounterStore
from sandbox.counters.sqlite import SQLiteCounters
from sandbox.storage.address import sqlite_path


def open_counters(address: str) -> CounterStore:
    """The store at an address that `sandbox.settings` has accepted.

    Neither a file nor a server needs to be usable yet: without it learners can still practise.
    """
    if runs := sqlite_path(address):
        return SQLiteCounters(runs.with_name(f"{runs.stem}-counters{runs.suffix}"))
    from sandbox.counters.redis import RedisCounters  # see `sandbox.storage.address`
    from sandbox.storage.redis_client import CLUSTER, connect

    return RedisCounters(connect(address), tag="{counters}:" if CLUSTER in address else "")
