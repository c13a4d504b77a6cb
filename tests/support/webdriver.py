"""A tab of an engine that Playwright can't drive, by WebDriver's commands: a walk needs four of them."""

import time
from abc import abstractmethod
from typing import Any

from tests.support.processes import PATIENCE
from tests.support.tab import Tab

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""WebDriver's name for a reference to an element."""
_VISIBLE = "(selector) => [...document.querySelectorAll(selector)].find((element) => element.checkVisibility())"


class WebDriverTab(Tab):
    """The one tab of a browser. How a command is sent is up to the browser."""

    def __init__(self, site: str) -> None:
        self._site = site

    @abstractmethod
    def send(self, command: str, **parameters: Any) -> Any:
        """Carry out a command of the WebDriver standard. Returns its value; raises an error if it could not."""

    def open(self, address: str) -> None:
        self.send("Navigate", url=self._site + address)

    def evaluate(self, script: str, argument: Any = None) -> Any:
        return self.send("ExecuteScript", script=f"return ({script})(arguments[0])", args=[argument])

    def click(self, selector: str) -> None:
        found = self.evaluate(_VISIBLE, selector)
        assert found, f"no {selector} is visible"
        self.send("ElementClick", id=found[_ELEMENT])

    def await_element(self, selector: str) -> None:
        end = time.monotonic() + PATIENCE
        while not self.evaluate("(selector) => Boolean(document.querySelector(selector))", selector):
            assert time.monotonic() < end, f"there is no {selector}"

    def show(self, width: int, height: int) -> None:
        """Give the page this size, in CSS pixels, or the next larger one that its browser has a window for."""
        bars = self.evaluate("() => outerHeight - innerHeight")
        self.send("SetWindowRect", width=width, height=height + bars)
