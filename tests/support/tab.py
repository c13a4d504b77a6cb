"""A tab of any browser, with what a walk needs of it, whatever drives the browser."""

from typing import Any, Protocol

from playwright.sync_api import Page


class Tab(Protocol):
    """What a walk needs. Scripts are functions of at most one argument; a press is that of a mouse or a finger."""

    def open(self, address: str) -> None: ...

    def evaluate(self, script: str, argument: Any = None) -> Any: ...

    def press(self, selector: str) -> None:
        """Press the first element of the selector that is visible."""

    def await_element(self, selector: str) -> None:
        """Return when such an element is there."""


class PlaywrightTab:
    """A page that Playwright drives."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, address: str) -> None:
        self._page.goto(address)

    def evaluate(self, script: str, argument: Any = None) -> Any:
        return self._page.evaluate(script, argument)

    def press(self, selector: str) -> None:
        self._page.locator(selector).locator("visible=true").first.click()

    def await_element(self, selector: str) -> None:
        self._page.locator(selector).first.wait_for(state="attached")
