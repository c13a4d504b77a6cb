"""A tab of any browser, with what a walk needs of it, whatever drives the browser."""

from abc import ABC, abstractmethod
from typing import Any

from playwright.sync_api import Page

from tests.support.browser_steps import PRESS_IF_OFFERED
from tests.support.view import LOOK, WIDGET, View


class Tab(ABC):
    """What a walk needs. Scripts are functions of at most one argument; a press is that of a mouse or a finger."""

    @abstractmethod
    def open(self, address: str) -> None: ...

    @abstractmethod
    def evaluate(self, script: str, argument: Any = None) -> Any: ...

    @abstractmethod
    def click(self, selector: str) -> None:
        """Press the first element of the selector that is visible."""

    @abstractmethod
    def await_element(self, selector: str) -> None:
        """Return when such an element is there."""

    def look(self) -> View:
        """What is shown."""
        return View(**self.evaluate(LOOK))

    def press(self, selector: str) -> View:
        """Press the first element of the selector that is visible. Returns what is shown when the answer is there."""
        before = self.look()
        self.click(selector)
        return self._answer(before)

    def move_clock(self, until: str) -> View | None:
        """Move the clock to a moment, and return what is shown then; nothing if the clock no longer offers it."""
        before = self.look()
        return self._answer(before) if self.evaluate(PRESS_IF_OFFERED, until) else None

    def _answer(self, before: View) -> View:
        self.await_element(f'{WIDGET}:not([data-version="{before.version}"]):not([aria-busy])')
        return self.look()


class PlaywrightTab(Tab):
    """A page that Playwright drives."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def open(self, address: str) -> None:
        self._page.goto(address)

    def evaluate(self, script: str, argument: Any = None) -> Any:
        return self._page.evaluate(script, argument)

    def click(self, selector: str) -> None:
        self._page.locator(selector).locator("visible=true").first.click()

    def await_element(self, selector: str) -> None:
        self._page.locator(selector).first.wait_for(state="attached")
        self._page.wait_for_load_state()  # without a script it may stand in a page of which the rest is still to come


_PRESS = f"""async (selector) => {{
  const version = () => document.querySelector("{WIDGET}").dataset.version;
  const target = [...document.querySelectorAll(selector)].find((element) => element.checkVisibility());
  if (!target) throw new Error(`no ${{selector}} is visible`);
  if (target.matches(":disabled, [aria-disabled=true]")) throw new Error(`${{target.outerHTML}} is disabled`);
  target.scrollIntoViewIfNeeded();
  const [{{ left, top, right, bottom }}] = target.getClientRects();
  const middle = (from, to, end) => (Math.max(from, 0) + Math.min(to, end)) / 2;
  const hit = document.elementFromPoint(middle(left, right, innerWidth), middle(top, bottom, innerHeight));
  if (!target.contains(hit)) throw new Error(`${{target.outerHTML}} lies under ${{hit?.outerHTML}}`);
  target.focus({{ preventScroll: true }});
  const before = version();
  await new Promise((resolve, reject) => {{
    setTimeout(reject, 30_000, new Error(`nothing answers ${{target.outerHTML}}`));
    const answered = new MutationObserver(() => {{
      if (version() === before || document.querySelector("{WIDGET}[aria-busy]")) return;
      answered.disconnect();
      resolve();
    }});
    const around = document.querySelector("{WIDGET}").parentNode;
    answered.observe(around, {{ attributes: true, childList: true, subtree: true }});
    target.click();
  }});
  for (const _ of [1, 2]) await new Promise(requestAnimationFrame);
  return ({LOOK})();
}}"""


class ScriptTab(PlaywrightTab):
    """The same, for looking at what a press leads to: a script presses what a finger would hit, and looks in one go.

    It takes little more than half of what a press by Playwright does, whose parts send each other a dozen messages.
    """

    def press(self, selector: str) -> View:
        return View(**self.evaluate(_PRESS, selector))


class KeyboardTab(PlaywrightTab):
    """The same, for a learner who has a keyboard alone: what is to be pressed must be reached by the Tab key."""

    MOST_TABS = 200

    def click(self, selector: str) -> None:
        target = self._page.locator(selector).locator("visible=true").first
        for _ in range(self.MOST_TABS):
            if target.evaluate("element => element === document.activeElement"):
                self._page.keyboard.press("Enter")
                return
            self._page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")
