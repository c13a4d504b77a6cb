"""What presses in a real browser on the page of a task: what is folded is opened, what a form asks for is typed."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from sandbox.web.sessions import COOKIE
from tests.support.browser_steps import answered, press_if_offered, unfold
from tests.support.task_learner import Told

_CABINET = "section.cabinet"


class BrowserHand:
    """Works with JavaScript and without: the answer to a press is a new part of the page, or a new page."""

    def __init__(self, page: Page, task: str) -> None:
        self._page = page
        page.goto(f"/check/{task}/")

    def follow(self, place: str) -> None:
        answered(self._page)
        self._click(self._shown(f"{_CABINET} a[data-place={place}]"))
        expect(self._page.locator(_CABINET)).to_have_attribute("data-place", place)

    def send(self, action: str, given: Mapping[str, str]) -> None:
        answered(self._page)
        before = self._page.locator(_CABINET).get_attribute("data-version") or ""
        if action == "wait":
            if not press_if_offered(self._page, given["until"]):
                assert given["until"] == "sms", "only an SMS comes by itself"
                return
        else:
            self._fill_in(action, given)
        expect(self._page.locator(_CABINET)).not_to_have_attribute("data-version", before)

    def session(self) -> str | None:
        cookies = self._page.context.cookies()
        return next((str(each.get("value")) for each in cookies if each.get("name") == COOKIE), None)

    def told(self) -> Told | None:
        answered(self._page)
        if not self._page.locator(".telling").count():
            return None
        harms = self._page.locator(".telling [data-harm]").all()
        is_solved = self._page.locator(_CABINET).get_attribute("data-solved") == "true"
        return Told(is_solved, tuple(str(each.get_attribute("data-harm")) for each in harms))

    def _fill_in(self, action: str, given: Mapping[str, str]) -> None:
        takes = "".join(f':has(input:not([type=hidden])[name={n}], [name={n}][value="{v}"])' for n, v in given.items())
        form = self._shown(f'{_CABINET} form[data-action="{action}"]{takes}')
        uncover(form)
        for box in form.locator("input[type=checkbox]").all():
            box.set_checked(bool(given.get(box.get_attribute("name") or "")))
        button = form.locator("button[type=submit]:not([name])")
        for name, value in given.items():
            if (radio := form.locator(f'input[type=radio][name={name}][value="{value}"]')).count():
                radio.check()
            elif (typed := form.locator(f"input[name={name}]:not([type=hidden], [type=checkbox])")).count():
                typed.fill(value)
            elif (chosen := form.locator(f'button[name={name}][value="{value}"]')).count():
                button = chosen
        self._click(button.first)

    def _click(self, target: Locator) -> None:
        uncover(target)
        target.click()

    def _shown(self, selector: str) -> Locator:
        """The first of these that is in view, else one that is folded."""
        found, visible = self._page.locator(selector), self._page.locator(selector).locator("visible=true")
        return visible.first if visible.count() else found.first


def uncover(target: Locator) -> None:
    """Open all that hides it."""
    closed = target.locator("xpath=ancestor::details[not(@open)]")
    while not target.is_visible() and closed.count():
        unfold(closed.first.locator("xpath=./summary"))
