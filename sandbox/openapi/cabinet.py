"""What the operations of the cabinet take and answer."""

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
)
from sandbox.rendering.addresses import CABINET_ADDRESS
from sandbox.web.cabinet_requests import CABINET_COMMANDS

_QUERY = {"name": "sent", "in": "query", "schema": ANY_STRING}


def show(_: Described) -> Iterator[tuple[str, Description]]:
    """Where the newest form has led."""
    responses = {"200": answer("The place where the learner is."), **problems(408, 413, 503)}
    yield CABINET_ADDRESS, {"operationId": "cabinet", "parameters": [*SENT, _QUERY], "responses": responses}


def show_place(described: Described) -> Iterator[tuple[str, Description]]:
    """A place, if links lead there; else where the learner is."""
    places = sorted(described.content.places.keys() - {BESIDE})
    place = {"name": "place", "in": "path", "required": True, "schema": {"type": "string", "enum": places}}
    responses = {"200": answer("The place."), **problems(404, 408, 413, 503)}
    operation = {"operationId": "place", "parameters": [place, *SENT, _QUERY], "responses": responses}
    yield f"{CABINET_ADDRESS}/{{place}}", operation


def download(described: Described) -> Iterator[tuple[str, Description]]:
    """A file if there is one; else a redirect to the place."""
    for name, each in described.simulation.downloads.items():
        content = {each.media_type.partition(";")[0]: {"schema": ANY_STRING}}
        responses = {
            "200": {"description": "The file.", "headers": HEADERS, "content": content},
            "303": redirect("There is nothing to write yet.", CABINET_ADDRESS),
            **problems(404, 408, 413, 503),
        }
        operation_id = f"cabinet_{name.partition('.')[0]}"
        yield f"{CABINET_ADDRESS}/{name}", {"operationId": operation_id, "parameters": [COOKIE], "responses": responses}


def press(described: Described) -> Iterator[tuple[str, Description]]:
    """One path for each command and each action that a place offers."""
    for command, fields in CABINET_COMMANDS.items():
        yield _form(command, fields)
    offered = {action for place in described.content.places.values() for action in place.offers}
    for name in sorted(offered):
        yield _form(name, [field.name for field in described.simulation.actions[name].fields])


def _form(name: str, fields: tuple[str, ...] | list[str]) -> tuple[str, Description]:
    location = {"Location": {"required": True, "schema": {"pattern": f"^{CABINET_ADDRESS}/[a-z0-9-]+\\?sent#"}}}
    return (
        f"{CABINET_ADDRESS}/{name}",
        {
            "operationId": f"cabinet_{name}",
            "parameters": [*SENT, SENT_FROM],
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
