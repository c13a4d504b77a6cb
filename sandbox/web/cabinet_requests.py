"""What a request to the cabinet means, decided without HTTP. A move is a link and changes nothing, a press a form."""

from collections.abc import Callable, Mapping, Sequence

from sandbox.content import Content
from sandbox.engine.cabinet import CabinetTurn
from sandbox.engine.place import BESIDE, Cabinet
from sandbox.engine.run import RUN_NOT_FOUND, VISITORS_CAME, AnyRun
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import dataclass, replace
from sandbox.storage import ErasedError
from sandbox.storage.practice import Practice
from sandbox.web.changes import Changes, NotBegunError, Transition, has_replaced_one
from sandbox.web.downloads import download
from sandbox.web.exchange import NOT_FOUND, Answer, Happened, SandboxRequest, ShowPlace

CABINET_COMMANDS: Mapping[str, tuple[str, ...]] = {
    "restart": (),
    "wait": ("until",),
    "undo": (),
    "insert_code": (),
    "keep": (),
    "recall": (),
}
"""What a cabinet takes besides its actions, with the fields of each."""

TASK_COMMANDS: Mapping[str, tuple[str, ...]] = {**CABINET_COMMANDS, "answer": ("question", "answer"), "finish": ()}
"""The same for a task."""

RESULT = "result"
"""Below a task's address it is told here how it has ended."""


def address_of(cabinet: Cabinet) -> str:
    """The address of a cabinet below that of the sandbox."""
    return f"tasks/{cabinet.task.slug}" if cabinet.task else cabinet.slug


@dataclass(frozen=True)
class CabinetRequests:
    """Answers requests below the cabinet's address. Raises `StoreUnavailableError`."""

    simulation: AnySimulation
    content: Callable[[], Content]
    practice: Practice
    changes: Changes

    def answer(self, request: SandboxRequest, cabinet: Cabinet, path: Sequence[str]) -> Answer:
        """What the request means now. ``path`` is what follows the cabinet's address: a place, a file, or a command."""
        match request.method, path:
            case "GET", []:
                return self._show(request, cabinet, "")
            case "GET", [name] if name in self.simulation.downloads:
                trainer = f"{address_of(cabinet)}#{cabinet.slug}"
                return download(self.practice, self.content().wording, request, cabinet, name, trainer)
            case "GET", [name] if name == RESULT and cabinet.task:
                return self._show(request, cabinet, "", told=True)
            case "GET", [place] if place in cabinet.places and place != BESIDE:
                return self._show(request, cabinet, place)
            case "POST", [command]:
                return self._press(request, cabinet, command)
        return NOT_FOUND

    def _show(self, request: SandboxRequest, cabinet: Cabinet, asked: str, *, told: bool = False) -> Answer:
        """A place. What was said of the newest press is shown once, where it has led."""
        turn = self.practice.cabinet_turn(cabinet, request.now)
        run, version = self.practice.current(request.learner, cabinet, request.now)
        if version == 0 and "sent" in request.fields:
            run = run.with_notice(RUN_NOT_FOUND)
        elif "sent" not in request.fields or asked != run.step:
            run = replace(run, notice=None, prefill=run.prefill if asked in ("", run.step) else {})
        return Answer(200, ShowPlace(turn, run, version, turn.place(run, asked), told=told and version > 0))

    def _press(self, request: SandboxRequest, cabinet: Cabinet, command: str) -> Answer:
        turn = self.practice.cabinet_turn(cabinet, request.now)
        offered = {action for place in cabinet.places.values() for action in place.offers}
        commands = TASK_COMMANDS if cabinet.task else CABINET_COMMANDS
        if command not in commands and command not in offered:
            return NOT_FOUND
        kept = self.practice.kept(request.learner, cabinet, request.now) if command == "recall" else None

        def answer(learner: str, run: AnyRun, version: int, happened: Happened | None = None) -> Answer:
            told = command == "finish" and not run.has_notice(VISITORS_CAME)
            view = ShowPlace(turn, run, version, turn.place(run, run.step), told=told)
            shown = RESULT if view.told else view.place.id
            return Answer(200, view, f"{address_of(cabinet)}/{shown}?sent#{cabinet.slug}", learner, happened)

        try:
            transition = _transition(turn, command, request.fields, kept)
            changed = self.changes.change(request, cabinet, transition, _place(request, cabinet))
        except ErasedError:
            return answer("", turn.begin().with_notice(RUN_NOT_FOUND), 0)
        except NotBegunError as error:
            return error.answer
        if command == "keep":
            self.practice.keep(changed.learner, cabinet, changed.run, request.now)
        return answer(changed.learner, changed.run, changed.version, changed.happened)


def _place(request: SandboxRequest, cabinet: Cabinet) -> str:
    """The place whose form was sent; empty if there is none of that name: anything can be sent."""
    place = request.fields.get("step", "")
    return place if place in cabinet.places else ""


def _transition(turn: CabinetTurn[object], command: str, given: Mapping[str, str], kept: AnyRun | None) -> Transition:
    place, presses = given.get("step", ""), given.get("presses", "")

    commands: dict[str, Callable[[AnyRun], AnyRun]] = {
        "restart": turn.restart,
        "wait": lambda run: turn.wait(run, place, presses, given.get("until", "")),
        "undo": turn.undo,
        "insert_code": lambda run: turn.insert_code(run, place, presses),
        "keep": lambda run: turn.keep(run, place),
        "answer": lambda run: turn.answer(run, place, presses, given.get("question", ""), given.get("answer", "")),
        "finish": lambda run: turn.finish(run, place, presses),
        "recall": lambda run: turn.recall(run, kept),
    }

    def transition(run: AnyRun, version: int) -> AnyRun:
        if presses not in ("", "0") and has_replaced_one(run, version):
            return run.with_notice(RUN_NOT_FOUND)
        if command in commands:
            return commands[command](run)
        return turn.act(run, place, presses, command, given)

    return transition
