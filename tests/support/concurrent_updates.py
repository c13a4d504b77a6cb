"""``python -m tests.support.concurrent_updates ADDRESS UPDATES``: one of several processes that change the same run."""

import sys
from datetime import UTC, datetime

from sandbox.storage import ConflictError, LearnerStore
from sandbox.storage.address import open_store

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def count_up(store: LearnerStore, updates: int) -> None:
    """Add one to the number in a run, as often as told; on a conflict look again, as the sandbox does."""
    for _ in range(updates):
        while True:
            stored = store.load("anna", "register", NOW)
            number = int(stored.document) if stored else 0
            try:
                store.save("anna", "register", b"%d" % (number + 1), stored.version if stored else 0, NOW)
                break
            except ConflictError:
                continue


if __name__ == "__main__":
    count_up(open_store(sys.argv[1]), int(sys.argv[2]))
