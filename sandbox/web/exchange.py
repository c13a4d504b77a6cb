"""What is asked of `sandbox.web.meaning` and what it answers: a request and a view, without HTTP."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any, Literal, TypeAlias

from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import Cabinet, Place
from sandbox.engine.progress import Progress
from sandbox.engine.run import AnyRun
from sandbox.engine.simulation import Download
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class SandboxRequest:
    """``learner`` is the session id, or None; ``key`` the idempotency key, or empty; ``now`` the moment it came.

    ``may_begin`` is false if a server in front counts who begins and has taken this one for a form of a known learner.
    """

    method: Literal["GET", "POST"]
    path: tuple[str, ...]
    fields: Mapping[str, str]
    learner: str | None
    key: str
    now: datetime
    may_begin: bool = True


@dataclass(frozen=True)
class ShowRun:
    """The walkthrough at the learner's step."""

    walkthrough: Walkthrough
    run: AnyRun
    version: int


@dataclass(frozen=True)
class ShowPlace:
    """A place of a cabinet. ``told``: it is told how the task has ended, instead of the place."""

    turn: CabinetTurn[Any]
    run: AnyRun
    version: int
    place: Place
    told: bool = False


@dataclass(frozen=True)
class ShowProgress:
    """The learner's progress in all walkthroughs, and in all tasks: «todo», «active» or «solved».

    ``known`` says whether there is a session id. ``notice`` is the name of what has been done, if anything.
    """

    progress: Mapping[str, Progress]
    known: bool
    notice: str | None
    tasks: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SendFile:
    """A file made from the learner's run."""

    download: Download[object]
    content: bytes


@dataclass(frozen=True)
class ShowProblem:
    """A problem by its name in the wording."""

    name: str


@dataclass(frozen=True)
class GoTo:
    """Another address below ``/sandbox/``, with its query and fragment."""

    address: str


@dataclass(frozen=True)
class Happened:
    """What a press did, once it is kept: the run ``before`` and ``after`` it.

    ``place`` is the place of a cabinet whose form was sent, or empty. ``is_new``: the run began with it.
    """

    of: Walkthrough | Cabinet
    before: AnyRun
    after: AnyRun
    place: str
    is_new: bool


View: TypeAlias = ShowRun | ShowPlace | ShowProgress | SendFile | ShowProblem | GoTo


@dataclass(frozen=True)
class Answer:
    """``show`` is the result, ``after`` the address that a browser without a script is redirected to after a form.

    ``learner`` is the session id to set in the browser, or empty to remove it; None changes nothing.
    ``happened`` is what a form changed, if anything was.
    """

    status: int
    show: View
    after: str = ""
    learner: str | None = None
    happened: Happened | None = None


NOT_FOUND = Answer(404, ShowProblem("not_found"))
