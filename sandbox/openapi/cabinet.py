"""What the operations of the cabinet and of tasks take and answer."""

from collections.abc import Iterator

from sandbox.engine.place import BESIDE
from sandbox.openapi.parts import (
    ANY_STRING,
    COOKIE,
    HEADERS,
    SENT,
    SENT_FROM,
    SET_COOKIE,
    Described,
    Description,
    answer,
    form_of,
    problems,
    redirect,
    slug_among,
)
from sandbox.rendering.addresses import CABINET_ADDRESS, TASKS
from sandbox.web.cabinet_requests import CABINET_COMMANDS, RESULT, TASK_COMMANDS

_QUERY = {"name": "sent", "in": "query", "schema": ANY_STRING}


def show(described: Described, *, of_tasks: bool = False) -> Iterator[tuple[str, Description]]:
    """Where the newest form has led."""
    address, parameters, name = _of(described, of_tasks=of_tasks)
    responses = {"200": answer("The place where the learner is."), **problems(404, 408, 413, 503)}
    yield address, {"operationId": name, "parameters": [*parameters, *SENT, _QUERY], "responses": responses}


def show_place(described: Described, *, of_tasks: bool = False) -> Iterator[tuple[str, Description]]:
    """A place, if links lead there; else where the learner is."""
    address, parameters, name = _of(described, of_tasks=of_tasks)
    places = sorted((described.content.places.keys() - {BESIDE}) | ({RESULT} if of_tasks else set()))
    place = {"name": "place", "in": "path", "required": True, "schema": {"type": "string", "enum": places}}
    responses = {"200": answer("The place."), **problems(404, 408, 413, 503)}
    parameters = [*parameters, place, *SENT, _QUERY]
    yield f"{address}/{{place}}", {"operationId": f"{name}_place", "parameters": parameters, "responses": responses}


def download(described: Described, *, of_tasks: bool = False) -> Iterator[tuple[str, Description]]:
    """A file if there is one; else a redirect to the place."""
    address, parameters, own = _of(described, of_tasks=of_tasks)
    for name, each in described.simulation.downloads.items():
        content = {each.media_type.partition(";")[0]: {"schema": ANY_STRING}}
        responses = {
            "200": {"description": "The file.", "headers": HEADERS, "content": content},
            "303": redirect("There is nothing to write yet.", TASKS if of_tasks else CABINET_ADDRESS),
            **problems(404, 408, 413, 503),
        }
        operation = {"operationId": f"{own}_{name.partition('.')[0]}", "parameters": [*parameters, COOKIE]}
        yield f"{address}/{name}", {**operation, "responses": responses}


def press(described: Described, *, of_tasks: bool = False) -> Iterator[tuple[str, Description]]:
    """One path for each command and each action that a place offers."""
    for command, fields in (TASK_COMMANDS if of_tasks else CABINET_COMMANDS).items():
        yield _form(described, command, fields, of_tasks=of_tasks)
    offered = {action for place in described.content.places.values() for action in place.offers}
    for name in sorted(offered):
        fields = tuple(field.name for field in described.simulation.actions[name].fields)
        yield _form(described, name, fields, of_tasks=of_tasks)


def _of(described: Described, *, of_tasks: bool) -> tuple[str, list[Description], str]:
    """The address of the cabinet or of a task, its parameters, and what its operations begin with."""
    if of_tasks:
        return f"{TASKS}/{{slug}}", [slug_among(described.content.tasks)], "task"
    return CABINET_ADDRESS, [], "cabinet"


def _form(described: Described, name: str, fields: tuple[str, ...], *, of_tasks: bool) -> tuple[str, Description]:
    address, parameters, own = _of(described, of_tasks=of_tasks)
    shown = f"{TASKS}/[a-z0-9-]+" if of_tasks else CABINET_ADDRESS
    location = {"Location": {"required": True, "schema": {"pattern": f"^{shown}/[a-z0-9-]+\\?sent#"}}}
    return (
        f"{address}/{name}",
        {
            "operationId": f"{own}_{name}",
            "parameters": [*parameters, *SENT, SENT_FROM],
            "requestBody": form_of(("step", "presses", *fields)),
            "responses": {
                "200": answer("What came of it, for X-Walkthrough: fragment.", SET_COOKIE),
                "303": {
                    "description": "The page with what came of it.",
                    "headers": {**HEADERS, **SET_COOKIE, **location},
                },
                **problems(400, 403, 404, 408, 413, 503),
            },
        },
    )
