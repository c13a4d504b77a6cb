"""Which code makes a site, as one name: what another edition of it has made is made again."""

import os
import secrets
import sys
import zlib
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

_OURS = ("sandbox", "macros")


@cache  # a process goes on with the code that it has once read
def edition_of(simulation: str) -> str:
    """A name that changes with our packages, with that of the simulation (``package.module:NAME``), with Python, and
    with what else is installed.
    """
    read = sha256(repr((simulation, sys.version, zlib.ZLIB_RUNTIME_VERSION, _installed())).encode())
    for package in dict.fromkeys((*_OURS, simulation.partition(":")[0].partition(".")[0])):
        folders = _folders(package)
        if not folders:  # a module alone, which may use whatever lies beside it
            return secrets.token_hex()
        for folder in folders:
            for path in _files(folder):
                read.update(f"\n{package} {path.relative_to(folder)}\n".encode())
                read.update(sha256(path.read_bytes()).digest())
    return read.hexdigest()


def _installed() -> list[str]:
    """The names of all that is installed, each with its version."""
    folders = [Path(path) for path in sys.path if Path(path).is_dir()]
    return sorted(name for folder in folders for each in folder.iterdir() if (name := each.name).endswith(".dist-info"))


def _folders(package: str) -> list[str]:
    spec = find_spec(package) if package.isidentifier() else None
    return list(spec.submodule_search_locations or ()) if spec else []


def _files(folder: str) -> Iterator[Path]:
    """All files of a folder, in order. Hidden ones are no part of it, and may be links to nothing."""
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] != "." and name != "__pycache__")
        yield from (Path(path, name) for name in sorted(names) if name[0] != ".")
