"""What `make` may remove, and what `make serve` says and builds."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import ROOT


def test_to_clean_removes_what_was_made_and_keeps_what_people_said(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    names = ("site/index.html", ".venv/pyvenv.cfg", ".cache/templates", "var/openapi.json", "var/sbom.json")
    made = [tmp_path / name for name in names]
    said = [tmp_path / "var/learners.sqlite3", tmp_path / "var/learners-feedback.sqlite3"]
    for file in (*made, *said):
        file.parent.mkdir(exist_ok=True)
        file.touch()
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert [file for file in made if file.exists()] == []
    assert [file for file in said if not file.exists()] == []


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A project that is installed: its Python is ours, and its build only says for which address it was called."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name in ("pyproject.toml", "requirements.lock", ".venv/.created", ".venv/.installed"):
        (tmp_path / name).touch()
    programs = {"python": f'exec {sys.executable} "$@"', "mkdocs": 'echo "$SITE_URL" > built; exit 1'}
    for name, does in programs.items():
        program = tmp_path / ".venv/bin" / name
        program.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
        program.chmod(0o755)
    return tmp_path


def make_serve(tree: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    variables = {name: value for name, value in os.environ.items() if name not in ("SITE_URL", "HOST", "PORT")}
    command = ["make", "serve", *(f"{name}={value}" for name, value in settings.items())]
    variables |= {"PYTHONPATH": str(ROOT)}
    return subprocess.run(command, cwd=tree, env=variables, capture_output=True, text=True, check=False)


def test_a_port_that_is_taken_is_told_before_the_build(tree: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = make_serve(tree, PORT=str(port))
    assert done.returncode == 2
    assert f"PORT={port} can't be used (Address already in use); free it, or write another" in done.stderr
    assert not (tree / "built").exists()


@pytest.mark.parametrize(
    ("host", "address"), [("127.0.0.2", "http://127.0.0.2:8123/"), ("::1", "http://[::1]:8123/")], ids=["4", "6"]
)
def test_the_site_is_built_for_the_address_at_which_it_will_be_seen(tree: Path, host: str, address: str) -> None:
    (tree / ".venv/bin/python").write_text("#!/bin/sh\n", encoding="utf-8")  # whether or not this machine has it
    make_serve(tree, HOST=host, PORT="8123")
    assert (tree / "built").read_text(encoding="utf-8") == f"{address}\n"
