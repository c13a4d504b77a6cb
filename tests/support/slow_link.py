"""A link as slow as that of a phone, before a server: every byte takes its time, whoever in the browser asks for it.

The throttling of the developer tools leaves out what a service worker or the browser itself fetches.
"""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

ROUND_TRIP = 0.15
"""Seconds. Lighthouse's "slow 4G"."""
BYTES_PER_SECOND = 1_638_400 / 8
"""Of answers, all connections together."""
CHUNK = 4096


class SlowLink:
    """Relays connections to a port of this machine. ``moved`` counts the bytes of answers."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._free_at = 0.0
        self.moved = self.requests = 0

    async def connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(ROUND_TRIP)  # what opening a connection takes
        back, on = await asyncio.open_connection("127.0.0.1", self._target)
        await asyncio.gather(self._relay(reader, on, paced=False), self._relay(back, writer, paced=True))

    async def _relay(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, paced: bool) -> None:
        with contextlib.suppress(ConnectionError):
            queue: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
            sending = asyncio.create_task(self._send(queue, sink))
            loop = asyncio.get_running_loop()
            while data := await source.read(CHUNK):
                arrives = loop.time()
                self.requests += data.startswith((b"GET ", b"POST "))
                if paced:
                    self.moved += len(data)
                    self._free_at = arrives = max(arrives, self._free_at) + len(data) / BYTES_PER_SECOND
                queue.put_nowait((arrives + ROUND_TRIP / 2, data))
            queue.put_nowait((0, b""))
            await sending

    async def _send(self, queue: asyncio.Queue[tuple[float, bytes]], sink: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            while True:
                when, data = await queue.get()
                if not data:
                    break
                await asyncio.sleep(when - asyncio.get_running_loop().time())
                sink.write(data)
                await sink.drain()
            sink.close()


@contextmanager
def slow_link(port: int, target: int) -> Iterator[SlowLink]:
    """Listens on ``port`` of this machine, in a thread of its own."""
    link, loop = SlowLink(target), asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    opening = asyncio.run_coroutine_threadsafe(asyncio.start_server(link.connect, "127.0.0.1", port), loop)
    server = opening.result()
    try:
        yield link
    finally:
        asyncio.run_coroutine_threadsafe(_end(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


async def _end(server: asyncio.Server) -> None:
    server.close()
    relaying = asyncio.all_tasks() - {asyncio.current_task()}
    for each in relaying:
        each.cancel()
    await asyncio.gather(*relaying, return_exceptions=True)
