"""The menu of ``mkdocs.yml``, and whether anything else has changed there."""

from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from sandbox.frozen import dataclass

Shape = tuple[str, object]


@dataclass(frozen=True)
class Menu:
    """``entries`` as MkDocs reads them; ``rest`` is the same as long as all other settings are."""

    entries: list[Any]
    rest: dict[str, Shape]


def read_menu(settings: bytes) -> Menu:
    """Read the file's content, which has been checked."""
    loader = yaml.CSafeLoader(settings)
    try:
        top = loader.get_single_node()
        entries: list[Any] = []
        rest: dict[str, Shape] = {}
        for key, value in top.value if isinstance(top, MappingNode) else ():
            if key.value == "nav":
                entries = loader.construct_object(value, deep=True)
            else:
                rest[key.value] = _shape(value)
        return Menu(entries, rest)
    finally:
        loader.dispose()


def _shape(node: Node) -> Shape:
    """What is written, with its tags: settings name objects of Python, and these differ each time they are made."""
    match node:
        case ScalarNode():
            return node.tag, node.value
        case SequenceNode():
            return node.tag, [_shape(each) for each in node.value]
        case MappingNode():
            return node.tag, [(_shape(key), _shape(value)) for key, value in node.value]
    raise TypeError(node)
