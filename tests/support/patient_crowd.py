"""Learners and readers who go on while anything around them is harmed, and notice what was lost or done twice."""

import contextlib
import http.client
import random
import secrets
import threading
import time
from collections.abc import Sequence

from tests.support.processes import PATIENCE
from tests.support.registration_journey import WALKTHROUGH, Form, form, forms_on_the_way
from tests.support.sandbox_process import HEADERS, VERSION, exchange

_COME_AGAIN = {429, 502, 503, 504}
"""What a learner is told while something is away; the page's script, too, offers to send again then."""

THINKING = (0.2, 1.5)
"""Seconds between two forms of a learner, at least and at most."""
READING = 0.3
"""Seconds between two pages of a reader."""


class PatientCrowd:
    """Learners who walk through one walkthrough again and again, and readers of all pages, until `go_home`."""

    def __init__(self, port: int, learners: int, readers: int, pages: Sequence[str]) -> None:
        self.over = threading.Event()
        self.wrong: list[str] = []
        self._learners = [_Learner(self, port, number) for number in range(learners)]
        self._readers = [_Reader(self, port, pages, number) for number in range(readers)]
        lives = [*(each.live for each in self._learners), *(each.live for each in self._readers)]
        self._threads = [threading.Thread(target=life) for life in lives]

    def come(self) -> None:
        """Returns when each learner has begun: nginx lets sixty of one address do that at once, and few later."""
        for thread in self._threads:
            thread.start()
        for learner in self._learners:
            if not learner.begun.wait(PATIENCE):
                self.wrong.append(f"learner {learner.number} could not begin")

    def go_home(self) -> None:
        """Each learner finishes the walkthrough that they are in."""
        self.over.set()
        for thread in self._threads:
            thread.join(2 * PATIENCE)
            if thread.is_alive():
                self.wrong.append("somebody never came to an end")
        self.wrong += [f"learner {each.number} finished nothing" for each in self._learners if not each.finished]

    def __str__(self) -> str:
        forms, again, finished = (
            sum(getattr(each, what) for each in self._learners) for what in ("forms", "sent_again", "finished")
        )
        longest = max(each.longest for each in self._learners)
        return (
            f"{forms} forms done, {again} times sent again, the longest took {longest:.1f} s; "
            f"{finished} walkthroughs finished; {sum(each.read for each in self._readers)} pages read; "
            f"{len(self.wrong)} wrong"
        )


class _Learner:
    """Sends each form again, with its idempotency key, until it is done: then their run is one version further."""

    def __init__(self, crowd: PatientCrowd, port: int, number: int) -> None:
        self.number = number
        self.forms = self.sent_again = self.finished = 0
        self.longest = 0.0
        self.begun = threading.Event()
        self._crowd = crowd
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookie = ""
        self._version = 0

    def live(self) -> None:
        try:
            while not self._crowd.over.is_set():
                if self._version:
                    self._do(form("restart", WALKTHROUGH.steps[-1].id))
                self._walk()
                self.finished += 1
        except AssertionError as error:
            self._crowd.wrong.append(f"learner {self.number}: {error}")
        finally:
            self._connection.close()

    def _walk(self) -> None:
        forms = forms_on_the_way()
        html = ""
        with contextlib.suppress(StopIteration):
            sent = next(forms)
            while True:
                html = self._do(sent)
                sent = forms.send(html)

    def _do(self, sent: Form) -> str:
        key, began = secrets.token_hex(16), time.monotonic()
        while True:
            threading.Event().wait(random.uniform(*THINKING))  # also in the end, when there is no hurry
            assert time.monotonic() - began < PATIENCE, f"{sent.path} was never done"
            try:
                status, text = self._ask(sent, key)
            except (OSError, http.client.HTTPException):
                status, text = 503, ""
            if status == 200:
                break
            assert status in _COME_AGAIN, f"{sent.path} was answered {status}"
            self.sent_again += 1
        found = VERSION.search(text)
        assert found, f"{sent.path} was answered without a run"
        before, self._version = self._version, int(found[1])
        assert self._version == before + 1, f"after {sent.path} version {before} became {self._version}"
        self.begun.set()
        self.forms += 1
        self.longest = max(self.longest, time.monotonic() - began)
        return text

    def _ask(self, sent: Form, key: str) -> tuple[int, str]:
        headers = HEADERS | {"Idempotency-Key": key}
        status, text, self._cookie = exchange(self._connection, "POST", sent.path, sent.body, headers, self._cookie)
        return status, text


class _Reader:
    """Opens a page after another. None may ever fail."""

    def __init__(self, crowd: PatientCrowd, port: int, pages: Sequence[str], number: int) -> None:
        self.read = 0
        self._crowd, self._port = crowd, port
        self._pages = random.Random(number).choices(pages, k=1000)

    def live(self) -> None:
        while not self._crowd.over.wait(READING):
            page = self._pages[self.read % len(self._pages)]
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
            try:
                connection.request("GET", page)
                response = connection.getresponse()
                text = response.read().decode()
                if response.status != 200 or "</html>" not in text:
                    self._crowd.wrong.append(f"{page} was answered {response.status}")
            except (OSError, http.client.HTTPException) as error:
                self._crowd.wrong.append(f"{page} could not be read: {error!r}")
            finally:
                connection.close()
            self.read += 1
