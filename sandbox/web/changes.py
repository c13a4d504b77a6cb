"""A change of a learner's run: of a known learner's, or the first of a new one. Decided without HTTP."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TypeAlias

from sandbox.engine.place import Cabinet
from sandbox.engine.run import RUN_NOT_FOUND, AnyRun
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass
from sandbox.storage.practice import Practice, UnknownLearnerError
from sandbox.web.exchange import Answer, GoTo, Happened, SandboxRequest, ShowProblem

Transition: TypeAlias = Callable[[AnyRun, int], AnyRun]
"""From a run and its version to what becomes of it."""


AGAIN = "anew"
"""The query with which a form is sent again when no server in front has counted it as a newcomer's."""


class NotBegunError(Exception):
    """No new learner begins by this request, and ``answer`` says what becomes of it."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status)
        self.answer = answer


@dataclass(frozen=True)
class Changed:
    """The learner's id, the run and its version. ``happened`` is None for a form that had been done before."""

    learner: str
    run: AnyRun
    version: int
    happened: Happened | None


@dataclass(frozen=True)
class Changes:
    """``admit`` says whether a new learner may begin now."""

    practice: Practice
    new_learner: Callable[[], str]
    admit: Callable[[datetime], bool]

    def change(
        self, request: SandboxRequest, walkthrough: Walkthrough | Cabinet, transition: Transition, place: str = ""
    ) -> Changed:
        """Change a run. An id that the store doesn't know isn't taken. ``place`` is that of the form, in a cabinet.

        Raises `NotBegunError`, `ErasedError`, `StoreUnavailableError`.
        """
        if request.learner:
            with contextlib.suppress(UnknownLearnerError):
                return self._changed(request, request.learner, walkthrough, transition, place)
        if not request.may_begin:  # the browser repeats the form by itself, and the server in front counts it then
            raise NotBegunError(Answer(307, GoTo(f"{'/'.join(request.path)}?{AGAIN}")))
        if not self.admit(request.now):
            raise NotBegunError(Answer(503, ShowProblem("newcomers_wait")))
        return self._changed(request, self.new_learner(), walkthrough, transition, place, is_new=True)

    def change_known(self, request: SandboxRequest, walkthrough: Walkthrough, transition: Transition) -> Changed:
        """The same, and no learner begins by it. Raises `UnknownLearnerError` too."""
        if request.learner is None:
            raise UnknownLearnerError
        return self._changed(request, request.learner, walkthrough, transition, "")

    def _changed(
        self,
        request: SandboxRequest,
        learner: str,
        walkthrough: Walkthrough | Cabinet,
        transition: Transition,
        place: str,
        *,
        is_new: bool = False,
    ) -> Changed:
        applied: list[tuple[AnyRun, int]] = []

        def noted(run: AnyRun, version: int) -> AnyRun:
            applied.append((run, version))
            return transition(run, version)

        change = partial(self.practice.change, learner, walkthrough, noted, request.now, request.key)
        run, version = change(is_new=is_new)
        if not applied:
            return Changed(learner, run, version, None)
        before, found = applied[-1]  # the others met a conflict
        return Changed(learner, run, version, Happened(walkthrough, before, run, place, is_new=found == 0))


def has_replaced_one(run: AnyRun, version: int) -> bool:
    """Whether the run was begun because the learner's former one isn't stored any more."""
    return version == 0 or run.has_notice(RUN_NOT_FOUND)
