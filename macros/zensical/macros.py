"""The macros of pages rendered before any builder reads them, as mkdocs-macros-plugin does within one."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import Environment, StrictUndefined

from macros.build import Build
from macros.page_macros import PLUGIN, define_env
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class _File:
    src_uri: str


@dataclass(frozen=True)
class _Page:
    file: _File
    meta: dict[str, Any]


@dataclass(frozen=True)
class _Plugin:
    build: Build


@dataclasses.dataclass
class PageMacros:
    """What `macros.page_macros` is given in place of the plugin's own environment. ``page`` is the one at hand."""

    conf: dict[str, Any]
    page: _Page = dataclasses.field(default_factory=lambda: _Page(_File(""), {}))
    macros: dict[str, Callable[..., str]] = dataclasses.field(default_factory=dict)

    def macro(self, function: Callable[..., str]) -> Callable[..., str]:
        self.macros[function.__name__] = function
        return function

    def render(self, markdown: str, source: str, meta: dict[str, Any]) -> str:
        """The page's Markdown; what its macros note of it stands in its ``meta``."""
        self.page = _Page(_File(source), meta)
        pages = Environment(undefined=StrictUndefined)  # noqa: S701 - it makes Markdown
        return pages.from_string(markdown).render(self.macros)


def macros_for(said: Mapping[str, Any], build: Build) -> PageMacros:
    given = PageMacros({**said, "extra": dict(said["extra"]), "plugins": {PLUGIN: _Plugin(build)}})
    define_env(given)
    return given
