"""The built site over HTTP: compressed copies, caching, and the site's own page for a missing file."""

from pathlib import Path

from servestatic import ServeStaticASGI
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.types import Receive, Scope, Send

HASHED = r"^/assets/.+\.[0-9a-f]{8}\.(?:min\.)?(?:css|js)$"
"""Files whose names change with their content: browsers may cache them for ever."""


class StaticSite:
    """An ASGI application that serves a folder, which may be built again meanwhile.

    Hidden files aren't served: the manifest is for the sandbox alone. Browsers cache pages too, but revalidate them
    each time.
    Raises `HTTPException` for a form sent to a page.
    """

    def __init__(self, folder: Path) -> None:
        self._not_found = folder / "404.html"
        self._files = ServeStaticASGI(
            self._missing,
            root=folder,
            index_file=True,
            autorefresh=True,
            max_age=0,
            immutable_file_test=HASHED,
            allow_all_origins=False,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        answer = self._missing if "/." in scope["path"] else self._files
        await answer(scope, receive, send)

    async def _missing(self, scope: Scope, receive: Receive, send: Send) -> None:
        page = FileResponse(self._not_found, 404, headers={"Cache-Control": "max-age=0, public"})
        await page(scope, receive, send)
