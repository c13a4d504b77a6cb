"""An application that a test starts with limits of its own, and clients without manners."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import uvicorn

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.settings import Settings
from sandbox.web.limits import Limits
from sandbox.web.protocol import Protocol
from tests.support.guide import SIMULATION
from tests.support.processes import free_port


@contextlib.contextmanager
def application(
    site: Path, store: Path, content: Content, limits: Limits, protocol: type[Protocol] = Protocol
) -> Iterator[str]:
    """The address of the sandbox with other limits than the shipped ones, served by a thread of the test."""
    settings = replace(Settings.from_environ({}), site=site, store=f"sqlite:///{store}")
    port = free_port()
    config = uvicorn.Config(
        create_app(settings, SIMULATION, lambda: content, limits), port=port, http=protocol, log_level="critical"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            thread.join(0.01)
            assert thread.is_alive(), "the server did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def connect(address: str) -> socket.socket:
    host, port = address.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=30)


def exchange(address: str, request: bytes) -> tuple[int, str, str]:
    """Send bytes as they are; the status, the headers and the body of what comes back."""
    with connect(address) as connection:
        connection.sendall(request)
        return read_answer(connection)


def read_answer(connection: socket.socket) -> tuple[int, str, str]:
    """Read until the other side closes."""
    answer = b""
    with contextlib.suppress(ConnectionResetError):
        while data := connection.recv(65536):
            answer += data
    head, _, body = answer.decode("utf-8").partition("\r\n\r\n")
    return int(head.split(" ")[1]) if head else 0, head.lower(), body.replace("\u00a0", " ")


def trickle(address: str, request: bytes) -> int:
    """Send the beginning of a request, and then byte after byte until there is an answer: its status, or 0 for none."""
    with connect(address) as connection:
        connection.sendall(request)
        answered = threading.Event()

        def go_on() -> None:
            with contextlib.suppress(OSError):
                while not answered.wait(0.02):
                    connection.sendall(b"x")

        sender = threading.Thread(target=go_on)
        sender.start()
        try:
            answer = connection.recv(65536)
        except ConnectionResetError:
            answer = b""
        finally:
            answered.set()
            sender.join()
    return int(answer.split(b" ")[1]) if answer else 0
