"""The project as a wheel: all that the code reads is in it, and it serves a built site where the rest isn't there."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from zipfile import ZipFile

import pytest

from tests.support.forms_over_http import FRAGMENT, OUR_PAGE, REGISTER
from tests.support.http_client import PlainClient
from tests.support.processes import free_port, running
from tests.support.project import ROOT, environment

PACKAGES = ("sandbox", "macros")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, since setuptools leaves its own files beside the sources and takes them up again."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"
    for name in PACKAGES:
        shutil.copytree(ROOT / name, sources / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", sources)
    pip("wheel", str(sources), "--no-build-isolation", "--wheel-dir", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's packages and nothing else."""
    target = tmp_path_factory.mktemp("installed")
    pip("install", str(wheel), "--target", str(target))
    return target


def pip(command: str, *arguments: str) -> None:
    """Run pip without a network. What the project depends on is in the tests' own environment."""
    offline = ("--no-index", "--no-deps", "--quiet", "--disable-pip-version-check")
    subprocess.run([sys.executable, "-m", "pip", command, *offline, *arguments], check=True, capture_output=True)


def test_the_wheel_holds_every_file_of_its_packages_and_nothing_else(wheel: Path) -> None:
    files = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file())
    expected = {path.relative_to(ROOT).as_posix() for path in files if path.parent.name != "__pycache__"}
    with ZipFile(wheel) as archive:
        found = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert found == expected


def test_the_installed_wheel_serves_a_built_site_with_working_forms(
    installed: Path, site: Path, tmp_path: Path
) -> None:
    """With nothing set but the site, the store and the port; neither editors' files nor pages' sources are there."""
    where = run_python("import sandbox; print(sandbox.__file__)", installed, tmp_path)
    assert where == f"{installed}/sandbox/__init__.py"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    settings = {
        "PORT": f"{port}",
        "SITE_DIR": f"{shutil.copytree(site, tmp_path / 'site')}",
        "SANDBOX_STORE": f"sqlite:///{tmp_path / 'learners.sqlite3'}",
    }
    with (
        running([sys.executable, "-P", "-m", "sandbox"], installed, settings, f"{address}/healthz"),
        PlainClient(address, headers=OUR_PAGE, follow_redirects=True) as browser,
    ):
        form = {"step": "open-site", "address": "login.mts.ru"}
        swapped = browser.post(f"{REGISTER}/open_site", data=form, headers=FRAGMENT)
        assert (swapped.status_code, swapped.history) == (200, [])
        assert swapped.text.startswith("<section")
        assert 'data-step="choose-method"' in swapped.text

        form = {"step": "choose-method", "method": "phone"}
        page = browser.post(f"{REGISTER}/choose_method", data=form)
        assert (page.status_code, [each.status_code for each in page.history]) == (200, [303])
        assert '<header class="md-header' in page.text, "a whole page in the site's own look"
        assert 'data-step="enter-number"' in page.text


def test_without_settings_an_installed_wheel_looks_where_it_was_started(installed: Path, tmp_path: Path) -> None:
    """Not among the installed packages: those may be another user's, and go with the next edition."""
    code = "from sandbox.settings import Settings; s = Settings.from_environ({}); print(s.site.absolute(), s.store)"
    assert run_python(code, installed, tmp_path) == f"{tmp_path}/site sqlite:///var/learners.sqlite3"


def test_a_start_imports_only_what_a_server_needs(installed: Path, site: Path, tmp_path: Path) -> None:
    """No YAML, as the content comes from the built site, and no Redis client beside a store in SQLite."""
    code = "import sys; from sandbox.guide import from_environ; from_environ(); print(*sys.modules)"
    settings = {"SITE_DIR": f"{site}", "SANDBOX_STORE": f"sqlite:///{tmp_path / 'learners.sqlite3'}"}
    imported = {name.split(".")[0] for name in run_python(code, installed, tmp_path, settings).split()}
    assert "sandbox" in imported
    assert imported & {"yaml", "redis", "macros", "mkdocs"} == set()


NO_SETTINGS: Mapping[str, str] = MappingProxyType({})


def run_python(code: str, packages: Path, folder: Path, settings: Mapping[str, str] = NO_SETTINGS) -> str:
    """What a program prints that is started in ``folder`` and finds the packages in the other."""
    command, variables = [sys.executable, "-P", "-c", code], {**environment(packages), **settings}
    done = subprocess.run(command, cwd=folder, env=variables, check=True, capture_output=True, text=True)
    return done.stdout.strip()
