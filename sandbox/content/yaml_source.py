"""YAML read as strings with line numbers.

PyYAML's own constructors turn ``012345`` into 5349 and ``on`` into True and let a second key overwrite the first,
so only its node tree is used.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import yaml

from sandbox.content.errors import ErrorList


@dataclass(frozen=True)
class Text:
    """A scalar, always as it was written."""

    value: str
    line: int


@dataclass(frozen=True)
class Series:
    """A list."""

    items: tuple["Value", ...]
    line: int


@dataclass(frozen=True)
class Block:
    """A mapping; ``lines`` holds the line of each key."""

    items: dict[str, "Value"]
    lines: dict[str, int]
    line: int


Value: TypeAlias = Text | Series | Block


def parse_file(path: Path, shown: str) -> tuple[ErrorList, Value | None]:
    """The file's content, or None where there is none to read. Errors name the file as ``shown``."""
    errors = ErrorList(shown)
    try:
        return errors, parse_yaml(path.read_text(encoding="utf-8"), errors)
    except FileNotFoundError:
        errors.add(1, "file_missing")
        return errors, None
    except UnicodeDecodeError:
        errors.add(1, "file_not_utf8")
        return errors, None


def parse_yaml(text: str, errors: ErrorList) -> Value | None:
    """The file's content, or None if it isn't YAML at all (which is noted in ``errors``)."""
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                errors.add(event.start_mark.line + 1 if event.start_mark else 1, "yaml_alias")
                return None
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        errors.add(*_place_and_kind(error))
        return None
    except yaml.YAMLError:
        errors.add(1, "not_yaml")
        return None
    if node is None:
        errors.add(1, "file_empty")
        return None
    return _value(node, errors)


_UNCLOSED = {
    "while scanning a quoted scalar": "quote_not_closed",
    "while parsing a flow mapping": "bracket_not_closed",
    "while parsing a flow sequence": "bracket_not_closed",
}
"""What PyYAML was doing when it met the next line or the end; the mistake is where it began."""


def _place_and_kind(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """The line, and the mistake by which editors know it: PyYAML's own words say what a parser met."""
    mark, began = error.problem_mark, error.context_mark
    line = mark.line + 1 if mark else 1
    problem = error.problem or ""
    if "'\\t'" in problem:
        return line, "tab_in_yaml"
    if began and mark and began.line < mark.line and (kind := _UNCLOSED.get(error.context or "")):
        return began.line + 1, kind
    if problem.startswith("mapping values"):
        return line, "colon_in_text"
    return line, "not_yaml"


def _value(node: yaml.Node, errors: ErrorList) -> Value:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _block(node, line, errors)
    if isinstance(node, yaml.SequenceNode):
        return Series(tuple(_value(item, errors) for item in node.value), line)
    return Text(node.value.strip(), line)


def _block(node: yaml.MappingNode, line: int, errors: ErrorList) -> Block:
    items: dict[str, Value] = {}
    lines: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        key_line = key_node.start_mark.line + 1
        if key in items:
            errors.add(key_line, "duplicate_key", name=key, first=lines[key])
            continue
        items[key], lines[key] = _value(value_node, errors), key_line
    return Block(items, lines, line)
