"""Which requests come from our own pages."""

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send


def is_ours(request: Request, allowed_origins: frozenset[str]) -> bool:
    """Whether a form was sent from our own pages. Forms baked into static pages can't carry a token.

    An ``Origin`` must be ours, whatever else is said; without one ``Sec-Fetch-Site`` must say so. A form with neither
    is refused: every browser that can show the site sends one of them, and another site could make an older one send
    a form.
    """
    origin = request.headers.get("origin")
    if origin is not None:
        return origin in allowed_origins or origin == f"{request.url.scheme}://{request.url.netloc}"
    return request.headers.get("sec-fetch-site") == "same-origin"


class OwnForms:
    """Middleware of a route that takes forms from our own pages only. Raises `HTTPException` 403."""

    def __init__(self, app: ASGIApp, allowed_origins: frozenset[str]) -> None:
        self._app = app
        self._allowed_origins = allowed_origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] == "POST" and not is_ours(Request(scope), self._allowed_origins):
            raise HTTPException(403)
        await self._app(scope, receive, send)


def own_forms(allowed_origins: frozenset[str]) -> list[Middleware]:
    """The middleware of a route that takes forms."""
    return [Middleware(OwnForms, allowed_origins)]
