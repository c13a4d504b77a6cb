"""One of several processes that serve the same port for a parent."""

import multiprocessing
import os
import signal
import threading


def end_with_parent() -> None:
    """End this process, as if it was told to, as soon as its parent is gone, however that ended.

    Otherwise a parent that is killed leaves workers on the port that nobody can find or stop. Does nothing in a
    process that no other has started.
    """
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def wait() -> None:
        parent.join()  # on a pipe that the system closes with the parent
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()
