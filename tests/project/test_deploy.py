"""What is shipped to run the guide for real, as far as it runs here: the unit of systemd and the container's steps.

The site of nginx with TLS is run by tests/browser/test_sub_path.py, nginx before several processes by
tests/web/test_many_machines.py.
"""

import re
import shlex
import shutil
import subprocess
import sys
from itertools import takewhile
from pathlib import Path

import pytest

from tests.support.forms_over_http import FRAGMENT, OUR_PAGE, REGISTER
from tests.support.http_client import PlainClient
from tests.support.processes import free_port, running
from tests.support.project import ROOT, copy_tree, environment

DEPLOY = ROOT / "sandbox/deploy"
SETTINGS = set(re.findall(r'environ\.get\("([A-Z_]+)"', (ROOT / "sandbox/settings.py").read_text(encoding="utf-8")))
MOST_EXPOSED = 20
"""Tenths of the points of ``systemd-analyze security``: 0 is a service that can do nothing, 100 one that can do all."""


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit for a machine on which the project lies elsewhere."""
    text = (DEPLOY / "guide.service").read_text(encoding="utf-8")
    assert "/srv/guide/.venv/bin/python" in text
    path = tmp_path / "guide.service"
    text = text.replace("/srv/guide/.venv/bin/python", sys.executable).replace("/srv/guide", str(ROOT))
    path.write_text(text, encoding="utf-8")
    return path


def test_systemd_finds_nothing_wrong_with_the_unit(unit: Path) -> None:
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    about_ours = [line for line in done.stderr.splitlines() if "guide" in line]
    assert (done.returncode, about_ours) == (0, [])


def test_the_service_may_do_little(unit: Path) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={MOST_EXPOSED}", f"{unit}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_unit_sets_only_what_the_sandbox_reads() -> None:
    lines = re.findall(r"^Environment=(.+)$", (DEPLOY / "guide.service").read_text(encoding="utf-8"), re.MULTILINE)
    names = {each.partition("=")[0] for line in lines for each in line.split()}
    assert names
    assert names - SETTINGS == set()


def instructions() -> list[tuple[str, str]]:
    """The lines of the Containerfile: what to do, and with what."""
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    return [(line.split()[0], line.partition(" ")[2]) for line in lines if line and not line.startswith("#")]


def test_a_container_is_built_of_few_layers_and_runs_as_nobody() -> None:
    stages = [place for place, (what, _) in enumerate(instructions()) if what == "FROM"]
    last = instructions()[stages[-1] :]
    assert len([what for what, _ in last if what in ("COPY", "RUN", "ADD")]) <= 2
    assert ("USER", "nobody") in last
    ignored = set((ROOT / ".dockerignore").read_text(encoding="utf-8").split())
    assert {".git", ".venv", "var", "site"} <= ignored, "learners' runs and what is made here stay out of it"


def test_the_steps_of_the_container_make_a_guide_that_writes_nowhere_but_in_its_folder(tmp_path: Path) -> None:
    """Without a network: what pip takes from an index is in the tests' own environment."""
    tree, made, data = copy_tree(tmp_path / "tree"), tmp_path / "run/guide", tmp_path / "run/data"
    shutil.copy(ROOT / "pyproject.toml", tree)
    made.parent.mkdir()
    variables = environment(tree) | {"SITE_URL": "https://guide.example/", "PIP_NO_INDEX": "1"}
    del variables["PYTHONDONTWRITEBYTECODE"]  # which only the last stage sets
    settings: dict[str, str] = {}
    for what, with_what in instructions():
        command = shlex.split(with_what.replace("/run/", f"{tmp_path}/run/"))
        if what == "RUN" and not {"--require-hashes", "-e"} & set(command):
            own = dict(each.split("=", 1) for each in takewhile(lambda word: "=" in word, command))
            name, *rest = command[len(own) :]
            program = [sys.executable if name == "python" else name, *rest]
            subprocess.run(program, cwd=tree, env=variables | own, check=True, capture_output=True)
        if what == "ENV":
            settings |= dict(each.split("=", 1) for each in with_what.split())
    assert (data.is_dir(), (made / "site/index.html").is_file()) == (True, True)
    templates = [*made.glob("sandbox/**/*.html")]
    compiled = [*made.glob("sandbox/rendering/__pycache__/template-*.pyc")]
    assert len(compiled) >= len(templates) > 50, "the first press of each start needn't compile them"

    places = {"/guide/": f"{made}/", "/data/": f"{data}/"}
    for inside, here in places.items():
        settings = {name: value.replace(inside, here) for name, value in settings.items()}
    port = free_port()
    settings |= {"HOST": "127.0.0.1", "PORT": f"{port}", "PYTHONPATH": ""}
    before = files(made)
    with (
        running([sys.executable, "-m", "sandbox"], made, settings, f"http://127.0.0.1:{port}/healthz"),
        PlainClient(f"http://127.0.0.1:{port}", headers=OUR_PAGE) as browser,
    ):
        assert browser.get("/registration/by-phone/").status_code == 200
        pressed = browser.post(
            f"{REGISTER}/open_site", data={"step": "open-site", "address": "login.mts.ru"}, headers=FRAGMENT
        )
        assert 'data-step="choose-method"' in pressed.text
        assert (data / "learners.sqlite3").is_file()
    assert files(made) == before


def files(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
