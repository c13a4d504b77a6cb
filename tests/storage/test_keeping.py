"""«Запомнить как есть»: a copy beside the run, over the one before, for as long as the run itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from sandbox.content.rehearsal import NOW, PredictableSecrets
from sandbox.engine.run import AnyRun
from sandbox.storage import LearnerStore, Stored
from sandbox.storage.codec import RunCodec
from sandbox.storage.practice import Practice
from sandbox.storage.sqlite import SQLiteStore
from sandbox.storage.together import GroupedStore, Work
from tests.support.cabinet import cabinet_turn, press
from tests.support.guide import SIMULATION

TURN = cabinet_turn("signed-in", "home")
LEARNER = "a-learner"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "learners.sqlite3"


def practice_in(store: LearnerStore) -> Practice:
    return Practice(SIMULATION, store, PredictableSecrets(), RunCodec(SIMULATION))


def with_sum(kopecks: str) -> AnyRun:
    return press(TURN, TURN.begin(), "top_up", at="balance", sum=kopecks)


def balance_kept(practice: Practice, now: datetime = NOW) -> int | None:
    kept = practice.kept(LEARNER, TURN.cabinet, now)
    return kept.state.money.balance if kept else None


class Interrupted(SQLiteStore):
    """Between what is loaded and what is saved after it, something else comes once."""

    def __init__(self, path: Path, between: Callable[[], None]) -> None:
        super().__init__(path)
        self.between: Callable[[], None] | None = between

    def load(self, learner: str, walkthrough: str, now: datetime) -> Stored | None:
        stored = super().load(learner, walkthrough, now)
        if between := self.between:
            self.between = None
            between()
        return stored


@pytest.mark.parametrize("kept_before", [False, True])
def test_of_two_tabs_that_keep_at_the_same_moment_the_last_one_counts(path: Path, *, kept_before: bool) -> None:
    first, last = with_sum("100"), with_sum("300")
    practice = practice_in(SQLiteStore(path))
    if kept_before:
        practice.keep(LEARNER, TURN.cabinet, TURN.begin(), NOW)
    interrupted = Interrupted(path, lambda: practice.keep(LEARNER, TURN.cabinet, first, NOW))
    practice_in(interrupted).keep(LEARNER, TURN.cabinet, last, NOW)
    assert interrupted.between is None
    assert balance_kept(practice) == last.state.money.balance


def test_tabs_that_keep_in_the_same_transaction_are_all_answered(path: Path) -> None:
    grouped = GroupedStore(SQLiteStore(path))
    practice = practice_in(grouped)
    runs = [with_sum(each) for each in ("100", "200", "300")]
    works = [Work(None, partial(practice.keep, LEARNER, TURN.cabinet, run, NOW)) for run in runs]
    assert grouped.do_together(works) == [None, None, None]
    assert balance_kept(practice) in [run.state.money.balance for run in runs]


def test_it_is_kept_as_long_as_a_life_that_goes_on(path: Path) -> None:
    practice = practice_in(SQLiteStore(path))
    practice.keep(LEARNER, TURN.cabinet, with_sum("100"), NOW)
    assert balance_kept(practice, NOW + timedelta(hours=23)) is not None
    assert balance_kept(practice, NOW + timedelta(hours=25)) is None


def test_who_comes_back_to_what_is_gone_is_told_so_and_not_offered_it_again() -> None:
    run = TURN.keep(TURN.begin(), "home")
    assert run.has_kept
    gone = TURN.recall(run, None)
    assert gone.notice
    assert (gone.notice.name, gone.has_kept) == ("nothing_kept", False)
