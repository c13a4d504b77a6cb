"""Clients of what tests ask by http: an application in their own process, and servers that run beside it."""

import ssl
from typing import Any

import httpx2
from starlette.testclient import TestClient as StarletteClient

NO_CERTIFICATES = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""It trusts nobody. To load whom the system trusts would take each client longer than dozens of its requests."""


class TestClient(StarletteClient):
    """A browser without JavaScript. It comes by an address of the network: to other names nothing is sent."""

    def __init__(self, app: Any, base_url: str = "http://127.0.0.1", **settings: Any) -> None:
        super().__init__(app, base_url, **settings)


class PlainClient(httpx2.Client):
    """A client of a server that speaks http."""

    def __init__(self, base_url: str, **settings: Any) -> None:
        super().__init__(base_url=base_url, verify=NO_CERTIFICATES, **settings)
