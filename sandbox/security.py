"""Who a learner is, which requests are ours, and where secrets come from."""

import re
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sandbox.store import TIME_TO_LIVE

COOKIE, SECURE_COOKIE = "learner", "__Host-learner"
"""The name of the learner's cookie. Over https no other host, and nothing unencrypted, can set one named so."""

_LEARNER = re.compile(r"[A-Za-z0-9_-]{22}")
_REQUEST = re.compile(r"[0-9a-f]{32}")

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "Vary": "Cookie, Origin, X-Walkthrough",
}
"""On every answer of the sandbox, besides those of `sandbox.policy`: `sandbox.app` puts them there."""


def cookie_of(request: Request) -> str:
    """The name of the learner's cookie here."""
    return SECURE_COOKIE if request.url.scheme == "https" else COOKIE


def learner_of(request: Request) -> str | None:
    """The learner's random mark, if the request has a well-formed one."""
    mark = request.cookies.get(cookie_of(request), "")
    return mark if _LEARNER.fullmatch(mark) else None


def mark_of(request: Request) -> str:
    """The random mark by which a request that is sent again is known, or nothing.

    The script of our pages gives one, or the server in front of us. It can be nothing but random: it is stored.
    """
    mark = request.headers.get("idempotency-key", "")
    return mark if _REQUEST.fullmatch(mark) else ""


def new_learner() -> str:
    """A new random mark of 128 bits."""
    return secrets.token_urlsafe(16)


def remember(response: Response, request: Request, learner: str, allowed_origins: frozenset[str]) -> None:
    """Give the learner their mark, for as long as a run lives.

    If pages of other sites use the sandbox, browsers send it from them too: each site's pages a mark of its own.
    """
    _set_cookie(response, request, learner, int(TIME_TO_LIVE.total_seconds()), allowed_origins)


def forget(response: Response, request: Request, allowed_origins: frozenset[str]) -> None:
    """Take the mark away from the browser again. Only a cookie with the same attributes replaces the old one."""
    _set_cookie(response, request, "", 0, allowed_origins)


def _set_cookie(
    response: Response, request: Request, value: str, seconds: int, allowed_origins: frozenset[str]
) -> None:
    cookie = [f"{cookie_of(request)}={value}", f"Max-Age={seconds}", "HttpOnly"]
    if allowed_origins:
        cookie += ["Path=/", "SameSite=None", "Secure", "Partitioned"]
    elif request.url.scheme == "https":
        cookie += ["Path=/", "SameSite=Lax", "Secure"]
    else:
        cookie += ["Path=/sandbox", "SameSite=Lax"]
    # The framework knows "Partitioned" only from Python 3.14 on.
    response.headers.append("Set-Cookie", "; ".join(cookie))


def is_ours(request: Request, allowed_origins: frozenset[str]) -> bool:
    """Whether a form was sent from our own pages. Forms baked into static pages can't carry a token.

    Browsers say it in ``Sec-Fetch-Site``, and those from before 2023 in ``Origin``. Who sends neither is refused:
    no browser that can show the site does that, and a page could make an odder one send a form with its cookie.
    """
    origin = request.headers.get("origin")
    if origin in allowed_origins:
        return True
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return origin == f"{request.url.scheme}://{request.url.netloc}"


class OwnForms:
    """Middleware of a route: nobody but our own pages sends it a form. Raises `HTTPException` 403."""

    def __init__(self, app: ASGIApp, allowed_origins: frozenset[str]) -> None:
        self._app = app
        self._allowed_origins = allowed_origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST" and not is_ours(Request(scope), self._allowed_origins):
            raise HTTPException(403)
        await self._app(scope, receive, send)


class RandomSecrets:
    """`Secrets` from the system's random source and a memory-hard hash.

    Argon2id with 19 MiB and two passes, the smallest set that OWASP's password storage sheet recommends:
    the passwords are training ones, and the machine may be small.
    """

    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
        self._known = lru_cache(maxsize=16)(self._hasher.hash)

    def code(self) -> str:
        return f"{secrets.randbelow(1_000_000):06}"

    def token(self) -> str:
        return secrets.token_urlsafe(16)

    def hash_password(self, password: str) -> str:
        return self._hasher.hash(password)

    def known_password_hash(self, password: str) -> str:
        return self._known(password)

    def password_matches(self, password: str, password_hash: str) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except VerifyMismatchError:
            return False
