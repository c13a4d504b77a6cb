"""Build the site with Zensical: ``python -m macros.zensical [--site-dir FOLDER]``, in the folder of mkdocs.yml."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.editors.settings_file import SETTINGS_FILE
from macros.publish.former_files import ASIDE, set_aside
from macros.publish.modules import ModuleError
from macros.zensical.built import finish
from macros.zensical.project import write_project
from macros.zensical.settings import begin, read
from sandbox.content.errors import ContentErrors
from sandbox.settings import SettingsError


def main() -> int | str:
    parser = argparse.ArgumentParser(prog="macros.zensical", description="Build the site with Zensical.")
    parser.add_argument("--site-dir", type=Path, default=Path("site"))
    site = parser.parse_args().site_dir
    said = read(Path.cwd() / SETTINGS_FILE)
    try:
        build = begin(said)
    except (ContentErrors, SettingsError) as error:
        return str(error)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        metas = write_project(project, said, build)
        command = [sys.executable, "-m", "zensical", "build", "--strict", "-f", SETTINGS_FILE]
        if status := subprocess.run(command, cwd=project, env=_environment(), check=False).returncode:  # noqa: S603
            return status
        _replace(site, project / "site")
    try:
        finish(site, build, metas)
    except ModuleError as error:
        return str(error)
    return 0


def _environment() -> dict[str, str]:
    """Zensical finds our extensions of Markdown where we are."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, [str(Path.cwd()), os.environ.get("PYTHONPATH")]))}


def _replace(site: Path, built: Path) -> None:
    """The new files in place of the old ones, but for those that pages which are open may still ask for."""
    set_aside(site)
    for path in site.iterdir() if site.exists() else ():
        if path.name != ASIDE:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(built, site, dirs_exist_ok=True)


if __name__ == "__main__":
    sys.exit(main())
