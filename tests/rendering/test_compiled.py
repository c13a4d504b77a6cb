"""Templates are compiled once for all processes of a tree, wherever Python keeps what modules were compiled to."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.project import ROOT

PROCESS = """
from jinja2 import PackageLoader
from sandbox.rendering.environment import create_environment
environment, compiled = create_environment(PackageLoader("sandbox.feedback")), []
generate = environment._generate
environment._generate = lambda *given, **more: compiled.append(given) or generate(*given, **more)
for name in environment.list_templates():
    environment.get_template(name)
print(len(compiled))
"""
"""Gets all templates of a small package, and tells how many it has compiled."""

TEMPLATES = len([path for path in ROOT.glob("sandbox/feedback/templates/**/*") if path.is_file()])


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the packages in which no template was compiled yet."""
    shutil.copytree(ROOT / "sandbox", tmp_path / "one/sandbox", ignore=shutil.ignore_patterns("template-*"))
    return tmp_path / "one"


def compiled(tree: Path, **settings: str) -> int:
    """How many templates another process of the tree compiles. Python keeps what it compiles, unless told not to."""
    variables = os.environ | {"PYTHONPATH": f"{tree}", "PYTHONDONTWRITEBYTECODE": ""} | settings
    done = subprocess.run([sys.executable, "-c", PROCESS], cwd=tree, env=variables, check=True, capture_output=True)
    return int(done.stdout)


def test_the_next_process_compiles_only_what_was_edited(tree: Path) -> None:
    assert compiled(tree) == TEMPLATES > 1
    copy = shutil.copytree(tree, tree.with_name("copy"))
    assert (compiled(tree), compiled(copy)) == (0, 0)
    edited = next(copy.glob("sandbox/feedback/templates/**/*.html"))
    edited.write_text("Другое", encoding="utf-8")
    assert (compiled(copy), compiled(tree)) == (1, 0)


def test_others_may_read_what_is_kept(tree: Path) -> None:
    """A server often runs as nobody."""
    compiled(tree)
    kept = [path.stat().st_mode & 0o777 for path in tree.glob("sandbox/rendering/__pycache__/template-*")]
    assert set(kept) == {0o666 & ~umask()}


def umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def test_where_nothing_may_be_kept_each_process_compiles_for_itself(tree: Path) -> None:
    nowhere = tree / "file"
    nowhere.touch()
    for settings in ({"PYTHONDONTWRITEBYTECODE": "1"}, {"PYTHONPYCACHEPREFIX": f"{nowhere}"}):
        assert compiled(tree, **settings) == compiled(tree, **settings) == TEMPLATES
