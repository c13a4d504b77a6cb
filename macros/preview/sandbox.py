"""The sandbox inside ``mkdocs serve``, on the same address as the pages."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from a2wsgi import ASGIMiddleware

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import replace
from sandbox.rendering.addresses import SANDBOX
from sandbox.settings import Settings
from sandbox.web.site import Site


def put_sandbox_beside(pages: Any, site: Path, simulation: AnySimulation, content: Callable[[], Content]) -> Any:
    """A WSGI application of the preview's pages and the sandbox, which calls ``content`` at each request."""
    # What an editor tries out isn't what learners stumble on.
    settings = replace(Settings.from_environ(os.environ), site=site, counters=False)
    app: Any = create_app(settings, simulation, content)  # the two libraries type ASGI differently
    sandbox: Any = ASGIMiddleware(app)
    begin = Site(site).path + SANDBOX

    def either(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        chosen = sandbox if environ["PATH_INFO"].startswith(begin) else pages
        answer: Iterable[bytes] = chosen(environ, start_response)
        return answer

    return either
