"""``plugins`` and ``markdown_extensions`` in ``mkdocs.yml``: their names and the names of their options."""

import importlib.util
import inspect
from collections.abc import Collection
from functools import cache
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from macros.editors.installed import offered
from sandbox.content.errors import ErrorList
from sandbox.content.reader import Reader, as_list
from sandbox.content.yaml_tree import Block, Text, Value


def _named(value: Value) -> tuple[str, Value | None, int]:
    """The name of a plugin or an extension, its options, and its line."""
    if isinstance(value, Text):
        return value.value, None, value.line
    if isinstance(value, Block) and len(value.items) == 1:
        name, options = next(iter(value.items.items()))
        return name, options, value.lines[name]
    return "", None, value.line


def check_plugins(top: Reader, errors: ErrorList) -> None:
    """Note plugins that aren't installed, or missing, and options that they don't have."""
    if "plugins" not in top.block.items:
        return
    known = {each.name: each for each in offered("mkdocs.plugins")}
    given = set()
    for value in as_list(top.block.items["plugins"], errors, "plugins", top.line("plugins")):
        name, options, line = _named(value)
        given.add(name.removeprefix("material/"))
        if not name:
            errors.add(line, "bad_entry", name="plugins")
        elif name not in known and f"material/{name}" not in known:
            errors.add(line, "unknown_plugin", name=name, among=known)
        elif isinstance(options, Block):
            plugin = known.get(f"material/{name}") or known[name]
            _check_options(options, _plugin_options(plugin.load()), name, errors)
    for name in ("guide", "macros"):
        if given and name not in given:
            errors.add(top.line("plugins"), "plugin_missing", name=name)


def _plugin_options(plugin: Any) -> Collection[str]:
    return [name for name, _ in plugin.config_scheme]


def _check_options(options: Block, known: Collection[str], name: str, errors: ErrorList) -> None:
    for key, line in options.lines.items():
        if known and key not in known:
            errors.add(line, "unknown_option", name=key, of=name, among=known)


def check_extensions(top: Reader, errors: ErrorList) -> None:
    """Note extensions that can't be loaded, and options that they don't have."""
    if "markdown_extensions" not in top.block.items:
        return
    value = top.block.items["markdown_extensions"]
    for each in as_list(value, errors, "markdown_extensions", top.line("markdown_extensions")):
        name, options, line = _named(each)
        extension = _extension(name) if name else None
        if not name:
            errors.add(line, "bad_entry", name="markdown_extensions")
        elif extension is None:
            errors.add(line, "unknown_extension", name=name, among=_extensions())
        elif isinstance(options, Block):
            _check_options(options, _extension_options(extension), name, errors)


@cache
def _extension(name: str) -> Extension | None:
    if "." in name and name not in _extensions():
        try:
            if importlib.util.find_spec(name) is None:
                return None
        except (ImportError, ValueError):
            return None
    try:
        return _markdown().build_extension(name, {})
    except Exception:
        return None


@cache
def _markdown() -> Markdown:
    return Markdown()


def _extensions() -> list[str]:
    return sorted(each.name for each in offered("markdown.extensions"))


def _extension_options(extension: Extension) -> Collection[str]:
    if extension.config:
        return list(extension.config)
    parameters = inspect.signature(type(extension).__init__).parameters.values()
    return [each.name for each in parameters if each.kind is each.KEYWORD_ONLY]
