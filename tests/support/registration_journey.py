"""One learner's way through «Первый вход по номеру телефона», with one mistake at each step."""

import http.client
import re
from urllib.parse import urlencode

from tests.support.guide import CONTENT
from tests.support.sandbox_process import HEADERS

WALKTHROUGH = CONTENT.walkthroughs["register-by-phone"]
_CODE = re.compile(r"<mark[^>]*>\D*(\d{3})\D+(\d{3})\D*</mark>")


class Journey:
    """Sends the forms, and remembers how many and how large the answers were."""

    def __init__(self, port: int, host: str) -> None:
        self.answers: list[int] = []
        self._connection = http.client.HTTPConnection(host, port, timeout=60)
        self._cookie = ""
        self._html = ""

    def play(self) -> None:
        for step in WALKTHROUGH.steps:
            if step.mistakes:
                self._send("try_mistake", step.id, mistake=step.mistakes[0].name)
                self._send("undo", step.id)
            if step.wait:
                self._send("wait", step.id, until=step.wait)
            code = _CODE.search(self._html)
            example = {
                name: code[1] + code[2] if code and value == "{code}" else value for name, value in step.example.items()
            }
            self._send(step.action, step.id, **example)
        assert 'data-status="done"' in self._html
        self._connection.close()

    def _send(self, action: str, step: str, **given: str) -> None:
        headers = HEADERS | ({"Cookie": self._cookie} if self._cookie else {})
        path = f"/sandbox/walkthroughs/{WALKTHROUGH.slug}/{action}"
        self._connection.request("POST", path, urlencode({"step": step, **given}), headers)
        response = self._connection.getresponse()
        body = response.read()
        assert response.status == 200
        if cookie := response.headers["Set-Cookie"]:
            self._cookie = cookie.partition(";")[0]
        self._html = body.decode()
        self.answers.append(len(body))


def journey(port: int, host: str = "127.0.0.1") -> list[int]:
    """The sizes of all answers, in bytes."""
    learner = Journey(port, host)
    learner.play()
    return learner.answers
