"""Learners at work while what serves them is killed again and again."""

import contextlib
import http.client
import threading
from collections.abc import Callable, Sequence

from tests.support.processes import PATIENCE
from tests.support.sandbox_process import Learner

PRESSES_BETWEEN = 40


class Crowd:
    """Learners who press until they are told to go home, and check after each loss what has become of it."""

    def __init__(self, port: int, learners: int, tries: int = 1) -> None:
        self._port = port
        self._tries = tries
        self._up = threading.Event()
        self._over = threading.Event()
        self._pressed = threading.Semaphore(0)
        self._threads = [threading.Thread(target=self._practise) for _ in range(learners)]
        self._harms = 0
        self.presses = 0
        self.lost_answers = 0
        self.wrong: list[str] = []

    def survive(self, harms: Sequence[Callable[[], None]]) -> None:
        """Do each harm in mid-load. When it returns, the address must be served again."""
        self._harms = len(harms)
        self._up.set()
        for thread in self._threads:
            thread.start()
        for harm in harms:
            self._wait_for_presses()
            self._up.clear()
            harm()
            self._up.set()
        self._wait_for_presses()
        self._over.set()
        for thread in self._threads:
            thread.join(PATIENCE)
        print(f"{self.presses} forms sent, {self.lost_answers} answers lost, {len(self.wrong)} wrong")

    def _wait_for_presses(self) -> None:
        """From now on, as learners may have pressed during a harm."""
        while self._pressed.acquire(blocking=False):
            pass
        for _ in range(PRESSES_BETWEEN):
            if not self._pressed.acquire(timeout=PATIENCE):
                self.wrong.append("nobody is served any more")

    def _practise(self) -> None:
        with Learner(self._port, self._tries) as learner:
            while not self._over.is_set():
                self._press(learner)
                self.presses += 1
                self._pressed.release()

    def _press(self, learner: Learner) -> None:
        before = learner.acknowledged
        try:
            status = learner.press()
            self._expect(status == 200 and learner.acknowledged == before + 1, status, before, learner)
        except (OSError, http.client.HTTPException):
            self.lost_answers += 1
            self._up.wait(PATIENCE)
            if before:  # else the learner has not even got a cookie
                status = self._look(learner)
                self._expect(status == 200 and learner.acknowledged - before in (0, 1), status, before, learner)

    def _look(self, learner: Learner) -> int:
        """See what has become of the form. The others may be fast enough to bring the next harm meanwhile."""
        for _ in range(self._harms):
            with contextlib.suppress(OSError, http.client.HTTPException):
                return learner.look()
            self._up.wait(PATIENCE)
        return learner.look()

    def _expect(self, right: bool, status: int, before: int, learner: Learner) -> None:
        if not right:
            self.wrong.append(f"status {status}, version {before} became {learner.acknowledged}")
