"""YAML as editors of texts read it (1.2, core schema), with lines: our own reader takes all values for texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml
from jsonschema_rs import Draft7Validator, ValidationError, ValidationErrorKind

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
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
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
    return node.value if getattr(node, "style", None) else _scalar(node.value)


def _scalar(text: str) -> Any:
    if text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def mistakes(validator: Draft7Validator, text: str) -> set[int]:
    """The lines that an editor of texts underlines."""
    document = read(text)
    return {line for error in validator.iter_errors(document.value) for line in _lines(error, document)}


def _lines(error: ValidationError, document: Document) -> Iterable[int]:
    place: Place = tuple(error.instance_path)
    match error.kind:
        case ValidationErrorKind.AdditionalProperties(unexpected=extra):
            return [document.keys[*place, key] for key in extra]
        case ValidationErrorKind.PropertyNames(error=of_name):
            return [document.keys[*place, str(of_name.instance)]]
    return [document.lines[place]]
