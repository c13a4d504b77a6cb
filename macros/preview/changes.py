"""Which of the editors' files have changed, as the system tells it: nothing is asked of the disk again and again."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

_CHANGES: list[type[FileSystemEvent]] = [
    *(FileCreatedEvent, FileModifiedEvent, FileMovedEvent, FileDeletedEvent),
    *(DirCreatedEvent, DirMovedEvent, DirDeletedEvent),
]
"""Reading a file is an event too: a build would begin the next one, and be kept from its work by thousands of them."""


class Changes:
    """Watches folders and single files. ``notify`` is called after each change, from a thread of the observer."""

    def __init__(self, notify: Callable[[], None]) -> None:
        self.observer = Observer()
        self._notify = notify
        self._lock = threading.Lock()
        self._changed: set[Path] = set()

    def watch(self, path: str) -> None:
        """A file is watched through its folder: editors of texts save a new file in the place of the old one."""
        real = Path(path).resolve()
        only = None if real.is_dir() else real
        handler = FileSystemEventHandler()
        handler.on_any_event = lambda event: self._note(event, only)  # type: ignore[method-assign]
        folder = str(real.parent if only else real)
        self.observer.schedule(handler, folder, recursive=not only, event_filter=_CHANGES)

    def take(self) -> set[Path]:
        """The files that have changed since the last call."""
        with self._lock:
            taken, self._changed = self._changed, set()
        return taken

    def _note(self, event: FileSystemEvent, only: Path | None) -> None:
        paths = {Path(os.fsdecode(each)) for each in (event.src_path, event.dest_path) if each}
        written = {path for path in paths if _is_written(path) and only in (None, path)}
        if written:
            with self._lock:
                self._changed |= written
            self._notify()


def _is_written(path: Path) -> bool:
    """Not a copy that an editor of texts keeps beside a file, and nothing that Python writes for itself."""
    return not (path.name.startswith(".") or path.name.endswith(("~", ".tmp")) or path.name == "4913") and (
        "__pycache__" not in path.parts
    )
