"""Presses that came at the same time, kept together: one transaction or one pipeline for all of them."""

import dataclasses
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Generic, TypeVar

from sandbox.frozen import dataclass
from sandbox.storage import (
    ConflictError,
    ErasedError,
    LearnerStore,
    Save,
    Standing,
    Stored,
    StoreUnavailableError,
    Wanted,
)

T = TypeVar("T")


@dataclasses.dataclass
class _Group:
    """What a thread has loaded in advance, and what it is still to save."""

    loaded: dict[tuple[str, str], Stored | None]
    saves: list[Save] = dataclasses.field(default_factory=list)


@dataclass(frozen=True)
class Work(Generic[T]):
    """Something that loads ``wanted``, if it is anything, and decides what to save."""

    wanted: Wanted | None
    do: Callable[[], T]


class GroupedStore:
    """A `LearnerStore` in which the loads and saves of several works are done at once.

    What a work saves counts as done at first. When all have decided, everything is written; a work of which anything
    was refused, because another came in between or its learner was erased, is done again by itself, as if it had come
    later. So nothing of a work is used before it is kept.
    """

    def __init__(self, store: LearnerStore) -> None:
        self._store = store
        self._thread = threading.local()

    def do_together(self, works: Sequence[Work[T]]) -> list[T | Exception]:
        """The result of each work, or what it raised."""
        if len(works) == 1:
            return [_result(works[0])]
        wanted = [each.wanted for each in works if each.wanted]
        try:
            loaded = self._store.load_many(wanted) if wanted else []
        except StoreUnavailableError as error:
            return [error] * len(works)
        keys = ((each.learner, each.walkthrough) for each in wanted)
        with self._grouped(_Group(dict(zip(keys, loaded, strict=True)))) as group:
            results: list[T | Exception] = []
            owners: list[int] = []
            for number, work in enumerate(works):
                result: T | Exception = _result(work)
                results.append(result)
                owners += [number] * (len(group.saves) - len(owners))
        try:
            versions = self._store.save_many(group.saves) if group.saves else []
        except StoreUnavailableError as error:
            return [error if number in owners else result for number, result in enumerate(results)]
        for number in {owner for owner, version in zip(owners, versions, strict=True) if not isinstance(version, int)}:
            results[number] = _result(works[number])
        return results

    @contextmanager
    def _grouped(self, group: _Group) -> Iterator[_Group]:
        self._thread.group = group
        try:
            yield group
        finally:
            self._thread.group = None

    def _group(self) -> _Group | None:
        return getattr(self._thread, "group", None)

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        group, key = self._group(), (learner, walkthrough)
        return group.loaded[key] if group and key in group.loaded else self._store.load(learner, walkthrough, now)

    def save(self, learner: str, walkthrough: str, document: bytes, expected: int, now: datetime) -> int:
        group = self._group()
        if group is None:
            return self._store.save(learner, walkthrough, document, expected, now)
        group.saves.append(Save(learner, walkthrough, document, expected, now))
        return expected + 1

    def load_many(self, wanted: Sequence[Wanted]) -> list[Stored | None]:
        return self._store.load_many(wanted)

    def save_many(self, saves: Sequence[Save]) -> list[int | ConflictError | ErasedError]:
        return self._store.save_many(saves)

    def load_all(self, learner: str, now: datetime) -> dict[str, Stored]:
        return self._store.load_all(learner, now)

    def standing(self, learner: str, now: datetime) -> Standing:
        return self._store.standing(learner, now)

    def delete(self, learner: str) -> None:
        self._store.delete(learner)

    def erase(self, learner: str, now: datetime) -> None:
        self._store.erase(learner, now)

    def purge(self, now: datetime) -> int:
        return self._store.purge(now)

    def is_filled(self, most: int) -> bool:
        return self._store.is_filled(most)

    def count(self) -> int:
        return self._store.count()

    def check(self) -> None:
        self._store.check()

    def close(self) -> None:
        self._store.close()


def _result(work: Work[T]) -> T | Exception:
    try:
        return work.do()
    except Exception as error:
        return error
