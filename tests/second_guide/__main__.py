"""``python -m tests.second_guide``: serve the second guide's built site and its sandbox."""

import os
import sys

from starlette.types import ASGIApp

from sandbox.application import create_app
from sandbox.server import serve
from sandbox.settings import Settings
from tests.second_guide.library import SIMULATION


def from_environ() -> ASGIApp:
    """The application as the environment sets it."""
    return create_app(Settings.from_environ(os.environ), SIMULATION)


if __name__ == "__main__":
    sys.exit(serve(from_environ))
