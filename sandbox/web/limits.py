"""Limits of the service: how much, how slowly and how many at once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.frozen import dataclass
from sandbox.rendering.addresses import SANDBOX
from sandbox.web.middleware import MISDIRECTED

RETRY_AFTER = 5
"""Seconds after which a refused request may be sent again."""

_CLOSE = {"Connection": "close"}
"""The rest of a refused body isn't read."""

UNREADABLE = "sandbox.unreadable"
"""An extension of the ASGI scope: what came can't be read as HTTP (see `sandbox.web.protocol`)."""


@dataclass(frozen=True)
class Limits:
    """``body_bytes`` of a request, ``body_seconds`` for all of it to come, requests ``in_flight`` at once.

    The longest form that our pages send has a few hundred bytes. At 20 kbit/s, as in the slowest mobile networks, the
    largest body comes in 7 seconds; as many again are for lost packets. At the 200 answers a second that one process
    gave on a busy machine of two cores, the last of 256 waits for little more than a second; further requests are
    refused at once, for a twentieth of the work.
    """

    body_bytes: int = 16 * 1024
    body_seconds: float = 15
    in_flight: int = 256


class ProblemError(HTTPException):
    """A problem by its name in the wording. After one of status 503 the request may be sent again."""

    def __init__(self, status: int, name: str, headers: Mapping[str, str] | None = None) -> None:
        again = {"Retry-After": str(RETRY_AFTER)} if status == 503 else None
        super().__init__(status, headers=headers or again)
        self.name = name


class Gate:
    """ASGI middleware for the sandbox's requests: each goes on when its whole body has come in time, is small enough,
    and fewer than ``in_flight`` are being answered. Until its body has come it isn't counted.

    ``refuse`` makes the answer to any other of the error. Files and the health of the process have no such limits, but
    nothing is sent to whoever asks for it by another's name.
    """

    def __init__(
        self, app: ASGIApp, limits: Limits, refuse: Callable[[Request, Exception], Awaitable[Response]]
    ) -> None:
        self._app = app
        self._limits = limits
        self._refuse = refuse
        self._inside = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if MISDIRECTED in scope.get("extensions", {}):
            response = await self._refuse(Request(scope), HTTPException(421))
            await response(scope, receive, send)
            return
        if scope["type"] != "http" or not scope["path"].startswith(SANDBOX):
            await self._app(scope, receive, send)
            return
        try:
            if UNREADABLE in scope.get("extensions", {}):
                raise HTTPException(400, headers=_CLOSE)
            body = await self._whole_body(scope, receive)
            if self._inside >= self._limits.in_flight:
                raise ProblemError(503, "overloaded")
        except ClientDisconnect:
            return
        except HTTPException as error:
            response = await self._refuse(Request(scope), error)
            await response(scope, receive, send)
            return
        self._inside += 1
        try:
            await self._app(scope, _replay(body, receive), send)
        finally:
            self._inside -= 1

    async def _whole_body(self, scope: Scope, receive: Receive) -> bytes:
        announced = Headers(scope=scope).get("content-length") or "0"  # the preview's server sends an empty one
        if int(announced) > self._limits.body_bytes:
            raise HTTPException(413, headers=_CLOSE)
        body = bytearray()
        try:
            async with asyncio.timeout(self._limits.body_seconds):
                is_more = True
                while is_more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        raise ClientDisconnect
                    body += message.get("body", b"")
                    is_more = message.get("more_body", False)
                    if len(body) > self._limits.body_bytes:
                        raise HTTPException(413, headers=_CLOSE)
        except TimeoutError as error:
            raise HTTPException(408, headers=_CLOSE) from error
        return bytes(body)


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that returns the body that was read already, and then what comes after it."""
    rest: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return rest.pop() if rest else await receive()

    return replay
