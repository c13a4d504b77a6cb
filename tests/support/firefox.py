"""The system's Firefox, driven by its own protocol: Debian has no geckodriver, which other libraries need between.

Marionette is WebDriver's commands as JSON, each with its length before it.
"""

import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support.processes import PATIENCE
from tests.support.webdriver import WebDriverTab

PREFERENCES = {
    "marionette.port": 0,  # any that is free; Firefox writes it into its profile
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
}


_DRIVEN = ("--marionette", "--remote-allow-system-access")  # the latter to zoom the page

NARROWEST = 500
"""The width of Firefox's smallest window, in pixels of the screen. A narrower page is zoomed to it."""


class FirefoxTab(WebDriverTab):
    """The one tab of a Firefox."""

    def __init__(self, site: str, connection: socket.socket) -> None:
        super().__init__(site)
        self._zoom = 1.0
        self._stream = connection.makefile("rwb")
        self._read()  # a greeting
        self.send("NewSession")

    def open(self, address: str) -> None:
        super().open(address)
        self._send("Marionette:SetContext", value="chrome")
        self.send("ExecuteScript", script="window.ZoomManager.zoom = arguments[0]", args=[self._zoom])
        self._send("Marionette:SetContext", value="content")

    def show(self, width: int, height: int) -> None:
        self._zoom = NARROWEST / width
        super().show(NARROWEST, round(height * self._zoom))

    def send(self, command: str, **parameters: Any) -> Any:
        return self._send(f"WebDriver:{command}", **parameters)

    def _send(self, command: str, **parameters: Any) -> Any:
        text = json.dumps([0, 1, command, parameters]).encode()
        self._stream.write(b"%d:%b" % (len(text), text))
        self._stream.flush()
        _, _, error, result = self._read()
        assert not error, f"{command}: {error['message']}"
        return result.get("value")

    def _read(self) -> Any:
        length = 0
        while (digit := self._stream.read(1)) != b":":
            length = 10 * length + int(digit)
        return json.loads(self._stream.read(length))


@contextlib.contextmanager
def firefox(site: str, profile: Path) -> Iterator[FirefoxTab]:
    """A Firefox with an empty profile, whose page has 360×640 CSS pixels."""
    executable = shutil.which("firefox-esr") or shutil.which("firefox")
    assert executable, "no Firefox: run `make engines`"
    preferences = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    (profile / "user.js").write_text("".join(preferences), encoding="utf-8")
    process = subprocess.Popen(
        [
            executable,
            "--marionette",
            "--remote-allow-system-access",
            "--headless",
            "--no-remote",
            "--profile",
            str(profile),
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        port = _port(process, profile / "MarionetteActivePort")
        with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
            tab = FirefoxTab(site, connection)
            tab.show(360, 640)
            yield tab
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _port(process: subprocess.Popen[bytes], file: Path) -> int:
    """The port that Firefox listens on, as soon as it does."""
    end = time.monotonic() + PATIENCE
    while not (file.exists() and (port := file.read_text(encoding="utf-8").strip())):
        assert process.poll() is None, "Firefox has ended"
        assert time.monotonic() < end, "Firefox does not listen"
    return int(port)
