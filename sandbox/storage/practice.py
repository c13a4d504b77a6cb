"""Runs between the store and the engine: load, decide, save, and decide again on a conflict."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from sandbox.engine import transitions
from sandbox.engine.action import Secrets
from sandbox.engine.transitions import Run
from sandbox.engine.walkthrough import Walkthrough
from sandbox.storage import ConflictError, LearnerStore, StoreUnavailableError
from sandbox.storage.codec import read

_MOST_TRIES = 100
"""How many times a change is decided again before giving up: more learners' clicks than that don't meet."""


@dataclass(frozen=True)
class Practice:
    """One learner's runs. Blocking: call it in a thread."""

    store: LearnerStore
    secrets: Secrets

    def current(self, learner: str | None, walkthrough: Walkthrough, now: datetime) -> tuple[Run, int]:
        """The run and its version; a fresh run of version 0 if none is stored.

        One that is stored and can't be read any more is begun anew too, and its notice says so.
        """
        stored = self.store.load(learner, walkthrough.slug, now) if learner else None
        if stored and (run := read(stored.document, walkthrough)):
            return run, stored.version
        fresh = transitions.begin(walkthrough, now, self.secrets)
        return (transitions.say(fresh, "run_not_found"), stored.version) if stored else (fresh, 0)

    def runs(self, learner: str, walkthroughs: Mapping[str, Walkthrough], now: datetime) -> dict[str, Run]:
        """Every run of the learner that is kept, by its walkthrough."""
        stored = self.store.load_all(learner, now)
        runs = {slug: read(each.document, walkthroughs[slug]) for slug, each in stored.items() if slug in walkthroughs}
        return {slug: run for slug, run in runs.items() if run}

    def change(
        self,
        learner: str,
        walkthrough: Walkthrough,
        transition: Callable[[Run, int], Run],
        now: datetime,
        request: str = "",
    ) -> tuple[Run, int]:
        """Apply a transition to the newest run and save it. It may be decided again, if another save came between.

        ``request`` is the mark of the learner's request. If the run comes from that very request, its answer was lost
        on the way and it was sent again: then nothing is done twice, and the run is what it was answered with.
        """
        for _ in range(_MOST_TRIES):
            run, version = self.current(learner, walkthrough, now)
            if request and run.request == request:
                return run, version
            run = replace(transition(run, version), request=request)
            try:
                return run, self.store.save(learner, walkthrough.slug, msgspec.json.encode(run), version, now)
            except ConflictError:
                continue
        raise StoreUnavailableError("too many conflicts")
