"""Who a learner is, which requests are ours, and where secrets come from."""

import re
import secrets
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from starlette.requests import Request
from starlette.responses import Response

from sandbox.store import TIME_TO_LIVE

COOKIE = "learner"
_LEARNER = re.compile(r"[A-Za-z0-9_-]{22}")
_REQUEST = re.compile(r"[0-9a-f]{32}")

HEADERS = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Vary": "Cookie, X-Walkthrough",
}
"""On every answer of the sandbox."""


def learner_of(request: Request) -> str | None:
    """The learner's random mark, if the request has a well-formed one."""
    mark = request.cookies.get(COOKIE, "")
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


def remember(response: Response, request: Request, learner: str) -> None:
    """Give the learner their mark, for as long as a run lives."""
    response.set_cookie(
        COOKIE,
        learner,
        max_age=int(TIME_TO_LIVE.total_seconds()),
        path="/sandbox",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def is_ours(request: Request, allowed_origins: frozenset[str]) -> bool:
    """Whether a form was sent from our own pages. Forms baked into static pages can't carry a token.

    Browsers say it in ``Sec-Fetch-Site``, older ones in ``Origin``. A client that sends neither is no browser,
    and has no learner's cookie to misuse.
    """
    origin = request.headers.get("origin")
    if origin in allowed_origins:
        return True
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return origin is None or origin == f"{request.url.scheme}://{request.headers.get('host', '')}"


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
