"""What each operation of the sandbox takes and answers, for its OpenAPI description."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from sandbox.feedback.reasons import REASONS
from sandbox.feedback.routes import ANSWERS
from sandbox.openapi import cabinet
from sandbox.openapi.parts import (
    ANY_STRING,
    COOKIE,
    HEADERS,
    HTML,
    LINE,
    SENT,
    SENT_FROM,
    SET_COOKIE,
    TEXT,
    Described,
    Description,
    Operation,
    answer,
    form_of,
    problems,
    redirect,
    slug_among,
)
from sandbox.rendering.addresses import CABINET_ADDRESS, FEEDBACK, PROGRESS, STUMBLES, TASKS, WALKTHROUGHS
from sandbox.web.forms import FORM, MAX_FIELDS
from sandbox.web.meaning import COMMANDS


def _show(described: Described) -> Iterator[tuple[str, Description]]:
    sent = {"name": "sent", "in": "query", "schema": ANY_STRING}
    yield (
        f"{WALKTHROUGHS}/{{slug}}",
        {
            "operationId": "show",
            "parameters": [slug_among(described.content.walkthroughs), *SENT, sent],
            "responses": {"200": answer("The run as it is."), **problems(404, 408, 413, 503)},
        },
    )


def _act(described: Described) -> Iterator[tuple[str, Description]]:
    """One path for each command and action, with the walkthroughs that offer it."""
    for command, fields in COMMANDS.items():
        yield _form(command, fields, described.content.walkthroughs)
    for action in described.simulation.actions.values():
        offering = [
            slug
            for slug, walkthrough in described.content.walkthroughs.items()
            if action.name in described.simulation.takes(walkthrough)
        ]
        if offering:
            yield _form(action.name, [field.name for field in action.fields], offering)


def _form(name: str, fields: Iterable[str], slugs: Iterable[str]) -> tuple[str, Description]:
    location = {"Location": {"required": True, "schema": {"pattern": f"^{WALKTHROUGHS}/[a-z0-9-]+\\?sent#"}}}
    return (
        f"{WALKTHROUGHS}/{{slug}}/{name}",
        {
            "operationId": name,
            "parameters": [slug_among(slugs), *SENT, SENT_FROM],
            "requestBody": form_of(("step", *fields)),
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


def _health(name: str, *statuses: int) -> Operation:
    def operation(_: Described) -> Iterator[tuple[str, Description]]:
        answers = {"200": {"description": "It works.", "content": TEXT}, **problems(*statuses)}
        yield f"/{name}", {"operationId": name, "responses": answers}

    return operation


def _download(described: Described) -> Iterator[tuple[str, Description]]:
    """A file if there is one; else a redirect to the trainer."""
    for name, download in described.simulation.downloads.items():
        content = {download.media_type.partition(";")[0]: {"schema": ANY_STRING}}
        yield (
            f"{WALKTHROUGHS}/{{slug}}/{name}",
            {
                "operationId": name.partition(".")[0],
                "parameters": [slug_among(described.content.walkthroughs), COOKIE],
                "responses": {
                    "200": {"description": "The file.", "headers": HEADERS, "content": content},
                    "303": redirect("There is nothing to write yet.", WALKTHROUGHS),
                    **problems(404, 408, 413, 503),
                },
            },
        )


def _progress(_: Described) -> Iterator[tuple[str, Description]]:
    notice = {"name": "said", "in": "query", "schema": ANY_STRING}
    responses = {"200": answer("How far the learner has come."), **problems(408, 413, 503)}
    yield PROGRESS, {"operationId": "progress", "parameters": [*SENT, notice], "responses": responses}


def _change_progress(name: str, path: str) -> Operation:
    def operation(described: Described) -> Iterator[tuple[str, Description]]:
        one = "{slug}" in path
        responses = {
            "200": answer("How far the learner has come, for X-Walkthrough: fragment."),
            "303": redirect("The page that says so.", PROGRESS),
            **problems(403, *([404] if one else []), 408, 413, 503),
        }
        parameters = [*([slug_among(described.content.walkthroughs)] if one else []), *SENT, SENT_FROM]
        yield PROGRESS + path, {"operationId": name, "parameters": parameters, "responses": responses}

    return operation


_ANSWER: Description = {"page": LINE, "useful": {"type": "string", "enum": sorted(ANSWERS)}}
_EVERYWHERE = sorted(set.intersection(*map(set, REASONS.values())))
_REASON: Description = {"page": LINE, "reason": {"type": "string", "enum": _EVERYWHERE}}
"""Reasons that are taken for certain: every kind of page has them. Each kind has more of its own."""


def _feedback(name: str, path: str, fields: Description) -> Operation:
    """Answers of readers. Any page may be named; one that isn't on the site is refused."""

    def operation(_: Described) -> Iterator[tuple[str, Description]]:
        others = {"additionalProperties": LINE, "propertyNames": LINE, "maxProperties": MAX_FIELDS}
        form = {"type": "object", "properties": fields, "required": [*fields], **others}
        responses = {
            "200": answer("Thanks, for X-Walkthrough: fragment."),
            "303": redirect("The page that says thanks.", FEEDBACK),
            **problems(400, 403, 404, 408, 413, 429, 503),
        }
        described = {
            "parameters": [*SENT, SENT_FROM],
            "requestBody": {"required": True, "content": {FORM: {"schema": form}}},
        }
        yield path, {"operationId": name, **described, "responses": responses}

    return operation


