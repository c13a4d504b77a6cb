"""The frames of a walkthrough and of a task's solution: a picture of each press, and words for it."""

from collections.abc import Iterator

from macros.guide import Guide
from macros.show.picture import Picture, picture_of
from macros.show.presses import ShownPress, presses_of_task, presses_of_walkthrough
from sandbox.content.rehearsal import NOW, rehearsal_of
from sandbox.content.task_rehearsal import task_turn
from sandbox.content.wording import OutcomeText
from sandbox.engine.task import Question, Task
from sandbox.engine.walkthrough import Walkthrough
from sandbox.frozen import dataclass

_PARTS = {"go": ("place", "cabinet_menu"), "wait": ("beside",), "answer": ("task",), "finish": ("task",)}
"""The parts of the cabinet on which a press is made."""

_SILENT = ("go", "finish")
"""A move changes nothing, and what comes of the judgement is told below all frames."""


@dataclass(frozen=True)
class Frame:
    """What is done at one press, and what it led to.

    ``where`` is the step or the place, ``typed`` pairs a field's name with its value, ``pressed`` is what is pressed.
    ``picture`` is the screen (HTML) with all that filled in; ``led`` says what has happened then, if anything has.
    """

    press: ShownPress
    where: str
    typed: tuple[tuple[str, str], ...]
    pressed: str
    picture: str
    led: OutcomeText | None


def frames_of_walkthrough(guide: Guide, walkthrough: Walkthrough) -> Iterator[Frame]:
    """All presses of a walkthrough's examples, in order."""
    wording, turn = guide.materials.content.wording, rehearsal_of(guide.simulation, walkthrough)
    for number, (step, press) in enumerate(presses_of_walkthrough(turn), 1):
        screen = guide.renderer.step_picture(wording, walkthrough, press.before, NOW, trainer_id=f"show-{number}")
        picture = picture_of(screen, press, number)
        where = step.say if press.name == step.action else wording.actions[press.name].screen
        yield Frame(
            press, where, _typed(guide, press), _pressed(guide, press, picture), picture.html, _led(guide, press)
        )


def frames_of_task(guide: Guide, task: Task) -> Iterator[Frame]:
    """All presses of a task's solution, in order."""
    content = guide.materials.content
    turn = task_turn(guide.simulation, content.cabinet_of(task))
    for number, (place, press) in enumerate(presses_of_task(turn), 1):
        parts = _PARTS.get(press.kind, ("place",))
        if press.kind == "act" and press.name not in place.offers:
            parts = ("place", "beside")
        screen = guide.renderer.place_picture(
            content.wording, turn, press.before, place, parts, trainer_id=f"show-{number}"
        )
        picture = picture_of(screen, press, number)
        question = task.question(press.name) if press.kind == "answer" else None
        typed = _answered(guide, question, press) if question else _typed(guide, press)
        pressed = content.places[press.name].title if press.kind == "go" else _pressed(guide, press, picture)
        yield Frame(press, place.title, typed, pressed, picture.html, _led(guide, press))


def _typed(guide: Guide, press: ShownPress) -> tuple[tuple[str, str], ...]:
    """What is typed or ticked; what is chosen is pressed. Of a tick there is no value."""
    fields, words = guide.simulation.fields, guide.materials.content.wording.fields
    return tuple(
        (words[name].label, "" if fields[name].kind == "switch" else value)
        for name, value in press.given.items()
        if value and fields[name].kind not in ("choice", "link")
    )


def _answered(guide: Guide, question: Question, press: ShownPress) -> tuple[tuple[str, str], ...]:
    """What is typed, or which of the answers is ticked."""
    answer, judging = press.given["answer"], guide.simulation.life.judging
    if judging is not None and judging.facts[question.fact].choices:
        return ((guide.materials.content.wording.label("answers", answer), ""),)
    return ((question.say, answer),)


def _pressed(guide: Guide, press: ShownPress, picture: Picture) -> str:
    """The words of what is pressed; where it isn't seen, those of its action."""
    return picture.pressed or guide.materials.content.wording.actions[press.name].button


def _led(guide: Guide, press: ShownPress) -> OutcomeText | None:
    notice = press.after.notice
    if notice is None or press.kind in _SILENT:
        return None
    return guide.materials.content.wording.outcome(notice, guide.simulation.outcomes[notice.name])
