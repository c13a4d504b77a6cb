"""What the site runs on is known to the last version and hash."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import requires, version
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.at_once import at_once
from tests.support.project import ROOT

NPM_LOCKS = sorted((ROOT / "tests").glob("*/package-lock.json"))
SERVER = "requirements-server.lock"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def installed() -> dict[str, str]:
    """Every distribution that the site needs here, directly or by another, with its version."""
    found: dict[str, str] = {}
    direct = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["docs"]]
    waiting = [Requirement(each) for each in direct]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name in found or not _needed(requirement):
            continue
        found[name] = version(name)
        waiting += map(Requirement, requires(name) or [])
    return found


def _needed(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


@pytest.fixture(scope="module")
def components() -> list[dict[str, Any]]:
    """What `make sbom` writes."""
    environment = ("-o", ".venv/.installed-for-tests", f"BIN={Path(sys.executable).parent}")
    subprocess.run(["make", "sbom", *environment], cwd=ROOT, check=True, capture_output=True)
    bom = json.loads((ROOT / "var/sbom.json").read_text(encoding="utf-8"))
    assert bom["bomFormat"] == "CycloneDX"
    assert bom["metadata"]["component"]["name"] == PROJECT["project"]["name"]
    found: list[dict[str, Any]] = bom["components"]
    return found


def test_the_sbom_lists_what_is_installed(components: list[dict[str, Any]]) -> None:
    listed = {(canonicalize_name(each["name"]), each["version"]) for each in components}
    needed = installed()
    assert len(needed) > 20
    assert needed.items() - listed == set()


def test_every_component_has_its_hashes(components: list[dict[str, Any]]) -> None:
    for each in components:
        references = each["externalReferences"]
        assert any(hashed["alg"] == "SHA-256" for one in references for hashed in one.get("hashes", ())), each["name"]


@at_once(
    ("lock", "installer"),
    [
        ("requirements.lock", "Makefile"),
        ("requirements-test.lock", "Makefile"),
        ("requirements-uv.lock", "Makefile"),
        ("requirements.lock", "sandbox/deploy/Containerfile"),
        ("requirements-server.lock", "sandbox/deploy/Containerfile"),
    ],
)
def test_pip_installs_only_what_is_pinned_by_hash(lock: str, installer: str) -> None:
    lines = locked(lock)
    assert [line for line in lines if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []
    (command,) = re.findall(
        rf"pip install (.*) -r {lock}$", (ROOT / installer).read_text(encoding="utf-8"), re.MULTILINE
    )
    assert "--require-hashes" in command


def test_a_server_runs_on_the_very_versions_that_are_tested() -> None:
    server, all_of_them = ({line.partition(" ")[0] for line in locked(lock)} for lock in (SERVER, "requirements.lock"))
    assert server - all_of_them == set()
    assert {Requirement(each).name for each in PROJECT["project"]["dependencies"]} <= {
        pinned.partition("==")[0] for pinned in server
    }


def locked(lock: str) -> list[str]:
    text = (ROOT / lock).read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("lock", NPM_LOCKS, ids=lambda lock: lock.parent.name)
def test_npm_installs_only_what_is_pinned_by_hash(lock: Path) -> None:
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    direct = packages.pop("")["dependencies"]
    assert direct == json.loads(lock.with_name("package.json").read_text(encoding="utf-8"))["dependencies"]
    assert [name for name, version in direct.items() if packages[f"node_modules/{name}"]["version"] != version] == []
    assert [name for name, each in packages.items() if not each["integrity"].startswith("sha512-")] == []
    assert [name for name, each in packages.items() if "resolved" in each] == [], "no address of a registry"


def test_every_direct_dependency_is_pinned_exactly() -> None:
    direct = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"]]
    direct += [each for group in PROJECT["dependency-groups"].values() for each in group]
    assert [each for each in direct if not re.fullmatch(r"[\w.-]+==[\w.]+", each)] == []


def test_every_direct_dependency_says_why_it_is_there() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    pinned = [line for line in lines if re.search(r'"[\w.-]+==', line)]
    assert len(pinned) > 30
    assert [line for line in pinned if not re.fullmatch(r'    "[\w.-]+==[\w.]+", +# \S.*', line)] == []


@pytest.mark.parametrize("installer", ["Makefile", "sandbox/deploy/Containerfile"])
def test_nothing_is_installed_without_its_hash(installer: str) -> None:
    """But for the project itself, whose build needs nothing more either."""
    commands = re.findall(r"pip install .*", (ROOT / installer).read_text(encoding="utf-8"))
    assert len(commands) >= 4
    assert [each for each in commands if "--require-hashes" not in each and "--no-build-isolation" not in each] == []
