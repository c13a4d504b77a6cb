"""What a learner did in a task although the shortest way does without it: where it is told, and nothing more."""

from collections.abc import Mapping

from sandbox.engine.action import Action, S
from sandbox.engine.task import Task
from sandbox.frozen import dataclass

MOST_DETOURS = 5
"""So many of a run are told, the first ones: who is told more reads none."""


@dataclass(frozen=True)
class Detour:
    """An action that was accepted at a place. ``chosen`` are the choices that were made with it, by their fields."""

    place: str
    action: str
    chosen: Mapping[str, str]


def chosen_of(action: Action[S], given: Mapping[str, str]) -> dict[str, str]:
    """The choices of a form. What was typed is left out: another sum or password does the same."""
    return {
        field.name: given[field.name]
        for field in action.fields
        if field.kind == "choice" and given.get(field.name) in field.choices
    }


def is_of_solution(task: Task, action: Action[S], chosen: Mapping[str, str]) -> bool:
    """Whether the solution has the action with the same choices."""
    return any(
        press.kind == "act" and press.name == action.name and chosen_of(action, press.given) == chosen
        for press in task.solution
    )
