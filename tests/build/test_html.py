"""Whatever a browser is given is valid HTML by two validators: every page, and every state of every trainer.

What they are, and what they are not asked, stands in ``tests/npm``.
"""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sandbox.application import create_app
from sandbox.content import Content
from sandbox.content.rehearsal import NOW, play_mistake, runs_at_each_step
from sandbox.counters.figures import FEW
from sandbox.engine.run import AnyRun
from sandbox.settings import Settings
from tests.support.forms_over_http import FRAGMENT, OUR_PAGE
from tests.support.guide import RENDERER, SIMULATION, turn
from tests.support.html_kinds import unlike_all_before
from tests.support.http_client import TestClient
from tests.support.project import NPM, ROOT

HERE = ROOT / "tests/npm"

# Compiled by half, which is enough for a minute, it takes a third of the processor time, and needs more of the stack.
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-Xss16m"]
NU = [*JAVA, "-jar", str(NPM / "vnu-jar/build/dist/vnu.jar"), "--format", "json", "--errors-only"]
HTML_VALIDATE = ["node", *map(str, (HERE / "html-validate.mjs", NPM, HERE / "html-validate.cjs"))]

PASSWORD = "correct horse"

AROUND = """<!doctype html>
<html lang="ru">
<head><meta charset="utf-8"><title>Часть страницы</title></head>
<body><h1>Часть страницы</h1>
{}
</body>
</html>
"""
"""A page for what a script puts into a page."""


@pytest.fixture(scope="module")
def everything(site: Path, content: Content, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one file for each page and each part of one."""
    folder = tmp_path_factory.mktemp("html")
    for path in site.rglob("*.html"):
        name = str(path.relative_to(site))
        if name != "trainer.html":  # the sandbox fills it, and so it stands among the answers
            write(folder / "built" / name, path.read_text(encoding="utf-8"))
    for name, html in states(content):
        write(folder / f"states/{name}.html", html)
    store = f"sqlite:///{tmp_path_factory.mktemp('store')}/runs.sqlite3"
    settings = replace(Settings.from_environ({"SANDBOX_EDITORS": PASSWORD}), site=site, store=store)
    with TestClient(create_app(settings, SIMULATION, lambda: content), raise_server_exceptions=False) as client:
        for name, html in answers(client, content):
            write(folder / f"answers/{name}.html", html)
    return folder


@pytest.fixture(scope="module")
def unlike(everything: Path) -> list[Path]:
    """The files that have each kind of element in each kind of place."""
    paths = sorted(everything.rglob("*.html"))
    return list(unlike_all_before((path, path.read_text(encoding="utf-8")) for path in paths))


def write(path: Path, html: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    whole_page = html.lstrip().startswith("<!doctype")
    path.write_text(html if whole_page else AROUND.format(html), encoding="utf-8")


def states(content: Content) -> Iterator[tuple[str, str]]:
    """Every walkthrough at each step, after each mistake, and at its end."""
    for slug, walkthrough in content.walkthroughs.items():
        runs: dict[str, AnyRun] = {}
        for step, before, after in runs_at_each_step(turn(walkthrough)):
            runs |= {step.id: before, "done": after}
            for number, mistake in enumerate(step.mistakes):
                runs[f"{step.id}-{number}"] = play_mistake(turn(walkthrough), before, mistake)
        for name, run in runs.items():
            yield f"{slug}-{name}", RENDERER.widget(content.wording, walkthrough, run, NOW, version=1)


def answers(client: TestClient, content: Content) -> Iterator[tuple[str, str]]:
    """What the sandbox says over HTTP, as a whole page and to a script."""
    feedback = {"page": "security/", "useful": "no"}
    step = {"step": "open-site"}
    asked = {
        "progress-before": ("GET", "/sandbox/progress", {}),
        "mistake": ("POST", "/sandbox/walkthroughs/register-by-phone/try_mistake", step | {"mistake": "Похожий адрес"}),
        "step": ("POST", "/sandbox/walkthroughs/register-by-phone/open_site", step | {"address": "login.mts.ru"}),
        "progress-after": ("GET", "/sandbox/progress", {}),
        "restart": ("POST", "/sandbox/progress/restart", {}),
        "erase": ("POST", "/sandbox/progress/erase", {}),
        "feedback": ("POST", "/sandbox/feedback", feedback),
        "reason": ("POST", "/sandbox/feedback/reason", {"page": "security/", "reason": "hard_words"}),
        "feedback-refused": ("POST", "/sandbox/feedback", feedback | {"page": "nowhere/"}),
        "not-found": ("GET", "/no/such/page/", {}),
        "no-walkthrough": ("GET", "/sandbox/walkthroughs/none", {}),
        "editors-only": ("GET", "/sandbox/stumbles", {}),
        "wrong-method": ("PUT", "/sandbox/progress", {}),
    }
    for _ in range(FEW):
        client.cookies.clear()
        client.post("/sandbox/walkthroughs/register-by-phone/open_site", data=step | {"address": "a"}, headers=OUR_PAGE)
    yield "stumbles", client.get("/sandbox/stumbles", auth=("", PASSWORD)).text
    for slug in content.walkthroughs:
        yield slug, client.get(f"/sandbox/walkthroughs/{slug}").text
    for kind, headers in {"page": OUR_PAGE, "part": OUR_PAGE | FRAGMENT}.items():
        client.cookies.clear()
        for name, (method, path, data) in asked.items():
            yield f"{name}-{kind}", client.request(method, path, data=data or None, headers=headers).text


def test_there_is_something_to_validate(everything: Path) -> None:
    found = {folder.name: len(list(folder.rglob("*.html"))) for folder in everything.iterdir() if folder.is_dir()}
    assert found["built"] > 40
    assert found["states"] > 200
    assert found["answers"] > 30


def test_the_nu_checker_finds_nothing(everything: Path, unlike: list[Path]) -> None:
    """It is given every page and answer, and of the trainers' states those that are unlike all before."""
    states = [path for path in unlike if path.is_relative_to(everything / "states")]
    assert len(states) > 30
    given = map(str, [everything / "answers", everything / "built", *states])
    report = json.loads(subprocess.run([*NU, *given], capture_output=True, text=True, check=False).stderr)
    found = {f"{place(each['url'], everything)}: {each['message']}" for each in report["messages"]}
    assert sorted(found) == [], "\n".join(sorted(found))


def test_html_validate_finds_nothing(everything: Path, unlike: list[Path]) -> None:
    """It needs three times as long as the other, and so is given of pages too only those that are unlike all before."""
    pages = [str(path) for path in unlike]
    assert len(pages) > 100
    done = subprocess.run(HTML_VALIDATE, input="\n".join(pages), capture_output=True, check=True, text=True)
    report = json.loads(done.stdout)
    assert report["pages"] == len(pages)
    found = {
        f"{place(page['filePath'], everything)}: {each['selector']}: {each['message']} ({each['ruleId']})"
        for page in report["results"]
        for each in page["messages"]
    }
    assert sorted(found) == [], "\n".join(sorted(found))


def place(address: str, folder: Path) -> str:
    return address.partition(f"{folder}/")[2]
