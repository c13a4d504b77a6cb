"""A change of a learner's run: of a known learner's, or the first of a new one. Decided without HTTP."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeAlias

from sandbox.engine.place import Cabinet
from sandbox.engine.run import RUN_NOT_FOUND, AnyRun
from sandbox.engine.walkthrough import Walkthrough
from sandbox.storage.practice import Practice, UnknownLearnerError
from sandbox.web.exchange import SandboxRequest

Transition: TypeAlias = Callable[[AnyRun, int], AnyRun]
"""From a run and its version to what becomes of it."""


class NewcomersWaitError(Exception):
    """No new learner may begin now; those who are known go on."""


@dataclass(frozen=True)
class Changes:
    """``admit`` says whether a new learner may begin now."""

    practice: Practice
    new_learner: Callable[[], str]
    admit: Callable[[datetime], bool]

    def change(
        self, request: SandboxRequest, walkthrough: Walkthrough | Cabinet, transition: Transition
    ) -> tuple[str, AnyRun, int]:
        """Change a run. Returns the learner's id, the run and its version.

        An id that the store doesn't know isn't taken.

        Raises `NewcomersWaitError`, `ErasedError`, `StoreUnavailableError`.
        """
        change = partial(self.practice.change, walkthrough=walkthrough, transition=transition, now=request.now)
        if request.learner:
            with contextlib.suppress(UnknownLearnerError):
                return request.learner, *change(request.learner, key=request.key)
        if not self.admit(request.now):
            raise NewcomersWaitError
        learner = self.new_learner()
        return learner, *change(learner, key=request.key, is_new=True)


def has_replaced_one(run: AnyRun, version: int) -> bool:
    """Whether the run was begun because the learner's former one isn't stored any more."""
    return version == 0 or run.has_notice(RUN_NOT_FOUND)
