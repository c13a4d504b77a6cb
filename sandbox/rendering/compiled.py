"""What templates were compiled to, kept as Python keeps its modules: for all environments and for the next process.

A server finds them beside this module, where Python keeps what that was compiled to: whoever can write there can write
the modules too. A build leaves all of them there. Where nothing may be written, each process compiles for itself.
"""

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from importlib.util import cache_from_source
from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

_NO_FILE = "<template>"
"""What Jinja names as the file of a template that is none."""

_BESIDE = Path(cache_from_source(__file__)).parent
"""Where Python keeps what this module was compiled to."""


class CompiledTemplates(BytecodeCache):
    """For environments whose filters are called while a page is rendered, not while a template is compiled
    (``optimized=False``): their results would be kept.

    ``read`` and ``write`` find and keep by name what is there for other processes: of templates that are files. They
    are named by their place in the tree at ``root``, so that a copy of it has them too.
    """

    def __init__(self, root: Path, read: Callable[[str], bytes | None], write: Callable[[str, bytes], None]) -> None:
        self._root, self._read, self._write = root, read, write
        self._codes: dict[str, tuple[str, CodeType]] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """By its settings too: two environments may compile the same file to something else."""
        if environment.optimized:
            raise ValueError("results of filters would be kept")
        place = filename and self._within_tree(filename)
        bucket = super().get_bucket(environment, f"{_settings(environment)} {name}", place, source)
        if bucket.code and filename:
            bucket.code = _with_file(bucket.code, filename)
        return bucket

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{jinja2.__version__}-{super().get_cache_key(name, filename)}"

    def _within_tree(self, filename: str) -> str:
        path = Path(filename)
        return path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else filename

    def load_bytecode(self, bucket: Bucket) -> None:
        known, code = self._codes.get(bucket.key, ("", None))
        if known == bucket.checksum:
            bucket.code = code
        elif kept := self._read(bucket.key):
            bucket.bytecode_from_string(kept)
            self._remember(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._remember(bucket)
        if bucket.code and bucket.code.co_filename != _NO_FILE:
            self._write(bucket.key, bucket.bytecode_to_string())

    def _remember(self, bucket: Bucket) -> None:
        if bucket.code:
            self._codes[bucket.key] = bucket.checksum, bucket.code


def _with_file(code: CodeType, filename: str) -> CodeType:
    """The code as it is compiled from this file, which tracebacks name."""
    if code.co_filename == filename:
        return code
    inner = (_with_file(each, filename) if isinstance(each, CodeType) else each for each in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(inner))


def _settings(environment: Environment) -> tuple[object, ...]:
    return (
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
        sorted(environment.extensions),
    )


def _path(name: str) -> Path:
    return _BESIDE / f"template-{name}.pyc"


def _read(name: str) -> bytes | None:
    try:
        return _path(name).read_bytes()
    except OSError:
        return None


def _write(name: str, content: bytes) -> None:
    """Whole or not at all: another process may be reading it. Not where Python keeps nothing either."""
    if sys.dont_write_bytecode:
        return
    path = _path(name)
    new = path.with_name(f"{path.name}.{os.getpid()}-{threading.get_ident()}")
    with contextlib.suppress(OSError):
        new.write_bytes(content)
        new.replace(path)


COMPILED = CompiledTemplates(Path(__file__).parents[2], _read, _write)
"""Those of the packages' own templates, in this process and beside this module."""
