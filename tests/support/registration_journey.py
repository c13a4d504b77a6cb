"""One learner's way through «Первый вход по номеру телефона», with one mistake at each step."""

import http.client
import re
from collections.abc import Generator
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.support.guide import CONTENT
from tests.support.sandbox_process import HEADERS

WALKTHROUGH = CONTENT.walkthroughs["register-by-phone"]
_CODE = re.compile(r"<mark[^>]*>\D*(\d{3})\D+(\d{3})\D*</mark>")


@dataclass(frozen=True)
class Form:
    """What is sent: the path, and the fields as a body."""

    path: str
    body: str


def form(action: str, step: str, **given: str) -> Form:
    return Form(
        f"/sandbox/walkthroughs/{WALKTHROUGH.slug}/{action}",
        urlencode({"step": step, **given}),
    )


def forms_on_the_way() -> Generator[Form, str, None]:
    """One form after another; each is made of the answer to the one before, which is sent to the generator."""
    html = ""
    for step in WALKTHROUGH.steps:
        if step.mistakes:
            yield form("try_mistake", step.id, mistake=step.mistakes[0].name)
            html = yield form("undo", step.id)
        if step.wait:
            html = yield form("wait", step.id, until=step.wait)
        code = _CODE.search(html)
        example = {
            name: code[1] + code[2] if code and value == "{code}" else value for name, value in step.example.items()
        }
        html = yield form(step.action, step.id, **example)
    assert 'data-status="done"' in html


class Journey:
    """Sends the forms, and remembers how many and how large the answers were."""

    def __init__(self, port: int, host: str) -> None:
        self.answers: list[int] = []
        self._connection = http.client.HTTPConnection(host, port, timeout=60)
        self._cookie = ""

    def play(self) -> None:
        forms = forms_on_the_way()
        next_form: Form | None = next(forms)
        while next_form:
            html = self._send(next_form)
            try:
                next_form = forms.send(html)
            except StopIteration:
                next_form = None
        self._connection.close()

    def _send(self, sent: Form) -> str:
        headers = HEADERS | ({"Cookie": self._cookie} if self._cookie else {})
        self._connection.request("POST", sent.path, sent.body, headers)
        response = self._connection.getresponse()
        body = response.read()
        assert response.status == 200
        if cookie := response.headers["Set-Cookie"]:
            self._cookie = cookie.partition(";")[0]
        self.answers.append(len(body))
        return body.decode()


def journey(port: int, host: str = "127.0.0.1") -> list[int]:
    """The sizes of all answers, in bytes."""
    learner = Journey(port, host)
    learner.play()
    return learner.answers
