"""An application with limits of a test's own, served by a thread of the test."""

import contextlib
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
