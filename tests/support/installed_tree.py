"""A copy of the project that is installed, for the commands that its documents name."""

import sys
from pathlib import Path

from tests.support.project import ROOT, copy_tree

MKDOCS = ".venv/bin/mkdocs"
"""What an editor calls in the folder of the project."""


def installed_tree(target: Path) -> Path:
    """What `make venv` puts there is ours."""
    tree = copy_tree(target)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        (tree / name).write_bytes((ROOT / name).read_bytes())
    (tree / ".venv/bin").mkdir(parents=True)
    for name, runs in ((".venv/bin/python", ""), (MKDOCS, "-m mkdocs")):
        program = tree / name
        program.write_text(f'#!/bin/sh\nexec {sys.executable} {runs} "$@"\n', encoding="utf-8")
        program.chmod(0o755)
    for name in (".venv/.created", ".venv/.installed"):
        (tree / name).touch()
    return tree
