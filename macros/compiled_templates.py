"""What templates were compiled to, kept from one build to the next as Python keeps its modules.

To compile them takes a seventh of a build.
"""

import contextlib

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from macros.cache import Cache


class CompiledTemplates(FileSystemBytecodeCache):
    """For environments whose filters are called while a page is rendered, not while a template is compiled
    (``optimized=False``): their results would be kept.
    """

    def __init__(self, cache: Cache) -> None:
        super().__init__(str(cache.folder("templates")), f"{jinja2.__version__}-%s")

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """By its settings too: two environments may compile the same file to something else."""
        if environment.optimized:
            raise ValueError("results of filters would be kept")
        return super().get_bucket(environment, f"{_settings(environment)} {name}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def _settings(environment: Environment) -> tuple[object, ...]:
    return (
        environment.autoescape,
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
        sorted(environment.extensions),
    )
