"""Each task is solved by its solution and spoilt by its harms over HTTP, by the forms and links that stand on pages.

Whoever comes unannounced is left alone.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.content import Content
from sandbox.engine.place import BESIDE
from sandbox.engine.run import AnyRun
from sandbox.engine.task import Harm, Task, TaskPress
from sandbox.random_secrets import RandomSecrets
from sandbox.rendering.addresses import TASKS
from sandbox.storage.codec import RunCodec
from sandbox.storage.practice import Practice
from sandbox.storage.sqlite import SQLiteStore
from sandbox.web.sessions import COOKIE
from tests.support.guide import CONTENT, SIMULATION
from tests.support.http_client import TestClient
from tests.support.plain_forms import PlainPage

SOLVED = pytest.mark.parametrize("task", CONTENT.tasks.values(), ids=lambda task: task.slug)
HARMED = pytest.mark.parametrize(
    ("task", "harm"),
    [pytest.param(task, harm, id=f"{task.slug}-{harm.name}") for task in CONTENT.tasks.values() for harm in task.harms],
)


class Learner:
    """Someone who does a task on plain pages, and can read their own account and phone: the ``store`` tells them."""

    def __init__(self, client: TestClient, store: Path, content: Content, task: Task) -> None:
        self._client, self._task = client, task
        self._cabinet = content.cabinet_of(task)
        self._practice = Practice(SIMULATION, SQLiteStore(store), RandomSecrets(), RunCodec(SIMULATION))
        self.page = PlainPage(client, f"{TASKS}/{task.slug}")

    def play(self, presses: tuple[TaskPress, ...]) -> None:
        for press in presses:
            self._make(press)

    def _make(self, press: TaskPress) -> None:
        match press.kind:
            case "go":
                self.go(press.name)
            case "wait":
                self.page.send("wait", until=press.name)
            case "answer":
                turn = self._practice.cabinet_turn(self._cabinet, datetime.now(UTC))
                self.page.send("answer", question=press.name, answer=turn.right_answer(self._run(), press.name))
            case "act":
                run = self._run()
                given = SIMULATION.fill(press.given, run.state, run.clock(datetime.now(UTC)))
                self.page.send(press.name, **given)

    def go(self, place: str) -> None:
        """Follow the link to a place."""
        assert place != BESIDE
        links = self.page.trainer.select(f"a[data-place={place}]")
        assert links, f"no link leads to {place}"
        self.page = PlainPage(self._client, str(links[0]["href"]).partition("#")[0])

    def _run(self) -> AnyRun:
        learner = self._client.cookies.get(COOKIE)
        return self._practice.current(learner, self._cabinet, datetime.now(UTC))[0]

    def finish(self) -> None:
        """Ask for judgement until it is given: those who were to come come first."""
        self.page.send("finish")
        while not self.page.trainer.select(".telling, [data-goal]"):
            self.page.send("finish")


@SOLVED
def test_a_task_is_solved_by_its_solution(client: TestClient, store_path: Path, content: Content, task: Task) -> None:
    learner = Learner(client, store_path, content, task)
    learner.play(task.solution)
    learner.finish()
    assert learner.page.trainer["data-solved"] == "true", learner.page.trainer.get_text(" ", strip=True)
    assert learner.page.trainer.select("[data-harm]") == []


@HARMED
def test_a_harm_is_met_and_told(client: TestClient, store_path: Path, content: Content, task: Task, harm: Harm) -> None:
    learner = Learner(client, store_path, content, task)
    learner.play(harm.by)
    learner.finish()
    assert [str(each["data-harm"]) for each in learner.page.trainer.select("[data-harm]")] == [harm.name]
    assert learner.page.trainer["data-solved"] == "false"
