"""What templates were compiled to, kept from one build to the next as Python keeps its modules.

To compile them takes a seventh of a build. They are kept by their place in the tree, so that a copy of it has them too.
"""

from pathlib import Path
from types import CodeType

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from macros.cache import Cache

_FOLDER = "templates"


class CompiledTemplates(BytecodeCache):
    """For environments whose filters are called while a page is rendered, not while a template is compiled
    (``optimized=False``): their results would be kept.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """By its settings too: two environments may compile the same file to something else."""
        if environment.optimized:
            raise ValueError("results of filters would be kept")
        place = filename and self._within_tree(filename)
        bucket = super().get_bucket(environment, f"{_settings(environment)} {name}", place, source)
        if bucket.code and filename:
            bucket.code = _with_file(bucket.code, filename)
        return bucket

    def _within_tree(self, filename: str) -> str:
        path = Path(filename)
        return path.relative_to(self._cache.root).as_posix() if path.is_relative_to(self._cache.root) else filename

    def load_bytecode(self, bucket: Bucket) -> None:
        if kept := self._cache.read(_FOLDER, _name(bucket)):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.write(_FOLDER, _name(bucket), bucket.bytecode_to_string())


def _name(bucket: Bucket) -> str:
    return f"{jinja2.__version__}-{bucket.key}"


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
