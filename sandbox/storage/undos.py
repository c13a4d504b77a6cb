"""The ways back of a run as they are stored: so many of the newest as there is room for, and read with their types."""

from collections import abc
from dataclasses import is_dataclass
from functools import lru_cache
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from sandbox.engine.undo import Slice, Snapshot, Undo

MOST_BYTES = 4096
"""Of all ways back of a life in a cabinet together."""


def fitting(undos: tuple[Undo, ...]) -> tuple[Undo, ...]:
    """The newest ways back that together are within `MOST_BYTES`."""
    room = MOST_BYTES
    for number, undo in enumerate(reversed(undos)):
        room -= len(msgspec.json.encode(undo)) + 1
        if room < 0:
            return undos[len(undos) - number :]
    return undos


def typed(undos: tuple[Undo, ...], state: type) -> tuple[Undo, ...]:
    """Ways back that were read without the types of their values; none if one holds what this edition doesn't know."""
    try:
        return tuple(_typed(undo, state) for undo in undos)
    except (msgspec.ValidationError, KeyError, TypeError):
        return ()


def _typed(undo: Undo, state: type) -> Undo:
    values = {path: msgspec.convert(value, _type_at(state, path)) for path, value in undo.values.items()}
    lists = {path: _typed_list(each, _type_at(state, path)) for path, each in undo.lists.items()}
    return Undo(undo.step, undo.clock, values, lists, undo.new)


def _typed_list(part: Slice, items: Any) -> Slice:
    """A list that has only grown holds nothing to be typed."""
    if not part.head and not part.tail:
        return part
    return Slice(msgspec.convert(part.head, items), part.begin, part.end, msgspec.convert(part.tail, items))


@lru_cache(maxsize=500)
def _type_at(state: type, path: str) -> Any:
    """The type of the field at a path: deeper than that of an optional value only where the value is a dataclass.

    Raises `KeyError` if there is no such field.
    """
    found: Any = Snapshot
    for name in path.split("."):
        if get_origin(found) is abc.Mapping:
            found = get_args(found)[1]
            continue
        holder = next((each for each in (found, *get_args(found)) if is_dataclass(each)), None)
        if holder is None:
            raise KeyError(path)
        found = state if (holder, name) == (Snapshot, "state") else get_type_hints(holder)[name]
    return found
