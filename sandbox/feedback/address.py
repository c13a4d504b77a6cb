"""The store of readers' answers, beside that of the learners' runs."""

from sandbox.feedback import FeedbackStore
from sandbox.feedback.sqlite import SQLiteFeedback
from sandbox.storage.address import path_beside


def open_feedback(address: str) -> FeedbackStore:
    """The store at an address that `sandbox.settings` has accepted.

    Neither a file nor a server needs to be usable yet: without it learners can still practise.
    """
    if path := path_beside(address, "feedback"):
        return SQLiteFeedback(path)
    from sandbox.feedback.redis import RedisFeedback  # see `sandbox.storage.address`
    from sandbox.storage.redis_client import connect, tag_of

    return RedisFeedback(connect(address), tag=tag_of(address, "feedback"))