def _thanks(name: str, path: str) -> Operation:
    def operation(_: Described) -> Iterator[tuple[str, Description]]:
        asked = [{"name": each, "in": "query", "schema": ANY_STRING} for each in ("page", "useful")]
        responses = {"200": answer("Thanks."), **problems(404, 408, 413, 503)}
        yield path, {"operationId": name, "parameters": [*SENT, *asked], "responses": responses}

    return operation


def _stumbles(name: str, content: Description) -> Operation:
    """For editors. There is such a route only if a setting says who they are."""

    def operation(_: Described) -> Iterator[tuple[str, Description]]:
        week = {"name": "week", "in": "query", "schema": ANY_STRING}
        found = {"description": "What learners stumble on.", "headers": HEADERS, "content": content}
        yield (
            f"{STUMBLES}{'' if content is HTML else '.csv'}",
            {
                "operationId": name,
                "parameters": [week],
                "responses": {"200": found, **problems(401, 404, 408, 413, 429, 503)},
            },
        )

    return operation


OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("GET", "/healthz"): _health("healthz"),
    ("GET", "/readyz"): _health("readyz", 503),
    ("GET", f"{WALKTHROUGHS}/{{slug}}"): _show,
    ("GET", f"{WALKTHROUGHS}/{{slug}}/{{file}}"): _download,
    ("POST", f"{WALKTHROUGHS}/{{slug}}/{{command}}"): _act,
    ("GET", CABINET_ADDRESS): cabinet.show,
    ("GET", f"{CABINET_ADDRESS}/{{place}}"): cabinet.show_place,
    ("GET", f"{CABINET_ADDRESS}/{{file}}"): cabinet.download,
    ("POST", f"{CABINET_ADDRESS}/{{command}}"): cabinet.press,
    ("GET", f"{TASKS}/{{slug}}"): partial(cabinet.show, of_tasks=True),
    ("GET", f"{TASKS}/{{slug}}/{{place}}"): partial(cabinet.show_place, of_tasks=True),
    ("GET", f"{TASKS}/{{slug}}/{{file}}"): partial(cabinet.download, of_tasks=True),
    ("POST", f"{TASKS}/{{slug}}/{{command}}"): partial(cabinet.press, of_tasks=True),
    ("GET", PROGRESS): _progress,
    ("POST", f"{PROGRESS}/restart"): _change_progress("restart_all", "/restart"),
    ("POST", f"{PROGRESS}/restart/{{slug}}"): _change_progress("restart_one", "/restart/{slug}"),
    ("POST", f"{PROGRESS}/erase"): _change_progress("erase", "/erase"),
    ("GET", STUMBLES): _stumbles("stumbles", HTML),
    ("GET", f"{STUMBLES}.csv"): _stumbles("stumbles_table", {"text/csv; charset=utf-8": {"schema": ANY_STRING}}),
    ("GET", FEEDBACK): _thanks("thank", FEEDBACK),
    ("GET", f"{FEEDBACK}/reason"): _thanks("thank_for_reason", f"{FEEDBACK}/reason"),
    ("POST", FEEDBACK): _feedback("feedback", FEEDBACK, _ANSWER),
    ("POST", f"{FEEDBACK}/reason"): _feedback("reason", f"{FEEDBACK}/reason", _REASON),
}
"""The description of each route. One route may be several operations."""
