"""The way back from what a run is to what it was: only the fields that differ, with their old values."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, Generic, TypeVar

from sandbox.engine.action import S
from sandbox.engine.detour import Detour
from sandbox.frozen import dataclass, replace

_T = TypeVar("_T")

MOST_SHIFTED = 8
"""How many items may have gone from the beginning of a list for the rest still to be found in it."""


@dataclass(frozen=True)
class Snapshot(Generic[S]):
    """All of a run that a press changes and that can be taken back. ``clock`` is the training time that it showed."""

    step: str
    state: S
    clock: datetime
    prefill: Mapping[str, str]
    entered: Mapping[str, Mapping[str, str]]
    detours: tuple[Detour, ...] = ()


_ABSENT: Any = object()
"""Stands for an entry of a mapping that isn't there."""

_IN_UNDO = ("step", "clock")
"""What an `Undo` holds by itself."""


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

    ``values`` are fields by their path in a snapshot («state.money.autopay»), ``lists`` those that hold a tuple now
    and then. ``new`` are entries of mappings that were not there («entered.set-password»).
    """

    step: str
    clock: datetime
    values: Mapping[str, Any]
    lists: Mapping[str, Slice]
    new: tuple[str, ...] = ()

    @property
    def changes_state(self) -> bool:
        """Whether more than the step, the clock and the forms will be as they were."""
        return any(path.startswith("state") for path in (*self.values, *self.lists))


def way_back(was: Snapshot[S], now: Snapshot[S]) -> Undo:
    """How to get from a snapshot back to what it was."""
    values: dict[str, Any] = {}
    lists: dict[str, Slice] = {}
    added: list[str] = []
    for path, old, new in _differences("", was, now, _IN_UNDO):
        if old is _ABSENT:
            added.append(path)
        elif isinstance(old, tuple) and isinstance(new, tuple):
            lists[path] = _slice(old, new)
        else:
            values[path] = old
    return Undo(was.step, was.clock, values, lists, tuple(added))


def restored(now: Snapshot[S], undo: Undo) -> Snapshot[S]:
    """The snapshot as it was, from what it is where ``undo`` begins."""
    was = replace(now, step=undo.step, clock=undo.clock)
    for path, value in undo.values.items():
        was = _with(was, path.split("."), value)
    for path, part in undo.lists.items():
        was = _with(was, path.split("."), part.of(_at(was, path)))
    for path in undo.new:
        was = _with(was, path.split("."), _ABSENT)
    return was


def _differences(path: str, was: Any, now: Any, but: tuple[str, ...] = ()) -> Iterator[tuple[str, Any, Any]]:
    """The fields that differ, as deep as both have the same shape: path, old and new value."""
    if isinstance(was, Mapping) and isinstance(now, Mapping):
        for name in dict.fromkeys((*was, *now)):
            yield from _differences(f"{path}.{name}", was.get(name, _ABSENT), now.get(name, _ABSENT))
    elif type(was) is type(now) and (names := _names_of(was.__class__)):
        for name in names:
            old, new = getattr(was, name), getattr(now, name)
            if old is not new and name not in but:
                yield from _differences(f"{path}.{name}" if path else name, old, new)
    elif was != now:
        yield path, was, now


@cache
def _names_of(cls: type) -> tuple[str, ...]:
    """The fields of a dataclass. Anything else has none."""
    return tuple(field.name for field in fields(cls)) if is_dataclass(cls) else ()


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
        state = state[name] if isinstance(state, Mapping) else getattr(state, name)
    return state


def _with(state: _T, path: list[str], value: Any) -> _T:
    name, *deeper = path
    if isinstance(state, Mapping):
        entry = _with(state[name], deeper, value) if deeper else value
        entries = {**state, name: entry}
        return {each: inner for each, inner in entries.items() if inner is not _ABSENT}  # type: ignore[return-value]
    changed = {name: _with(getattr(state, name), deeper, value) if deeper else value}
    return replace(state, **changed)  # type: ignore[type-var]  # a dataclass: it has the field
