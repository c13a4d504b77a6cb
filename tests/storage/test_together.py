"""Works that came at the same time are kept together, and each is answered for itself alone."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from sandbox.storage import ConflictError, ErasedError, Save, Stored, StoreUnavailableError, Wanted
from sandbox.storage.sqlite import SQLiteStore
from sandbox.storage.together import GroupedStore, Work
from tests.support.concurrent_updates import NOW


class Counted(SQLiteStore):
    """Counts what it is asked, and fails to write when told so."""

    asked: list[str]
    is_full = False

    def save_many(self, saves: Sequence[Save]) -> list[int | ConflictError | ErasedError]:
        self.asked.append(f"save {len(saves)}")
        if self.is_full:
            raise StoreUnavailableError("full")
        return super().save_many(saves)

    def load_many(self, wanted: Sequence[Wanted]) -> list[Stored | None]:
        self.asked.append(f"load {len(wanted)}")
        return super().load_many(wanted)


@pytest.fixture
def store(tmp_path: Path) -> Counted:
    store = Counted(tmp_path / "learners.sqlite3")
    store.asked = []
    return store


@pytest.fixture
def grouped(store: Counted) -> GroupedStore:
    return GroupedStore(store)


def press(grouped: GroupedStore, learner: str) -> int:
    """One more press of a learner, as the sandbox does it."""
    while True:
        stored = grouped.load(learner, "register", NOW)
        try:
            number = int(stored.document) + 1 if stored else 1
            return grouped.save(learner, "register", b"%d" % number, stored.version if stored else 0, NOW)
        except ConflictError:
            continue


def work_of(learner: str, do: Callable[[], int]) -> Work[int]:
    return Work(Wanted(learner, "register", NOW), do)


def presses(grouped: GroupedStore, *learners: str) -> list[Work[int]]:
    return [work_of(learner, partial(press, grouped, learner)) for learner in learners]


def presses_kept(store: SQLiteStore, learner: str) -> int:
    stored = store.load(learner, "register", NOW)
    return int(stored.document) if stored else 0


def test_presses_of_many_cost_one_reading_and_one_transaction(store: Counted, grouped: GroupedStore) -> None:
    assert grouped.do_together(presses(grouped, "anna", "boris", "vera")) == [1, 1, 1]
    assert store.asked == ["load 3", "save 3"]
    assert [presses_kept(store, each) for each in ("anna", "boris", "vera")] == [1, 1, 1]


def test_two_presses_of_one_learner_are_done_one_after_the_other(store: Counted, grouped: GroupedStore) -> None:
    assert grouped.do_together(presses(grouped, "anna", "boris", "anna")) == [1, 1, 2]
    assert (presses_kept(store, "anna"), presses_kept(store, "boris")) == (2, 1)


def test_a_press_that_fails_fails_no_other(store: Counted, grouped: GroupedStore) -> None:
    def broken() -> int:
        raise ZeroDivisionError

    first, second, third = grouped.do_together(
        [*presses(grouped, "anna"), work_of("boris", broken), *presses(grouped, "vera")]
    )
    assert (first, type(second), third) == (1, ZeroDivisionError, 1)
    assert (presses_kept(store, "anna"), presses_kept(store, "boris"), presses_kept(store, "vera")) == (1, 0, 1)


def test_nothing_counts_as_done_that_could_not_be_kept(store: Counted, grouped: GroupedStore) -> None:
    """Whoever only looks is answered."""
    grouped.do_together(presses(grouped, "anna"))
    store.is_full = True
    looks = work_of("anna", lambda: presses_kept(store, "anna"))
    pressed, looked = grouped.do_together([*presses(grouped, "anna"), looks])
    assert isinstance(pressed, StoreUnavailableError)
    assert looked == 1
    store.is_full = False
    assert grouped.do_together(presses(grouped, "anna", "boris")) == [2, 1]


def test_who_was_erased_meanwhile_is_told_so(store: Counted, grouped: GroupedStore) -> None:
    grouped.do_together(presses(grouped, "anna"))

    def press_while_erased() -> int:
        stored = grouped.load("anna", "register", NOW)
        store.erase("anna", NOW)
        return grouped.save("anna", "register", b"2", stored.version if stored else 0, NOW)

    erased, other = grouped.do_together([work_of("anna", press_while_erased), *presses(grouped, "boris")])
    assert isinstance(erased, ErasedError)
    assert (other, store.load("anna", "register", NOW)) == (1, None)


def test_what_comes_after_a_group_does_not_belong_to_it(store: Counted, grouped: GroupedStore) -> None:
    grouped.do_together(presses(grouped, "anna", "boris"))
    store.save("anna", "register", b"10", 1, NOW)
    assert press(grouped, "anna") == 3
    assert presses_kept(store, "anna") == 11
