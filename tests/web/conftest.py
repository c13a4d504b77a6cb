"""What the tests of the sandbox over HTTP share."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.settings import Settings
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient
from tests.support.origins import Start


@pytest.fixture
def start(site: Path, tmp_path: Path, content: Content) -> Iterator[Start]:
    """Starts the sandbox with these settings. The client speaks to it as a proxy does: plain HTTP, any host."""
    with ExitStack() as stack:

        def start(environ: dict[str, str]) -> TestClient:
            settings = replace(
                Settings.from_environ(environ), site=site, store=f"sqlite:///{tmp_path}/learners.sqlite3"
            )
            client = TestClient(create_app(settings, SIMULATION, lambda: content), follow_redirects=False)
            return stack.enter_context(client)

        yield start
