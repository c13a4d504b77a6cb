"""YAML as editors of texts read it (1.2, core schema), with lines: our own reader takes all values for texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from jsonschema import Draft7Validator
    from jsonschema.exceptions import ValidationError

_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")

Place = tuple[str | int, ...]


@dataclass
class Document:
    """``value`` as JSON has it; ``lines`` of each place in it, and ``keys`` of each key."""

    value: Any
    lines: dict[Place, int] = field(default_factory=dict)
    keys: dict[Place, int] = field(default_factory=dict)


def read(text: str) -> Document:
    document = Document(None)
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    document.value = _value(node, (), document) if node else None
    return document


def _value(node: yaml.Node, place: Place, document: Document) -> Any:
    document.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_value(item, (*place, number), document) for number, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            document.keys[*place, key.value] = key.start_mark.line + 1
        return {key.value: _value(value, (*place, key.value), document) for key, value in node.value}
    return _scalar(node.value) if getattr(node, "style", None) is None else node.value


def _scalar(text: str) -> Any:
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def validator(schema: dict[str, Any]) -> "Draft7Validator":
    """What checks values by the schema."""
    from jsonschema import Draft7Validator  # takes two seconds: not in each process that only collects the tests

    return Draft7Validator(schema)


def mistakes(schema: dict[str, Any], text: str) -> set[int]:
    """The lines that an editor of texts underlines."""
    document = read(text)
    return {line for error in validator(schema).iter_errors(document.value) for line in _lines(error, document)}


def _lines(error: "ValidationError", document: Document) -> Iterable[int]:
    place: Place = tuple(error.absolute_path)
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        extra = error.instance.keys() - error.schema.get("properties", {}).keys()
        return [document.keys[*place, key] for key in extra]
    if isinstance(error.instance, str) and "propertyNames" in error.absolute_schema_path:
        return [document.keys[*place, error.instance]]
    return [document.lines[place]]
