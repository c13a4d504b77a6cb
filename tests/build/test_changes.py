"""What changes on the disk is noticed, and nothing else."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from watchdog.events import FileClosedNoWriteEvent, FileOpenedEvent

from macros.preview.changes import Changes
from tests.support.processes import PATIENCE


class Noticed(Changes):
    """``event`` is set at each change."""

    def __init__(self) -> None:
        self.event = threading.Event()
        super().__init__(self.event.set)

    def until(self, last: Path) -> set[Path]:
        """All that is noticed until that file is."""
        found: set[Path] = set()
        while last not in found:
            assert self.event.wait(PATIENCE), found
            self.event.clear()
            found |= self.take()
        return found


@pytest.fixture
def changes(tmp_path: Path) -> Iterator[Noticed]:
    for name in ("read.md", "gone.md"):
        (tmp_path / name).write_text("Текст", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    noticed = Noticed()
    noticed.watch(str(tmp_path))
    noticed.observer.start()
    yield noticed
    noticed.observer.stop()
    noticed.observer.join()


def test_what_is_made_and_removed_is_noticed_and_what_is_read_is_not(tmp_path: Path, changes: Noticed) -> None:
    (tmp_path / "read.md").read_bytes()
    (tmp_path / "folder/new").mkdir()
    (tmp_path / "folder/new").rmdir()
    (tmp_path / "gone.md").unlink()
    assert changes.until(tmp_path / "gone.md") == {tmp_path / "folder/new", tmp_path / "gone.md"}


def test_the_system_is_not_asked_to_tell_of_files_that_are_read(changes: Noticed) -> None:
    """A check of all pages would bring thousands of such events."""
    for emitter in changes.observer.emitters:
        assert emitter.watch.event_filter is not None
        assert not {FileOpenedEvent, FileClosedNoWriteEvent} & set(emitter.watch.event_filter)
