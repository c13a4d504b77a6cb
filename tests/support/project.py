"""The project's files: where they lie, copies that a test may break, and the built site."""

import compileall
import os
import shutil
import subprocess
import sys
from pathlib import Path
from py_compile import PycInvalidationMode

from macros.cache import CACHE

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


_COMPILE_TEMPLATES = """
from macros.guide import PACKAGES
from sandbox.guide import SIMULATION
from sandbox.rendering.renderer import Renderer
Renderer(SIMULATION, packages=PACKAGES).compile_templates()
"""


def compile_modules() -> None:
    """Compile modules and templates for the processes of a run, whatever the environment says: else each does it.

    What is compiled knows its source by what is written there, so that it serves in copies too, also in broken ones.
    """
    for name in ("macros", "sandbox"):
        compileall.compile_dir(ROOT / name, quiet=1, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    compile_templates = "from tests.support.guide import RENDERER; RENDERER.compile_templates()"
    subprocess.run(
        [sys.executable, "-c", compile_templates],
        cwd=ROOT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""},
        check=True,
    )


def copy_tree(target: Path) -> Path:
    """A copy of the project that a test may break, as an editor has it who has built it before."""
    for name in ("docs", "walkthroughs", "macros", "sandbox"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("*.pyc.*"))  # half written
    shutil.copy(ROOT / "mkdocs.yml", target)
    copy_cache(target)
    return target


def copy_cache(target: Path) -> None:
    """What builds have kept beside the project: a build of a copy need not make it again.

    Each file is a link, which costs less. A build never writes into a file that is there: it puts another in its place.
    What it replaces just now is missing in the copy, and made again there.
    """
    subprocess.run(["cp", "-rs", ROOT / CACHE, target], check=False, stderr=subprocess.DEVNULL)


def environment(root: Path) -> dict[str, str]:
    """Variables with which a copied tree runs its own code, not the installed one."""
    return os.environ | {"PYTHONPATH": str(root), "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
