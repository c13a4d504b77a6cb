"""What a build would otherwise make again: a folder beside the settings, which may be removed at any time."""

import contextlib
import os
import tempfile
from collections import defaultdict
from collections.abc import Callable, Collection
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec

from sandbox.rendering.compiled import CompiledTemplates

CACHE = ".cache"


class Cache:
    """Files of the builds of one tree. Where nothing can be written, nothing is kept.

    ``edition`` is that of the code (`macros.edition`).
    """

    def __init__(self, root: Path, edition: str = "") -> None:
        self.root = root
        self._folder = root / CACHE
        self._edition = edition
        self._asked: defaultdict[str, set[str]] = defaultdict(set)

    def made(self, folder: str, make: Callable[[], bytes], *made_of: object) -> bytes:
        """What ``make`` makes of these values, unless this edition of the code has made it of the same before."""
        name = self.name_of(*made_of)
        self._asked[folder].add(name)
        found = self.read(folder, name)
        if found is None:
            found = make()
            self.write(folder, name, found)
        else:
            with contextlib.suppress(OSError):
                os.utime(self._folder / folder / name)  # it is in use
        return found

    def name_of(self, *made_of: object) -> str:
        """A name that changes with these values and with the code."""
        return sha256(msgspec.json.encode((self._edition, made_of))).hexdigest()

    def read(self, folder: str, name: str) -> bytes | None:
        """What is kept by that name, if anything is and it is whole."""
        try:
            kept = (self._folder / folder / name).read_bytes()
        except OSError:
            return None
        content = kept[_SUM:]
        return content if _sum(content) == kept[:_SUM] else None

    def write(self, folder: str, name: str, content: bytes) -> None:
        """Whole or not at all: another build may be reading it."""
        with contextlib.suppress(OSError), tempfile.NamedTemporaryFile(dir=self._made(folder), delete=False) as file:
            file.write(_sum(content) + content)
            file.flush()
            Path(file.name).replace(self._folder / folder / name)

    def templates(self) -> CompiledTemplates:
        """What the theme's templates were compiled to; those of our packages are kept beside their code."""
        return CompiledTemplates(self.root, partial(self.read, "templates"), partial(self.write, "templates"))

    def keep_recent(self) -> None:
        """Remove what nobody asks for: of what this build hasn't, twice as much stays as it has asked for.

        A site may be built in turn for this place and for another.
        """
        for folder, asked in self._asked.items():
            with contextlib.suppress(OSError):
                others = [path for path in self._made(folder).iterdir() if path.name not in asked]
                for path in sorted(others, key=_last_used)[: -2 * len(asked)]:
                    path.unlink()

    def keep_only(self, folder: str, names: Collection[str]) -> None:
        """Remove the other files of a folder: nothing asks for them any more."""
        with contextlib.suppress(OSError):
            for path in self._made(folder).iterdir():
                if path.name not in names:
                    path.unlink()

    def _made(self, folder: str) -> Path:
        """The folder, which is there if it can be."""
        path = self._folder / folder
        with contextlib.suppress(OSError):
            path.mkdir(parents=True, exist_ok=True)
        return path


def _last_used(path: Path) -> float:
    return path.lstat().st_mtime


def _sum(content: bytes) -> bytes:
    return sha256(content).digest()


_SUM = len(_sum(b""))
"""How many bytes before the content tell whether it is damaged."""
