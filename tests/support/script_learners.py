"""Learners that talk to the sandbox as the script of a page does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx2
from bs4 import BeautifulSoup

from tests.support.forms_over_http import MOUNT
from tests.support.http_client import PlainClient
from tests.support.processes import look_again

T = TypeVar("T")

SCRIPT = {"X-Walkthrough": "fragment", "Sec-Fetch-Site": "same-origin"}


class Learner:
    """One learner with an own cookie, at one walkthrough."""

    def __init__(self, address: str, walkthrough: str = "register-by-phone", cookies: Any = None) -> None:
        # A connection is left before the server closes it, after five idle seconds: a form must not meet that moment.
        soon = httpx2.Limits(keepalive_expiry=1)
        self.client = PlainClient(
            address, headers=SCRIPT, cookies=cookies, timeout=60, limits=soon, follow_redirects=True
        )
        self.walkthrough = walkthrough
        self.page = BeautifulSoup("", "html.parser")

    def __enter__(self) -> "Learner":
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def post(self, action: str, step: str, **given: str) -> httpx2.Response:
        """Send a form; the answer is looked at by nobody else."""
        return self._send("POST", f"/{action}", {"step": step, **given})

    def _send(self, method: str, action: str = "", form: dict[str, str] | None = None) -> httpx2.Response:
        """Send it, and again as long as the sandbox says to come again: on a busy machine its store may be slow."""
        answers: list[httpx2.Response] = []

        def is_refused() -> bool:
            answers.append(self.client.request(method, f"{MOUNT}/{self.walkthrough}{action}", data=form))
            return answers[-1].status_code == 503

        look_again(is_refused, "the sandbox takes nothing any more")
        return answers[-1]

    def press(self, action: str, **given: str) -> str:
        """Send the form of the step where the page stands, and show the answer. Returns what is said above the form."""
        self.show(self.post(action, self.step, **given))
        return self.said

    def look(self) -> None:
        self.show(self._send("GET"))

    def show(self, answer: httpx2.Response) -> None:
        assert answer.status_code == 200, f"{answer.status_code}: {answer.text}"
        self.page = BeautifulSoup(answer.text.replace("\u00a0", " "), "html.parser")

    @property
    def step(self) -> str:
        section = self.page.section
        return str(section["data-step"]) if section else ""

    @property
    def said(self) -> str:
        notice = self.page.select_one(".notice strong")
        return notice.text if notice else ""

    @property
    def code(self) -> str:
        """The code of the newest SMS on the training phone."""
        found = self.page.select("aside.phone li.message mark")
        return "".join(found[0].text.split()) if found else ""

    def go_to_the_code(self) -> None:
        """Register as far as the field for the code."""
        self.look()
        self.press("open_site", address="login.mts.ru")
        self.press("choose_method", method="phone")
        self.press("request_code", phone="79070000001")
        self.press("wait", until="sms")
        self.press("read_message", sender="operator")
        assert self.step == "enter-code"

    def register(self) -> None:
        self.go_to_the_code()
        self.press("confirm_code", code=self.code)
        self.press("set_password", password="Тёплый-валенок-35")
        assert self.step == "done"


def at_once(times: int, call: Callable[[int], T]) -> list[T]:
    """Call from as many threads."""
    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(call, range(times)))
