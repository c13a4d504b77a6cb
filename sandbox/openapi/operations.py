"""What each operation of the sandbox takes and answers, for its OpenAPI description."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.content import Content
from sandbox.engine.simulation import AnySimulation
from sandbox.feedback import QUOTA
from sandbox.feedback.reasons import REASONS
from sandbox.feedback.routes import ANSWERS
from sandbox.rendering.addresses import FEEDBACK, PROGRESS, WALKTHROUGHS
from sandbox.web import sessions
from sandbox.web.forms import FORM, MAX_FIELD, MAX_FIELDS
from sandbox.web.limits import RETRY_AFTER, Limits
from sandbox.web.meaning import COMMANDS

Description = dict[str, Any]


@dataclass(frozen=True)
class Described:
    """What the operations are made from."""

    simulation: AnySimulation
    content: Content


Operation = Callable[[Described], Iterator[tuple[str, Description]]]

HTML = {"text/html; charset=utf-8": {"schema": {"type": "string", "minLength": 1}}}
TEXT = {"text/plain; charset=utf-8": {"schema": {"type": "string", "const": "ok\n"}}}
LINE: Description = {"type": "string", "maxLength": MAX_FIELD, "pattern": r"^[^\u0000-\u0008\u000a-\u001f\u007f]*$"}
"""The schema of a field."""

ANY_STRING: Description = {"type": "string"}


def _show(described: Described) -> Iterator[tuple[str, Description]]:
    sent = {"name": "sent", "in": "query", "schema": ANY_STRING}
    yield (
        f"{WALKTHROUGHS}/{{slug}}",
        {
            "operationId": "show",
            "parameters": [_slug(described.content.walkthroughs), *_SENT, sent],
            "responses": {"200": _answer("The run as it is."), **_problems(404, 408, 413, 503)},
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
    cookie = {"Set-Cookie": {"required": True, "schema": {"pattern": f"^{sessions.COOKIE}=[A-Za-z0-9_-]{{22}};"}}}
    location = {"Location": {"required": True, "schema": {"pattern": f"^{WALKTHROUGHS}/[a-z0-9-]+\\?sent#"}}}
    return (
        f"{WALKTHROUGHS}/{{slug}}/{name}",
        {
            "operationId": name,
            "parameters": [_slug(slugs), *_SENT, _SENT_FROM],
            "requestBody": {
                "content": {
                    FORM: {
                        "schema": {
                            "type": "object",
                            "properties": dict.fromkeys(("step", *fields), LINE),
                            "additionalProperties": LINE,
                            "propertyNames": LINE,
                            "maxProperties": MAX_FIELDS,
                        }
                    }
                },
            },
            "responses": {
                "200": _answer("What came of it, for X-Walkthrough: fragment.", cookie),
                "303": {"description": "The page with what came of it.", "headers": {**_HEADERS, **cookie, **location}},
                **_problems(400, 403, 404, 408, 413, 503),
            },
        },
    )


def _health(name: str, *problems: int) -> Operation:
    def operation(_: Described) -> Iterator[tuple[str, Description]]:
        answers = {"200": {"description": "It works.", "content": TEXT}, **_problems(*problems)}
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
                "parameters": [_slug(described.content.walkthroughs), _COOKIE],
                "responses": {
                    "200": {"description": "The file.", "headers": _HEADERS, "content": content},
                    "303": _redirect("There is nothing to write yet.", WALKTHROUGHS),
                    **_problems(404, 408, 413, 503),
                },
            },
        )


def _progress(_: Described) -> Iterator[tuple[str, Description]]:
    notice = {"name": "said", "in": "query", "schema": ANY_STRING}
    responses = {"200": _answer("How far the learner has come."), **_problems(408, 413, 503)}
    yield PROGRESS, {"operationId": "progress", "parameters": [*_SENT, notice], "responses": responses}


def _change_progress(name: str, path: str) -> Operation:
    def operation(described: Described) -> Iterator[tuple[str, Description]]:
        one = "{slug}" in path
        responses = {
            "200": _answer("How far the learner has come, for X-Walkthrough: fragment."),
            "303": _redirect("The page that says so.", PROGRESS),
            **_problems(403, *([404] if one else []), 408, 413, 503),
        }
        parameters = [*([_slug(described.content.walkthroughs)] if one else []), *_SENT, _SENT_FROM]
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
            "200": _answer("Thanks, for X-Walkthrough: fragment."),
            "303": _redirect("The page that says thanks.", FEEDBACK),
            **_problems(400, 403, 404, 408, 413, 429, 503),
        }
        described = {
            "parameters": [*_SENT, _SENT_FROM],
            "requestBody": {"required": True, "content": {FORM: {"schema": form}}},
        }
        yield path, {"operationId": name, **described, "responses": responses}

    return operation


def _thanks(name: str, path: str) -> Operation:
    def operation(_: Described) -> Iterator[tuple[str, Description]]:
        asked = [{"name": each, "in": "query", "schema": ANY_STRING} for each in ("page", "useful")]
        responses = {"200": _answer("Thanks."), **_problems(404, 408, 413, 503)}
        yield path, {"operationId": name, "parameters": [*_SENT, *asked], "responses": responses}

    return operation


def _redirect(description: str, path: str) -> Description:
    location = {"Location": {"required": True, "schema": {"pattern": f"^{path}"}}}
    return {"description": description, "headers": {**_HEADERS, **location}}


OPERATIONS: Mapping[tuple[str, str], Operation] = {
    ("GET", "/healthz"): _health("healthz"),
    ("GET", "/readyz"): _health("readyz", 503),
    ("GET", f"{WALKTHROUGHS}/{{slug}}"): _show,
    ("GET", f"{WALKTHROUGHS}/{{slug}}/{{file}}"): _download,
    ("POST", f"{WALKTHROUGHS}/{{slug}}/{{command}}"): _act,
    ("GET", PROGRESS): _progress,
    ("POST", f"{PROGRESS}/restart"): _change_progress("restart_all", "/restart"),
    ("POST", f"{PROGRESS}/restart/{{slug}}"): _change_progress("restart_one", "/restart/{slug}"),
    ("POST", f"{PROGRESS}/erase"): _change_progress("erase", "/erase"),
    ("GET", FEEDBACK): _thanks("thank", FEEDBACK),
    ("GET", f"{FEEDBACK}/reason"): _thanks("thank_for_reason", f"{FEEDBACK}/reason"),
    ("POST", FEEDBACK): _feedback("feedback", FEEDBACK, _ANSWER),
    ("POST", f"{FEEDBACK}/reason"): _feedback("reason", f"{FEEDBACK}/reason", _REASON),
}
"""The description of each route. One route may be several operations."""

_COOKIE = {
    "name": sessions.COOKIE,
    "in": "cookie",
    "schema": ANY_STRING,
    "description": "The session id. An unknown one is ignored.",
}
_SENT = [
    _COOKIE,
    {"name": "X-Walkthrough", "in": "header", "schema": ANY_STRING, "description": "fragment: the widget alone"},
]
_SENT_FROM = {"name": "Sec-Fetch-Site", "in": "header", "schema": {"type": "string", "enum": ["same-origin"]}}
_HEADERS = {name: {"required": True, "schema": {"const": value}} for name, value in sessions.HEADERS.items()}
_PROBLEMS = {
    400: "The form can't be read, or gives a reason that its page doesn't offer.",
    403: "The form comes from another site.",
    404: "There is no such walkthrough, or it has no such action.",
    408: f"The form took longer than {Limits().body_seconds:g} seconds.",
    413: f"The form is over {Limits().body_bytes} bytes, or a field over {MAX_FIELD} characters.",
    429: f"The page has had its {QUOTA} answers of the day.",
    503: f"The store is away, or too many are here; Retry-After says {RETRY_AFTER} seconds then.",
}


def _slug(slugs: Iterable[str]) -> Description:
    return {"name": "slug", "in": "path", "required": True, "schema": {"type": "string", "enum": sorted(slugs)}}


def _answer(description: str, headers: Description | None = None) -> Description:
    return {"description": description, "headers": {**_HEADERS, **(headers or {})}, "content": HTML}


def _problems(*statuses: int) -> Description:
    return {str(status): _answer(_PROBLEMS[status]) for status in statuses}
