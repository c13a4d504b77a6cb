"""What a build would otherwise make again: a folder beside the settings, which may be removed at any time."""

import contextlib
import tempfile
from collections.abc import Collection
from pathlib import Path

CACHE = ".cache"


class Cache:
    """Files of the builds of one tree. Where nothing can be written, nothing is kept."""

    def __init__(self, root: Path) -> None:
        self._folder = root / CACHE

    def folder(self, name: str) -> Path:
        """A folder in it, which is there if it can be."""
        path = self._folder / name
        with contextlib.suppress(OSError):
            path.mkdir(parents=True, exist_ok=True)
        return path

    def read(self, folder: str, name: str) -> bytes | None:
        """What is kept by that name, if anything is."""
        try:
            return (self._folder / folder / name).read_bytes()
        except OSError:
            return None

    def write(self, folder: str, name: str, content: bytes) -> None:
        """Whole or not at all: another build may be reading it."""
        with contextlib.suppress(OSError), tempfile.NamedTemporaryFile(dir=self.folder(folder), delete=False) as file:
            file.write(content)
            file.flush()
            Path(file.name).replace(self._folder / folder / name)

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Remove the other files of a folder: nothing asks for them any more."""
        with contextlib.suppress(OSError):
            for path in self.folder(folder).iterdir():
                if path.name not in names:
                    path.unlink()
