"""The origins of tests: a sandbox behind a proxy, and sites that are allowed to use it."""

from collections.abc import Callable

from tests.support.http_client import TestClient

SANDBOX, GUIDE = "https://sandbox.example", "https://guide.example"
PROXIED = {"SANDBOX_PUBLIC_URL": SANDBOX}
TWO_ORIGINS = PROXIED | {"SANDBOX_ALLOWED_ORIGINS": f"{GUIDE} https://preview.example"}

Start = Callable[[dict[str, str]], TestClient]
"""Starts the sandbox with settings from the environment."""
