"""The project's files: where they lie, copies that a test may break, and the built site."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
NPM = ROOT / ".venv/npm/node_modules"
"""Where `make test` installs what it takes from npm."""


def build_site(
    root: Path, folder: Path, site_url: str, *, sandbox_url: str = "", module: str = "mkdocs"
) -> subprocess.CompletedProcess[str]:
    """Run the strict build of the tree at ``root``, as editors do. ``module`` is what runs it."""
    return subprocess.run(
        [sys.executable, "-m", module, "build", "--strict", "--site-dir", str(folder)],
        cwd=root,
        env=environment(root) | {"SITE_URL": site_url, "SANDBOX_URL": sandbox_url},
        check=True,
        capture_output=True,
        text=True,
    )


def copy_tree(target: Path) -> Path:
    """A copy of the project that a test may break."""
    for name in ("docs", "walkthroughs", "macros", "sandbox"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


def environment(root: Path) -> dict[str, str]:
    """Variables with which a copied tree runs its own code, not the installed one."""
    return os.environ | {"PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
