"""What a request to the sandbox means, decided without HTTP: the same rules can run elsewhere than in a server.

A request is a method, the parts of a path below ``/sandbox/`` and fields; an answer is a status and what to show.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from sandbox.content import Content
from sandbox.engine.place import CABINET, Cabinet
from sandbox.engine.progress import Progress, progress
from sandbox.engine.run import RUN_NOT_FOUND, AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass, replace
from sandbox.storage import ErasedError
from sandbox.storage.practice import Practice, UnknownLearnerError
from sandbox.web.cabinet_requests import CabinetRequests
from sandbox.web.changes import Changes, NotBegunError, Transition, has_replaced_one
from sandbox.web.downloads import download
from sandbox.web.exchange import NOT_FOUND, Answer, SandboxRequest, ShowProgress, ShowRun

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "restart": (),
    "wait": ("until",),
    "show_example": (),
    "try_mistake": ("mistake",),
    "undo": (),
    "step_back": ("target",),
    "start_at": ("target",),
}
"""What every walkthrough takes besides its actions, with the fields of each."""

_KEEPING_FORMER = ("undo", "restart", "start_at")
"""The commands after which the run before a restart isn't forgotten."""


@dataclass(frozen=True)
class Sandbox:
    """Answers requests. ``content`` is called each time: a preview reloads it. Raises `StoreUnavailableError`.

    ``admit`` says whether a new learner may begin now.
    """

    simulation: AnySimulation
    content: Callable[[], Content]
    practice: Practice
    new_learner: Callable[[], str]
    admit: Callable[[datetime], bool] = lambda _now: True

    def answer(self, request: SandboxRequest) -> Answer:
        """What the request means now. Only POST changes anything."""
        match request.method, request.path:
            case "GET", ("walkthroughs", slug) if walkthrough := self._walkthrough(slug):
                return self._show(request, walkthrough)
            case "GET", ("walkthroughs", slug, name) if walkthrough := self._walkthrough(slug):
                return download(
                    self.practice, self.content().wording, request, walkthrough, name, _trainer(walkthrough)
                )
            case "POST", ("walkthroughs", slug, command) if walkthrough := self._walkthrough(slug):
                return self._act(request, walkthrough, command)
            case _, ("cabinet", *path) if cabinet := self.content().cabinet(self.simulation.living):
                return self._cabinet().answer(request, cabinet, path)
            case _, ("tasks", slug, *path) if task := self.content().tasks.get(slug):
                return self._cabinet().answer(request, self.content().cabinet_of(task), path)
            case "GET", ("progress",):
                return self._progress(request, request.learner, request.fields.get("said", ""))
            case "POST", ("progress", "restart"):
                return self._restart_all(request)
            case "POST", ("progress", "restart", slug) if walkthrough := self._walkthrough(slug):
                return self._restart_one(request, walkthrough)
            case "POST", ("progress", "erase"):
                return self._erase(request)
        return NOT_FOUND

    def kept_as(self, path: tuple[str, ...]) -> str | None:
        """What the run is kept under that a request to this path is about; None if it is about no single one."""
        match path:
            case ("walkthroughs", slug, *_):
                return slug
            case ("cabinet", *_):
                return CABINET
            case ("tasks", slug, *_) if task := self.content().tasks.get(slug):
                return self.content().cabinet_of(task).slug
        return None

    def _cabinet(self) -> CabinetRequests:
        return CabinetRequests(self.simulation, self.content, self.practice, self._changes())

    def _changes(self) -> Changes:
        return Changes(self.practice, self.new_learner, self.admit)

    def _walkthrough(self, slug: str) -> Walkthrough | None:
        return self.content().walkthroughs.get(slug)

    def _show(self, request: SandboxRequest, walkthrough: Walkthrough) -> Answer:
        run, version = self.practice.current(request.learner, walkthrough, request.now)
        if version == 0 and "sent" in request.fields:
            run = run.with_notice(RUN_NOT_FOUND)
        return Answer(200, ShowRun(walkthrough, run, version))

    def _act(self, request: SandboxRequest, walkthrough: Walkthrough, command: str) -> Answer:
        transition = self._transition(request, walkthrough, command)
        if transition is None:
            return NOT_FOUND
        try:
            changed = self._changes().change(request, walkthrough, transition)
        except ErasedError:
            return self._nothing(request, walkthrough)
        except NotBegunError as error:
            return error.answer
        view = ShowRun(walkthrough, changed.run, changed.version)
        return Answer(200, view, _trainer(walkthrough), changed.learner, changed.happened)

    def _nothing(self, request: SandboxRequest, walkthrough: Walkthrough) -> Answer:
        """The answer to a form that was on its way when its learner was erased: it isn't done, and the id goes."""
        run = self.practice.turn(walkthrough, request.now).begin().with_notice(RUN_NOT_FOUND)
        return Answer(200, ShowRun(walkthrough, run, 0), _trainer(walkthrough), "")

    def _transition(self, request: SandboxRequest, walkthrough: Walkthrough, command: str) -> Transition | None:
        turn = self.practice.turn(walkthrough, request.now)
        given = request.fields
        step = given.get("step", "")

        commands: dict[str, Callable[[AnyRun], AnyRun]] = {
            "restart": turn.restart,
            "wait": lambda run: turn.wait(run, given.get("until", "")),
            "show_example": lambda run: turn.show_example(run, step),
            "try_mistake": lambda run: turn.try_mistake(run, step, given.get("mistake", "")),
            "undo": turn.undo,
            "step_back": lambda run: turn.step_back(run, step, given.get("target", "")),
            "start_at": lambda run: turn.start_at(run, given.get("target", "")),
        }
        if command not in commands and command not in self.simulation.takes(walkthrough):
            return None

        def transition(run: AnyRun, version: int) -> AnyRun:
            if step not in ("", run.step) and has_replaced_one(run, version):
                return run.with_notice(RUN_NOT_FOUND)
            if command not in _KEEPING_FORMER:
                run = replace(run, former=None)
            if command in commands:
                return commands[command](run)
            return turn.submit(run, step or run.step, command, given)

        return transition

    def _progress(self, request: SandboxRequest, learner: str | None, notice: str) -> Answer:
        content = self.content()
        walkthroughs = content.walkthroughs
        kept: dict[str, Walkthrough | Cabinet] = {**walkthroughs}
        kept |= {cabinet.slug: cabinet for cabinet in map(content.cabinet_of, content.tasks.values())}
        runs = self.practice.runs(learner, kept, request.now) if learner else {}
        found = {slug: progress(each, runs.get(slug)) for slug, each in walkthroughs.items()}
        tasks = {task.slug: _status(runs.get(content.cabinet_of(task).slug)) for task in content.tasks.values()}
        show = ShowProgress(found, learner is not None, notice if _is_true(notice, learner, found) else None, tasks)
        return Answer(200, show)

    def _restart_one(self, request: SandboxRequest, walkthrough: Walkthrough) -> Answer:
        turn = self.practice.turn(walkthrough, request.now)
        try:
            changed = self._changes().change_known(request, walkthrough, lambda run, _version: turn.restart(run))
        except (UnknownLearnerError, ErasedError):
            return self._after(request, None, "restarted")
        answer = self._after(request, request.learner, "restarted", remember=request.learner)
        return replace(answer, happened=changed.happened)

    def _restart_all(self, request: SandboxRequest) -> Answer:
        """No run is kept, and the learner keeps the session id."""
        if request.learner:
            self.practice.store.delete(request.learner)
        return self._after(request, request.learner, "all_restarted")

    def _erase(self, request: SandboxRequest) -> Answer:
        """Forget the learner: every run, and the session id in the browser."""
        if request.learner:
            self.practice.store.erase(request.learner, request.now)
        return self._after(request, None, "erased", remember="")

    def _after(
        self, request: SandboxRequest, learner: str | None, notice: str, *, remember: str | None = None
    ) -> Answer:
        shown = self._progress(request, learner, notice)
        return Answer(200, shown.show, f"progress?said={notice}", remember)


def _trainer(walkthrough: Walkthrough) -> str:
    return f"walkthroughs/{walkthrough.slug}?sent#{walkthrough.slug}"


def _status(run: AnyRun | None) -> str:
    """How far a learner has come in a task."""
    if run is None:
        return "todo"
    return "solved" if run.solved else "active"


def _is_true(notice: str, learner: str | None, found: Mapping[str, Progress]) -> bool:
    """Whether the notice may be shown: its name comes from an address, which can be invented."""
    match notice:
        case "erased":
            return learner is None
        case "all_restarted":
            return all(each.status == "todo" for each in found.values())
        case "restarted":
            return learner is not None
    return False
