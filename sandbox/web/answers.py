"""How a request is answered: with a fragment for the script of our pages, or with a whole page for a browser."""

from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response


def wants_fragment(request: Request) -> bool:
    """Whether our own script asks, which puts a fragment into its page; a browser asks for a whole page."""
    return request.headers.get("x-walkthrough") == "fragment"


def html(
    request: Request,
    body: str | bytes,
    page: Callable[[str], str],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The body (HTML, or its UTF-8) as a fragment, or in the whole page that ``page`` makes of it."""
    if not wants_fragment(request):
        body = page(body if isinstance(body, str) else body.decode())
    return HTMLResponse(body, status, headers)


def redirect_or(request: Request, address: str, fragment: Callable[[], Response]) -> Response:
    """The answer to a form: a fragment, or else a redirect to a page, so that a reload sends nothing again."""
    return fragment() if wants_fragment(request) else RedirectResponse(address, 303)
