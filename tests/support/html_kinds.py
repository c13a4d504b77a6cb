"""Which of many pages, or parts of pages, have something that no other before them has."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeVar

T = TypeVar("T")

_TAG = re.compile(r"""<(/?)([a-z][a-z0-9-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>""")
_ATTRIBUTE = re.compile(r"""([a-z][\w:-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?""")
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_OF_ONE = re.compile(
    "id|name|value|for|href|src|srcset|action|title|content|property|datetime|form|popovertarget|start|style|d|x|y|width|height"
    "|(aria|data)-.*"
)
"""Attributes with a value of their own wherever they stand. Of these it counts whether they are empty."""


def unlike_all_before(named: Iterable[tuple[T, str]]) -> Iterator[T]:
    """The names of those with an element of a new kind: of a name, attributes and classes that no other has within the
    same parents.

    They are well-formed, or another test fails: so each tag is found by how it begins and ends.
    """
    kinds: dict[tuple[int, str, str], int] = {}
    for of, html in named:
        known = len(kinds)
        line = [("", -1)]
        for end, name, attributes in _TAG.findall(html):
            if end:
                while len(line) > 1 and line.pop()[0] != name:
                    pass
                continue
            kind = kinds.setdefault((line[-1][1], name, _looks(attributes)), len(kinds))
            if name not in _VOID and not attributes.endswith("/"):
                line.append((name, kind))
        if len(kinds) > known:
            yield of


@cache
def _looks(attributes: str) -> str:
    found = ((name, "".join(values)) for name, *values in _ATTRIBUTE.findall(attributes))
    return " ".join(sorted(f"{name}={bool(value) if _OF_ONE.fullmatch(name) else value}" for name, value in found))
