"""The parts that descriptions of the sandbox's operations share."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sandbox.content import Content
from sandbox.engine.simulation import AnySimulation
from sandbox.feedback import QUOTA
from sandbox.frozen import dataclass
from sandbox.web import sessions
from sandbox.web.forms import FORM, MAX_FIELD, MAX_FIELDS
from sandbox.web.limits import RETRY_AFTER, Limits

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


COOKIE = {
    "name": sessions.COOKIE,
    "in": "cookie",
    "schema": ANY_STRING,
    "description": "The session id. An unknown one is ignored.",
}
SENT = [
    COOKIE,
    {"name": "X-Walkthrough", "in": "header", "schema": ANY_STRING, "description": "fragment: the widget alone"},
]
SENT_FROM = {"name": "Sec-Fetch-Site", "in": "header", "schema": {"type": "string", "enum": ["same-origin"]}}
HEADERS = {name: {"required": True, "schema": {"const": value}} for name, value in sessions.HEADERS.items()}
PROBLEMS = {
    400: "The form can't be read, or gives a reason that its page doesn't offer.",
    401: "The password of the editors is needed.",
    403: "The form comes from another site.",
    404: "There is no such walkthrough, or it has no such action.",
    408: f"The form took longer than {Limits().body_seconds:g} seconds.",
    413: f"The form is over {Limits().body_bytes} bytes, or a field over {MAX_FIELD} characters.",
    429: f"The page has had its {QUOTA} answers of the day, or there were too many wrong passwords.",
    503: f"The store is away, or too many are here; Retry-After says {RETRY_AFTER} seconds then.",
}


def slug_among(slugs: Iterable[str]) -> Description:
    return {"name": "slug", "in": "path", "required": True, "schema": {"type": "string", "enum": sorted(slugs)}}


def answer(description: str, headers: Description | None = None) -> Description:
    return {"description": description, "headers": {**HEADERS, **(headers or {})}, "content": HTML}


def problems(*statuses: int) -> Description:
    return {str(status): answer(PROBLEMS[status]) for status in statuses}


def redirect(description: str, path: str) -> Description:
    location = {"Location": {"required": True, "schema": {"pattern": f"^{path}"}}}
    return {"description": description, "headers": {**HEADERS, **location}}


def form_of(fields: Iterable[str]) -> Description:
    """A form that has these fields, and may have others."""
    return {
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "properties": dict.fromkeys(fields, LINE),
                    "additionalProperties": LINE,
                    "propertyNames": LINE,
                    "maxProperties": MAX_FIELDS,
                }
            }
        },
    }


SET_COOKIE = {"Set-Cookie": {"required": True, "schema": {"pattern": f"^{sessions.COOKIE}=[A-Za-z0-9_-]{{22}};"}}}
