"""Starlette's client, which comes by an address of the network: to a name that isn't ours nothing is sent."""

from typing import Any

from starlette.testclient import TestClient as StarletteClient


class TestClient(StarletteClient):
    """A browser without JavaScript."""

    def __init__(self, app: Any, base_url: str = "http://127.0.0.1", **settings: Any) -> None:
        super().__init__(app, base_url, **settings)
