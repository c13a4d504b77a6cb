"""Where readers' answers are kept: beside the learners' runs."""

from pathlib import Path

from sandbox.feedback import FeedbackStore
from sandbox.feedback.sqlite import SQLiteFeedback
from sandbox.storage.address import SQLITE


def open_feedback(address: str) -> FeedbackStore:
    """The store at an address that `sandbox.settings` has accepted.

    On one machine it is a file of its own: the one of the runs, which live for a day, may be begun anew after harm.
    Neither a file nor a server needs to be usable yet: feedback fails alone.
    """
    if address.startswith(SQLITE):
        runs = Path(address.removeprefix(SQLITE))
        return SQLiteFeedback(runs.with_name(f"{runs.stem}-feedback{runs.suffix}"))
    from sandbox.feedback.redis import RedisFeedback  # see `sandbox.storage.address`
    from sandbox.storage.redis import connect

    return RedisFeedback(connect(address))
