"""Which requests come from our own pages."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send


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
