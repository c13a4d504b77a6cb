"""What a press has changed, kept as the way back: only the fields that differ, with their old values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

_T = TypeVar("_T")

MOST_SHIFTED = 8
"""How many items may have gone from the beginning of a list for the rest still to be found in it."""


@dataclass(frozen=True)
class Slice:
    """A list as it was: ``head``, then the items from ``begin`` to ``end`` of what it is now, then ``tail``.

    Most lists grow at their end, or lose their beginning: so little is kept of them.
    """

    head: tuple[Any, ...]
    begin: int
    end: int
    tail: tuple[Any, ...]

    def of(self, now: tuple[Any, ...]) -> tuple[Any, ...]:
        """The list as it was, from what it is now."""
        return (*self.head, *now[self.begin : self.end], *self.tail)


@dataclass(frozen=True)
class Undo:
    """A way back to ``step`` at the training time ``clock``.

    ``values`` are fields by their path in the state («money.autopay»), ``lists`` those that hold a tuple now and then.
    ``detours`` is how many there were (`Run.detours`).
    """

    step: str
    clock: datetime
    values: Mapping[str, Any]
    lists: Mapping[str, Slice]
    detours: int = 0


def way_back(step: str, clock: datetime, was: _T, now: _T) -> Undo:
    """How to get from a state back to what it was at ``step`` and ``clock``."""
    values: dict[str, Any] = {}
    lists: dict[str, Slice] = {}
    for path, old, new in _differences("", was, now):
        if isinstance(old, tuple) and isinstance(new, tuple):
            lists[path] = _slice(old, new)
        else:
            values[path] = old
    return Undo(step, clock, values, lists)


def restored(state: _T, undo: Undo) -> _T:
    """The state as it was before the press that ``undo`` takes back."""
    for path, value in undo.values.items():
        state = _with(state, path.split("."), value)
    for path, part in undo.lists.items():
        state = _with(state, path.split("."), part.of(_at(state, path)))
    return state


def _differences(path: str, was: Any, now: Any) -> Iterator[tuple[str, Any, Any]]:
    """The fields that differ, as deep as both have the same shape: path, old and new value."""
    if was is now or was == now:
        return
    if not (is_dataclass(was) and type(was) is type(now)):
        yield path, was, now
        return
    for field in fields(was):
        inner = f"{path}.{field.name}" if path else field.name
        yield from _differences(inner, getattr(was, field.name), getattr(now, field.name))


def _slice(was: tuple[Any, ...], now: tuple[Any, ...]) -> Slice:
    """What was common to both is at the beginning of what is now, a few items later in what was."""
    best = Slice((), 0, 0, was)
    for gone in range(min(len(was), MOST_SHIFTED) + 1):
        same = 0
        for old, new in zip(was[gone:], now, strict=False):
            if old != new:
                break
            same += 1
        if same > best.end:
            best = Slice(was[:gone], 0, same, was[gone + same :])
        if gone + same == len(was):
            break
    return best


def _at(state: Any, path: str) -> Any:
    for name in path.split("."):
        state = getattr(state, name)
    return state


def _with(state: Any, path: list[str], value: Any) -> Any:
    name, *deeper = path
    return replace(state, **{name: _with(getattr(state, name), deeper, value) if deeper else value})
