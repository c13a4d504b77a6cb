"""Runs between the store and the engine: load, decide, save, and decide again on a conflict."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sandbox.engine.action import Secrets
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import Cabinet
from sandbox.engine.run import RUN_NOT_FOUND, AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.transitions import Turn
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass, replace
from sandbox.storage import ConflictError, ErasedError, LearnerStore, StoreUnavailableError, hidden
from sandbox.storage.codec import RunCodec

_MOST_TRIES = 100
"""How many times a change is decided again before giving up: far more than one learner's clicks at once."""

KEYS = 8
"""How many forms of a run are recognised when they are sent again: two tabs with a few lost answers each."""


class UnknownLearnerError(Exception):
    """The store keeps nothing of such a learner: the id was invented, or everything has expired."""


@dataclass(frozen=True)
class Practice:
    """The learners' runs of one simulation. Blocking: call it in a thread."""

    simulation: AnySimulation
    store: LearnerStore
    secrets: Secrets
    codec: RunCodec

    def turn(self, walkthrough: Walkthrough, now: datetime) -> Turn[Any]:
        """What can be done with a run of this walkthrough at this moment."""
        return Turn(self.simulation, walkthrough, now, self.secrets)

    def cabinet_turn(self, cabinet: Cabinet, now: datetime) -> CabinetTurn[Any]:
        """What can be done in a cabinet at this moment."""
        return CabinetTurn(self.simulation, cabinet, now, self.secrets)

    def current(self, learner: str | None, walkthrough: Walkthrough | Cabinet, now: datetime) -> tuple[AnyRun, int]:
        """The run and its version; a fresh run of version 0 if none is stored.

        So is a stored one that can't be read any more; the notice says so then.
        """
        stored = self.store.load(learner, walkthrough.slug, now) if learner else None
        if stored and (run := self.codec.decode(stored.document, walkthrough)):
            return run, stored.version
        fresh = self._begun(walkthrough, now)
        return (fresh.with_notice(RUN_NOT_FOUND), stored.version) if stored else (fresh, 0)

    def keep(self, learner: str, cabinet: Cabinet, run: AnyRun, now: datetime) -> None:
        """Keep the run as it is in a document of its own, over the one that was kept before.

        Of two tabs that do so at once, the last one counts.
        """
        document = self.codec.encode(replace(run, undos=(), former=None, requests=()))
        for _ in range(_MOST_TRIES):
            kept = self.store.load(learner, _kept(cabinet), now)
            try:
                version = self.store.save(learner, _kept(cabinet), document, kept.version if kept else 0, now)
                if kept is None:  # what was saved once alone would be gone within `FIRST_LIFE`
                    self.store.save(learner, _kept(cabinet), document, version, now)
            except ConflictError:
                continue
            return
        raise StoreUnavailableError("too many conflicts")

    def kept(self, learner: str | None, cabinet: Cabinet, now: datetime) -> AnyRun | None:
        """The run that was kept by `keep`."""
        stored = self.store.load(learner, _kept(cabinet), now) if learner else None
        return self.codec.decode(stored.document, cabinet) if stored else None

    def _begun(self, walkthrough: Walkthrough | Cabinet, now: datetime) -> AnyRun:
        if isinstance(walkthrough, Cabinet):
            return self.cabinet_turn(walkthrough, now).begin()
        return self.turn(walkthrough, now).begin()

    def runs(self, learner: str, walkthroughs: Mapping[str, Walkthrough | Cabinet], now: datetime) -> dict[str, AnyRun]:
        """Every run of the learner that is kept, by its walkthrough."""
        stored = self.store.load_all(learner, now)
        runs = {
            slug: self.codec.decode(each.document, walkthroughs[slug])
            for slug, each in stored.items()
            if slug in walkthroughs
        }
        return {slug: run for slug, run in runs.items() if run}

    def change(
        self,
        learner: str,
        walkthrough: Walkthrough | Cabinet,
        transition: Callable[[AnyRun, int], AnyRun],
        now: datetime,
        key: str = "",
        *,
        is_new: bool = False,
    ) -> tuple[AnyRun, int]:
        """Apply a transition to the newest run and save it; apply it again if another save came between.

        ``key`` is the idempotency key of the request. If the stored run has had it, an answer was lost and the request
        was sent again: then nothing is changed, and the run is as it is now.
        Raises `UnknownLearnerError` unless the learner ``is_new``, and `ErasedError`; then nothing is saved.
        """
        kept = key and hidden(key, learner)
        for _ in range(_MOST_TRIES):
            run, version = self.current(learner, walkthrough, now)
            if version == 0 and not is_new:
                self._expect_known(learner, now)
            if kept and kept in run.requests:
                return run, version
            requests = (kept, *run.requests)[:KEYS] if kept else run.requests
            run = replace(transition(run, version), requests=requests)
            try:
                return run, self.store.save(learner, walkthrough.slug, self.codec.encode(run), version, now)
            except ConflictError:
                continue
        raise StoreUnavailableError("too many conflicts")

    def _expect_known(self, learner: str, now: datetime) -> None:
        standing = self.store.standing(learner, now)
        if standing == "erased":
            raise ErasedError
        if standing == "unknown":
            raise UnknownLearnerError


def _kept(cabinet: Cabinet) -> str:
    return f"{cabinet.slug}-kept"
