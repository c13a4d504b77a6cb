"""This guide: the one place of the server that names the simulated account."""

import os

from starlette.types import ASGIApp

from sandbox.account.simulation import SIMULATION
from sandbox.application import create_app
from sandbox.settings import Settings

__all__ = ["SIMULATION", "from_environ"]


def from_environ() -> ASGIApp:
    """The application as the environment sets it: each worker builds its own.

    Raises `SettingsError`, `SiteNotBuiltError`, `StoreUnavailableError`.
    """
    return create_app(Settings.from_environ(os.environ), SIMULATION)
