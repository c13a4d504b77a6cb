"""One more item in a list of a YAML file, and nothing else of the file changed, not a blank.

A library that reads and writes YAML would write the whole file anew: its own quotes, lengths of lines and tags, of
which ``mkdocs.yml`` has several. So the place is taken from the tree, a line is written there, and the file read again.
"""

import json
import re

from sandbox.content.errors import ErrorList
from sandbox.content.yaml_tree import Series, Text, Value, parse_yaml, values_in

_PLAIN = re.compile(r"[\w«(][^:#\"'\\{}\[\],&*!|>%@`]*", re.UNICODE)
_NOT_TEXT = re.compile(r"[\d.,:_-]+|true|false|yes|no|on|off|null|~", re.IGNORECASE)


class NoPlaceError(RuntimeError):
    """The item isn't in the list after it was written there: the list is written in a way that this doesn't know."""


def quoted(text: str) -> str:
    """The text as YAML takes it: in quotes if it needs them."""
    if _PLAIN.fullmatch(text) and not _NOT_TEXT.fullmatch(text) and text == text.strip():
        return text
    return json.dumps(text, ensure_ascii=False)


def tree_of(text: str) -> Value:
    """The tree of a file that was checked before."""
    tree = parse_yaml(text, ErrorList(""))
    return tree if tree is not None else Text("", 1)


def with_item(text: str, series: Series, item: str) -> str:
    """The text with ``item``, written as YAML, at the end of one of its lists. Raises `NoPlaceError`."""
    lines = text.split("\n")
    last = max(_last_line(each) for each in series.items) - 1
    first = lines[series.items[0].line - 1]
    if first.lstrip().startswith("- "):
        lines.insert(last + 1, f"{first[: len(first) - len(first.lstrip())]}- {item}")
    else:
        before, bracket, after = lines[last].rpartition("]")
        lines[last] = f"{before}, {item}{bracket}{after}"
    written = "\n".join(lines)
    if _count(tree_of(written)) <= _count(tree_of(text)):
        raise NoPlaceError(item)
    return written


def _last_line(value: Value) -> int:
    return max((value.line, *map(_last_line, values_in(value))))


def _count(value: Value) -> int:
    """Of the texts in a tree."""
    return 1 + sum(map(_count, values_in(value)))
