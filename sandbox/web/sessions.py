"""The session id of a learner, opaque and random in a cookie, and the idempotency key of a request."""

import re
import secrets

from starlette.requests import Request
from starlette.responses import Response

from sandbox.storage import TIME_TO_LIVE

COOKIE, SECURE_COOKIE, SECURE_COOKIE_BELOW = "learner", "__Host-learner", "__Secure-learner"
"""The name of the learner's cookie. Over https no other host, and no unencrypted page, can set one of the second name.
The third is for a site at a path: browsers take the second for all paths of a host alone.
"""

SITE_PATH = "sandbox.site_path"
"""A key of the ASGI scope: the path of the site in its address, such as ``/guide``, or empty."""

_SESSION_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_KEY = re.compile(r"[0-9a-f]{32}")

_UNCOUNTED = "x-uncounted"
"""A header of a server in front that counts who begins, on a request that it hasn't counted (``sandbox/deploy``)."""

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Vary": "Cookie, Origin, X-Walkthrough",
}
"""On every answer of the sandbox, besides those of `sandbox.web.policy`."""


def cookie_of(request: Request) -> str:
    """The name of the learner's cookie here."""
    if not _is_encrypted(request):
        return COOKIE
    return SECURE_COOKIE_BELOW if _site_path(request) else SECURE_COOKIE


def _is_encrypted(request: Request) -> bool:
    """Without `Request.url`, which is put together and taken apart again for each request."""
    return bool(request.scope["scheme"] == "https")


def _site_path(request: Request) -> str:
    return str(request.scope.get(SITE_PATH, ""))


def learner_of(request: Request) -> str | None:
    """The learner's session id, if the request has a well-formed one."""
    value = request.cookies.get(cookie_of(request), "")
    return value if _SESSION_ID.fullmatch(value) else None


def key_of(request: Request) -> str:
    """The idempotency key, by which a request that is sent again is recognised; empty if there is none.

    The script of our pages sends one, or the server in front of us. Only its hash is stored: anything can be sent.
    """
    value = request.headers.get("idempotency-key", "")
    return value if _KEY.fullmatch(value) else ""


def may_begin(request: Request) -> bool:
    """Whether a learner may begin by it. Whoever sends the header themselves only keeps themselves from it."""
    return _UNCOUNTED not in request.headers


def new_learner() -> str:
    """A new session id of 128 random bits."""
    return secrets.token_urlsafe(16)


def remember(response: Response, request: Request, learner: str, allowed_origins: frozenset[str]) -> None:
    """Set the session id in the browser, for as long as a run is kept.

    If pages of other sites use the sandbox, browsers send it from them too: one session id for each site.
    """
    _set_cookie(response, request, learner, int(TIME_TO_LIVE.total_seconds()), allowed_origins)


def forget(response: Response, request: Request, allowed_origins: frozenset[str]) -> None:
    """Remove the session id from the browser. Only a cookie with the same attributes replaces the old one."""
    _set_cookie(response, request, "", 0, allowed_origins)


def _set_cookie(
    response: Response, request: Request, value: str, seconds: int, allowed_origins: frozenset[str]
) -> None:
    path, secure = _site_path(request), _is_encrypted(request)
    cookie = [f"{cookie_of(request)}={value}", f"Max-Age={seconds}", "HttpOnly"]
    cookie.append("Path=/" if secure and not path else f"Path={path}/sandbox")
    if allowed_origins:
        cookie += ["SameSite=None", "Secure", "Partitioned"]
    else:
        cookie += ["SameSite=Lax", *(["Secure"] if secure else [])]
    # The framework knows "Partitioned" only from Python 3.14 on.
    response.headers.append("Set-Cookie", "; ".join(cookie))
