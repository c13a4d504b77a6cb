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
        self._page.wait_for_load_state()  # without a script it may stand in a page of which the rest is still to come


class KeyboardTab(PlaywrightTab):
    """The same, for a learner who has a keyboard alone: what is to be pressed must be reached by the Tab key."""

    MOST_TABS = 200

    def press(self, selector: str) -> None:
        target = self._page.locator(selector).locator("visible=true").first
        for _ in range(self.MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                self._page.keyboard.press("Enter")
                return
            self._page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")
