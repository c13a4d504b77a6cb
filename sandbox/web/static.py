"""The built site over HTTP: compressed copies, caching, and the site's own page for a missing file."""

import os
from pathlib import Path

from servestatic import ServeStaticASGI
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.web import prefetch
from sandbox.web.hashed import ENDING
from sandbox.web.manifest import MANIFEST
from sandbox.web.site import NOT_FOUND_PAGE

HASHED = rf"^/assets/.+{ENDING}$"
"""Addresses of files that browsers may cache for ever."""

KEPT_BYTES = 32 * 1024 * 1024
"""So much of what was sent is kept in memory, a few times the site with its compressed copies; then it is read anew."""

_ASKS_FOR_LESS = {b"if-none-match", b"if-modified-since", b"range"}
_LONGEST = 256
"""Bytes of what a browser says of its encodings; of a longer one no answer is kept."""

_Key = tuple[str, bytes]
_State = tuple[int, ...]


class StaticSite:
    """An ASGI application that serves a folder, which may be built again meanwhile.

    Hidden files aren't served: the manifest is for the sandbox alone. Browsers cache pages too, but revalidate them
    each time.
    Raises `HTTPException` for a form sent to a page, and for a missing file if the site's page for that is missing too.
    """

    def __init__(self, folder: Path) -> None:
        self._not_found = folder / NOT_FOUND_PAGE
        files = ServeStaticASGI(
            self._missing,
            root=folder,
            index_file=True,
            autorefresh=True,
            max_age=0,
            immutable_file_test=HASHED,
            mimetypes={prefetch.SUFFIX: prefetch.TYPE},
            allow_all_origins=False,
        )
        self._files = KeptAnswers(files, folder)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": "GET, HEAD"})
        answer = self._missing if "/." in scope["path"] else self._files
        await answer(scope, receive, send)

    async def _missing(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _is_filled(self._not_found):
            raise HTTPException(404)
        page = FileResponse(self._not_found, 404, headers={"Cache-Control": "max-age=0, public"})
        await page(scope, receive, send)


def _is_filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


class KeptAnswers:
    """Sends from memory what an application has sent before for a file that is still the same, compressed copies too.

    Only whole files are kept: what a browser that has one already is told takes less time. A file is read again when
    it or the manifest, which a build writes last, isn't the same as before.
    """

    def __init__(self, app: ASGIApp, folder: Path, most: int = KEPT_BYTES) -> None:
        self._app, self._folder, self._most = app, os.fspath(folder), most
        self._manifest = os.fspath(folder / MANIFEST)
        self._kept: dict[_Key, tuple[_State, Message, bytes]] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key, state = _key(scope), self._state(scope["path"])
        if key is None or state is None:
            await self._app(scope, receive, send)
            return
        kept = self._kept.get(key)
        if kept is None or kept[0] != state:
            kept = await self._ask(scope, receive, send, state)
            self._keep(key, kept)
            return
        _, start, body = kept
        await send({**start, "headers": list(start["headers"])})  # whoever sends it on may add some
        await send({"type": "http.response.body", "body": body})

    def _state(self, path: str) -> _State | None:
        try:
            found = [os.stat(each) for each in (self._file(path), self._manifest)]  # noqa: PTH116 - a path is made slowly
        except (OSError, ValueError):
            return None
        return tuple(part for each in found for part in (each.st_mtime_ns, each.st_ino, each.st_size))

    def _file(self, path: str) -> str:
        return f"{self._folder}{path}index.html" if path.endswith("/") else self._folder + path

    async def _ask(
        self, scope: Scope, receive: Receive, send: Send, state: _State
    ) -> tuple[_State, Message, bytes] | None:
        """Send what the application sends. Returns it if it is a whole file."""
        start: Message = {"status": 0}
        body = bytearray()

        async def send_and_note(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": list(message["headers"])}
            else:
                body.extend(message.get("body", b""))
            await send(message)

        await self._app(scope, receive, send_and_note)
        return (state, start, bytes(body)) if start["status"] == 200 else None

    def _keep(self, key: _Key, answer: tuple[_State, Message, bytes] | None) -> None:
        if answer is None:
            return
        if former := self._kept.pop(key, None):
            self._bytes -= len(former[2])
        if self._bytes + len(answer[2]) > self._most:
            self._kept, self._bytes = {}, 0
        self._kept[key] = answer
        self._bytes += len(answer[2])


def _key(scope: Scope) -> _Key | None:
    """What decides on the answer; None if more than the file and its encoding does."""
    if scope["method"] != "GET":
        return None
    encodings = b""
    for name, value in scope["headers"]:
        if name in _ASKS_FOR_LESS:
            return None
        if name == b"accept-encoding":
            encodings += b"," + value
    return (scope["path"], encodings) if len(encodings) <= _LONGEST else None
