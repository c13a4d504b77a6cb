"""uvicorn's HTTP with a deadline for the head of a request: a slower connection is closed.

What can't be read as HTTP is refused by the application, with its texts and headers like any other answer.
"""

import asyncio

import h11
from starlette.types import Message, Scope
from uvicorn.protocols.http.h11_impl import H11Protocol

from sandbox.rendering.addresses import SANDBOX
from sandbox.web.limits import UNREADABLE

_TCP, _WITHOUT_DELAY = 6, 1
"""``IPPROTO_TCP`` and ``TCP_NODELAY``, the same on every system. The module with these names can call out, so nothing
here imports it."""


class Protocol(H11Protocol):
    """One connection. ``head_seconds`` is how long the first line and the headers of a request may take together.

    For the body that follows see `sandbox.web.limits`; between two requests uvicorn waits for five seconds.
    """

    head_seconds = 15.0
    """As nginx gives (``sandbox/deploy/limits.conf``). At 20 kbit/s, as in the slowest mobile networks, the longest
    head that nginx lets through comes in less than 4 seconds; the rest is for lost packets."""

    _deadline: asyncio.TimerHandle | None = None
    _is_refused = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type] # a server's is a `Transport`
        # asyncio does so only where it has made the socket itself, and not in several workers. An answer is sent in two
        # parts: the second would wait until the first is acknowledged, which takes the other side 40 ms.
        transport.get_extra_info("socket").setsockopt(_TCP, _WITHOUT_DELAY, 1)
        self._expect_head()

    def data_received(self, data: bytes) -> None:
        if self._is_refused:
            return  # the rest is still read, or the system would drop the answer
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._expect_head()
        else:
            self._stop_waiting()

    def _get_upgrade(self) -> bytes | None:
        return None  # nothing is offered, and to be asked for it is nothing to log

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def _expect_head(self) -> None:
        """Start the deadline of the next head. It is for all of the head, not for each byte."""
        if not self._deadline:
            # Without an answer: a browser that opened a connection in advance would show it to a reader later.
            self._deadline = self.loop.call_later(self.head_seconds, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's text
        self._is_refused = True
        if self.cycle:  # its body can't be read: end the request that waits for it, as after a disconnect
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state not in (h11.IDLE, h11.SEND_RESPONSE):
            self.transport.close()  # an answer has begun, and there can't be a second one
            return
        task = self.loop.create_task(self._refuse())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _refuse(self) -> None:
        async def nothing_more() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._write(h11.Response(status_code=message["status"], headers=message["headers"]))
            else:
                self._write(h11.Data(data=message["body"]))
                self._write(h11.EndOfMessage())

        scope: Scope = {"type": "http", "method": "GET", "path": SANDBOX, "query_string": b"", "headers": []}
        scope.update(scheme=self.scheme, server=self.server, extensions={UNREADABLE: {}})
        try:
            await self.app(scope, nothing_more, send)
        finally:
            self.transport.close()

    def _write(self, event: h11.Event) -> None:
        self.transport.write(self.conn.send(event) or b"")
