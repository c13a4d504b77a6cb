"""Runs that an edition before November 2026 has kept, whose ways back were whole snapshots, compressed.

A day after it was replaced nobody has such a run any more, and this module can go.
"""

import zlib
from datetime import UTC, datetime
from typing import Any, Generic

import msgspec

from sandbox.engine.action import S
from sandbox.engine.run import AnyRun, Lesson
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.undo import Snapshot, Undo, way_back
from sandbox.frozen import dataclass, replace


@dataclass(frozen=True)
class _Lesson(Generic[S]):
    mistake: str
    before: Snapshot[S]


@dataclass(frozen=True)
class _WaysBack(Generic[S]):
    lesson: _Lesson[S] | None = None
    past: tuple[Snapshot[S], ...] = ()


class FormerWaysBack:
    """Reads what stands behind the line feed in a document of that edition."""

    def __init__(self, simulation: AnySimulation) -> None:
        # The state's type is known only at run time.
        self._decoder: msgspec.json.Decoder[_WaysBack[Any]] = msgspec.json.Decoder(_WaysBack[simulation.state])  # type: ignore[name-defined]

    def of(self, run: AnyRun, compressed: bytes) -> AnyRun:
        """The run with its ways back, but for that to the run before a restart.

        Raises `msgspec.DecodeError`, `UnicodeDecodeError` or `zlib.error` if they are damaged.
        """
        ways = self._decoder.decode(zlib.decompress(compressed))
        past: list[Undo] = []
        lesson, after = None, run.snapshot(_ANY_TIME)
        if ways.lesson:
            lesson, after = Lesson(ways.lesson.mistake, way_back(ways.lesson.before, after)), ways.lesson.before
        for was in reversed(ways.past):
            past.insert(0, way_back(was, after))
            after = was
        return replace(run, lesson=lesson, past=tuple(past))


_ANY_TIME = datetime(2026, 1, 1, tzinfo=UTC)
"""Where a way back begins its clock doesn't count."""
