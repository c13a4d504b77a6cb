"""The store of readers' answers, beside that of the learners' runs."""

from sandbox.feedback import FeedbackStore
from sandbox.feedback.sqlite import SQLiteFeedback
from sandbox.storage.address import sqlite_path


def open_feedback(address: str) -> FeedbackStore:
    """The store at an address that `sandbox.settings` has accepted.

    On one machine it is a file of its own, since that of the runs, which are kept for a day, is replaced when damaged.
    Neither a file nor a server needs to be usable yet: without it learners can still practise.
    """
    if runs := sqlite_path(address):
        return SQLiteFeedback(runs.with_name(f"{runs.stem}-feedback{runs.suffix}"))
    from sandbox.feedback.redis import RedisFeedback  # see `sandbox.storage.address`
    from sandbox.storage.redis_client import CLUSTER, connect

    return RedisFeedback(connect(address), tag="{feedback}:" if CLUSTER in address else "")
