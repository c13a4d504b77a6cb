"""Each task is solved by its solution and spoilt by its harms over HTTP, by the forms and links that stand on pages."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sandbox.content import Content
from sandbox.engine.task import Harm, Task
from sandbox.rendering.addresses import TASKS
from sandbox.web.sessions import COOKIE
from tests.support.guide import CONTENT
from tests.support.http_client import TestClient
from tests.support.plain_forms import PlainPage
from tests.support.task_learner import TaskLearner, Told

SOLVED = pytest.mark.parametrize("task", CONTENT.tasks.values(), ids=lambda task: task.slug)
HARMED = pytest.mark.parametrize(
    ("task", "harm"),
    [pytest.param(task, harm, id=f"{task.slug}-{harm.name}") for task in CONTENT.tasks.values() for harm in task.harms],
)


class PlainHand:
    """Presses on plain pages."""

    def __init__(self, client: TestClient, task: Task) -> None:
        self._client = client
        self._page = PlainPage(client, f"{TASKS}/{task.slug}")

    def follow(self, place: str) -> None:
        links = self._page.trainer.select(f"a[data-place={place}]")
        assert links, f"no link leads to {place}"
        self._page = PlainPage(self._client, str(links[0]["href"]).partition("#")[0])

    def send(self, action: str, given: Mapping[str, str]) -> None:
        self._page.send(action, **given)

    def session(self) -> str | None:
        return self._client.cookies.get(COOKIE)

    def told(self) -> Told | None:
        trainer = self._page.trainer
        if not trainer.select(".telling"):
            return None
        return Told(
            trainer["data-solved"] == "true", tuple(str(each["data-harm"]) for each in trainer.select("[data-harm]"))
        )


@SOLVED
def test_a_task_is_solved_by_its_solution(client: TestClient, store_path: Path, content: Content, task: Task) -> None:
    learner = TaskLearner(PlainHand(client, task), store_path, content, task)
    learner.play(task.solution)
    assert learner.finish() == Told(True, ())


@HARMED
def test_a_harm_is_met_and_told(client: TestClient, store_path: Path, content: Content, task: Task, harm: Harm) -> None:
    learner = TaskLearner(PlainHand(client, task), store_path, content, task)
    learner.play(harm.by)
    assert learner.finish() == Told(False, (harm.name,))
