"""Every walkthrough without JavaScript, by the forms of its pages: from the page as built to its end.

Five of them are also played in a browser without JavaScript (`tests/browser`).
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.engine.walkthrough import Step, Walkthrough
from sandbox.settings import Settings
from tests.support.guide import CONTENT, SIMULATION
from tests.support.http_client import TestClient
from tests.support.plain_forms import PlainPage, filled_in, judge

walkthroughs = pytest.mark.parametrize("walkthrough", CONTENT.walkthroughs.values(), ids=lambda each: each.slug)


@pytest.fixture(scope="module")
def sandbox(site: Path, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    store = tmp_path_factory.mktemp("plain") / "learners.sqlite3"
    settings = replace(Settings.from_environ({}), site=site, store=f"sqlite:///{store}")
    with TestClient(create_app(settings, SIMULATION, lambda: content)) as client:
        yield client


@pytest.fixture
def client(sandbox: TestClient) -> TestClient:
    """A browser of a learner who comes for the first time."""
    sandbox.cookies.clear()
    return sandbox


@pytest.fixture(scope="module")
def addresses(site: Path) -> dict[str, str]:
    """The page of each walkthrough."""
    texts = {path: path.read_text(encoding="utf-8") for path in site.rglob("index.html")}
    return {
        slug: f"/{path.parent.relative_to(site).as_posix()}/"
        for slug in CONTENT.walkthroughs
        for path, text in texts.items()
        if f'data-walkthrough="{slug}" data-step' in text
    }


def do(page: PlainPage, step: Step) -> None:
    """Let the time pass that the step waits for, and send its example. What came unasked is judged first."""
    judge(page)
    if step.action == "judge_message":
        return
    if step.wait:
        wait(page, step.wait)
    if any(value[:1] == "{" for value in step.example.values()):
        page.send("show_example")
    page.send(step.action, **example(page, step))


def wait(page: PlainPage, until: str) -> None:
    """Move the clock, unless what is waited for has come by itself meanwhile. Several SMS may be on their way."""
    while page.offers("wait", until=until):
        page.send("wait", until=until)
        if until != "sms":
            break


def example(page: PlainPage, step: Step) -> dict[str, str]:
    """The example as it is shown: what only the run knows stands in the form then."""
    shown = filled_in(page.trainer)
    return {name: shown.get(name, "") if value[:1] == "{" else value for name, value in step.example.items()}


@walkthroughs
def test_a_walkthrough_is_done_by_its_examples_after_a_mistake_at_each_step(
    client: TestClient, addresses: dict[str, str], walkthrough: Walkthrough
) -> None:
    page = PlainPage(client, addresses[walkthrough.slug])
    for step in walkthrough.steps:
        assert page.step == step.id, "a mistake has used nothing up"
        if step.visitors:
            judge(page)
        if step.mistakes:
            make_and_undo(page, step)
        if step.example:
            if step.wait:
                wait(page, step.wait)
            page.send("show_example")
            assert len(page.trainer.select(".screen .notice[role=status]")) == 1, step.id
            judged = any(field.judged for field in SIMULATION.actions[step.action].fields)
            assert judged or example(page, step).items() <= filled_in(page.trainer).items(), step.id
        do(page, step)
        assert page.trainer.select(f'li.step--done[id="{walkthrough.slug}-{step.id}"]'), step.id
    assert page.done
    assert walkthrough.finish in page.trainer.text
    ways = [str(link["href"]) for link in page.trainer.select(".finish a")]
    assert f"/memo/{walkthrough.slug}.html" in ways
    assert {way: client.get(way).status_code for way in ways} == dict.fromkeys(ways, 200)


def make_and_undo(page: PlainPage, step: Step) -> None:
    """The mistakes of a step are buttons: the first is prepared, made, explained and taken back."""
    mistake = step.mistakes[0]
    page.send("try_mistake", mistake=mistake.name)
    page.press_prepared(mistake.action)
    assert len(page.alerts) == 1, mistake.name
    assert f"«{mistake.name}»" in page.trainer.select(".screen .lesson")[0].text
    page.send("undo")
    assert page.step == step.id


def test_the_page_is_served_again_under_the_address_that_looks_for_an_sms(
    client: TestClient, addresses: dict[str, str]
) -> None:
    """The link to it is there for five seconds of the clock (`tests/rendering/test_phone.py`): here it is known."""
    walkthrough = CONTENT.walkthroughs["register-by-phone"]
    page = PlainPage(client, addresses[walkthrough.slug])
    for step in walkthrough.steps[:3]:
        do(page, step)
    assert page.step == "wait-for-sms"
    assert PlainPage(client, f"/sandbox/walkthroughs/{walkthrough.slug}?at=090000000000").step == page.step
