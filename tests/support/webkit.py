"""WebKitGTK, driven by the driver that comes with it."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2

from tests.support.processes import PATIENCE, free_port, running
from tests.support.project import ROOT
from tests.support.webdriver import WebDriverTab

_PATHS = {
    "Navigate": "url",
    "ExecuteScript": "execute/sync",
    "ElementClick": "element/{id}/click",
    "SetWindowRect": "window/rect",
}
"""Where the driver takes each command."""


class WebKitTab(WebDriverTab):
    def __init__(self, site: str, driver: httpx2.Client, session: str) -> None:
        super().__init__(site)
        self._driver = driver
        self._session = session

    def send(self, command: str, **parameters: Any) -> Any:
        path = _PATHS[command].format_map(parameters)
        answer = self._driver.post(f"/session/{self._session}/{path}", json=parameters)
        assert answer.is_success, f"{command}: {answer.text}"
        return answer.json()["value"]


@contextlib.contextmanager
def webkit(site: str) -> Iterator[WebKitTab]:
    """WebKitGTK in the narrowest window that its browser makes, 447 CSS pixels. It needs a screen."""
    browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))  # in a folder named for the machine's kind
    wanted = {"webkitgtk:browserOptions": {"binary": str(browser), "args": ["--automation"]}}
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with (
        running(["WebKitWebDriver", f"--port={port}"], ROOT, {}, f"{address}/status"),
        httpx2.Client(base_url=address, timeout=PATIENCE) as driver,
    ):
        answer = driver.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
        assert answer.is_success, answer.text
        session = answer.json()["value"]["sessionId"]
        tab = WebKitTab(site, driver, session)
        tab.show(360, 640)
        yield tab
        driver.delete(f"/session/{session}")
