"""The sandbox keeps to the description of itself, whatever it is sent."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount, Route

from sandbox.account.actions import ACTIONS
from sandbox.application import create_service
from sandbox.content import Content
from sandbox.openapi.description import UndescribedRouteError, describe, walk
from sandbox.openapi.parts import Described
from sandbox.settings import Settings
from sandbox.web.forms import FORM
from sandbox.web.limits import Limits
from sandbox.web.site import Site
from tests.support.guide import SIMULATION
from tests.support.http_client import TestClient
from tests.support.processes import free_port, running_server
from tests.support.project import ROOT

MOUNT = "/sandbox/walkthroughs/{slug}"


@pytest.fixture(scope="module")
def app(site: Path, tmp_path_factory: pytest.TempPathFactory, content: Content) -> Starlette:
    store = tmp_path_factory.mktemp("openapi") / "learners.sqlite3"
    settings = replace(Settings.from_environ({}), site=site, store=f"sqlite:///{store}")
    return create_service(settings, SIMULATION, lambda: content, Site(site), Limits())


@pytest.fixture(scope="module")
def description(app: Starlette, content: Content) -> dict[str, Any]:
    return describe(app.routes, Described(SIMULATION, content))


@pytest.fixture(scope="module")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    store = tmp_path_factory.mktemp("openapi") / "learners.sqlite3"
    # Each example begins as a new learner.
    with running_server(site, free_port(), store, SANDBOX_NEWCOMERS="1000000") as address:
        yield address


def test_every_route_is_described(app: Starlette, content: Content) -> None:
    describe(app.routes, Described(SIMULATION, content))  # names the first one that isn't
    assert set(walk(app.routes)) >= {("GET", "/healthz"), ("POST", f"{MOUNT}/{{command}}")}


def test_every_form_of_every_route_is_refused_from_another_site(app: Starlette) -> None:
    forms = [path for method, path in walk(app.routes) if method not in ("GET", "OPTIONS")]
    assert len(forms) >= 6
    with TestClient(app) as client:
        for path in forms:
            concrete = path.replace("{slug}", "register-by-phone").replace("{command}", "restart")
            for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
                answer = client.post(concrete, headers=headers, data={"page": "", "useful": "yes"})
                assert (answer.status_code, "set-cookie" in answer.headers) == (403, False), path


def test_a_route_without_a_description_is_named_in_one_line(content: Content) -> None:
    async def nothing(_: object) -> None: ...

    routes = [Mount("/sandbox", routes=[Route("/progress", nothing, methods=["DELETE"])])]
    with pytest.raises(UndescribedRouteError) as error:
        describe(routes, Described(SIMULATION, content))
    line = "DELETE /sandbox/progress is not described: add it to OPERATIONS in sandbox/openapi/operations.py"
    assert str(error.value) == line


def test_every_action_has_its_fields_and_the_walkthroughs_that_offer_it(
    description: dict[str, Any], content: Content
) -> None:
    practised = {name for each in content.walkthroughs.values() for name in SIMULATION.takes(each)}
    offered = {name for place in content.places.values() for name in place.offers}
    assert practised | offered == set(ACTIONS)
    for name in offered:
        operation = description["paths"][f"/sandbox/cabinet/{name}"]["post"]
        properties = operation["requestBody"]["content"][FORM]["schema"]["properties"]
        assert set(properties) == {"step", "presses", *(field.name for field in ACTIONS[name].fields)}
    for name in practised:
        action = ACTIONS[name]
        operation = description["paths"][f"{MOUNT}/{name}"]["post"]
        properties = operation["requestBody"]["content"][FORM]["schema"]["properties"]
        assert set(properties) == {"step", *(field.name for field in action.fields)}
        (slug,) = (parameter for parameter in operation["parameters"] if parameter["name"] == "slug")
        for each in slug["schema"]["enum"]:
            steps = content.walkthroughs[each].steps
            invited = name == "judge_message" and any(step.visitors for step in steps)
            assert invited or any(name in (step.action, *step.also) for step in steps)


def test_the_command_prints_it(site: Path, tmp_path: Path, description: dict[str, Any]) -> None:
    environ = {"SITE_DIR": str(site), "SANDBOX_STORE": f"sqlite:///{tmp_path}/l.sqlite3"}
    command = [sys.executable, "-m", "sandbox.openapi"]
    printed = subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True).stdout
    assert json.loads(printed) == description


def examine(address: str, description: dict[str, Any], folder: Path, *options: str) -> int:
    """Let Schemathesis look for what the description doesn't promise; how many requests it made."""
    (folder / "openapi.json").write_text(json.dumps(description), encoding="utf-8")
    run = subprocess.run(
        [
            *(Path(sys.executable).parent / "schemathesis", "--config-file", ROOT / "tests/web/schemathesis.toml"),
            *("run", "openapi.json", "--url", address, "--checks", "all", "--seed", "1", "--no-color"),
            *options,
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=1800,
    )
    assert run.returncode == 0, run.stdout[-8000:]
    made = re.search(r"(\d+) generated", run.stdout)
    assert made, run.stdout
    return int(made[1])


KINDS = ("show", "details", "restart", "confirm_code", "erase", "feedback", "reason")


def test_schemathesis_finds_nothing_in_one_route_of_each_kind(
    address: str, description: dict[str, Any], tmp_path: Path
) -> None:
    some = [option for name in KINDS for option in ("--include-operation-id", name)]
    assert examine(address, description, tmp_path, "--phases", "coverage", *some) >= 150


@pytest.mark.soak
def test_schemathesis_finds_nothing_in_two_thousand_examples(
    address: str, description: dict[str, Any], tmp_path: Path
) -> None:
    options = ("--phases", "coverage,fuzzing", "--max-examples", "20")
    assert examine(address, description, tmp_path, *options) >= 2_000
