"""Files whose names change with their content stay one build longer, for pages that are open."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from macros.publish.former_files import ASIDE, bring_back, set_aside
from sandbox.web.static import HASHED
from tests.support.project import ROOT

FIRST = {
    "index.html": '<link href="assets/style.11111111.css"><script src="assets/script.11111111.js">',
    "assets/style.11111111.css": "",
    "assets/script.11111111.js": 'import("./search/box.11111111.js")',
    "assets/script.11111111.js.gz": "compressed",
    "assets/search/box.11111111.js": "",
    "assets/search/index.json": "{}",
    "assets/javascripts/bundle.aaaaaaaa.min.js": "",
    "assets/images/favicon.png": "",
}
SECOND = {name.replace("1" * 8, "2" * 8): text.replace("1" * 8, "2" * 8) for name, text in FIRST.items()}
THIRD = {name.replace("1" * 8, "3" * 8): text.replace("1" * 8, "3" * 8) for name, text in FIRST.items()}


def build(site: Path, files: Mapping[str, str]) -> None:
    """What MkDocs and the plugin do: the folder is emptied but for hidden files, and the new site written."""
    set_aside(site)
    for path in sorted(site.rglob("*"), reverse=True):
        if ASIDE not in path.parts:
            path.rmdir() if path.is_dir() else path.unlink()
    for name, text in files.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    bring_back(site)


def files_in(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def hashed(files: Mapping[str, str], mark: str) -> set[str]:
    return {name for name in files if mark * 8 in name}


def test_the_first_build_has_nothing_to_keep(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    assert files_in(tmp_path) == set(FIRST)


def test_the_last_builds_hashed_files_stay_and_nothing_else_of_it(tmp_path: Path) -> None:
    build(tmp_path, FIRST | {"assets/share/gone.png": ""})
    build(tmp_path, SECOND)
    assert files_in(tmp_path) == set(SECOND) | hashed(FIRST, "1")
    assert (tmp_path / "assets/script.11111111.js.gz").read_text(encoding="utf-8") == "compressed"


def test_they_stay_one_build_longer_and_not_two(tmp_path: Path) -> None:
    for files in (FIRST, SECOND, THIRD):
        build(tmp_path, files)
    assert files_in(tmp_path) == set(THIRD) | hashed(SECOND, "2")


def test_a_build_that_changes_none_of_them_does_not_count(tmp_path: Path) -> None:
    for files in (FIRST, SECOND, SECOND, SECOND):
        build(tmp_path, files)
    assert files_in(tmp_path) == set(SECOND) | hashed(FIRST, "1")


def test_a_build_that_failed_does_not_count_either(tmp_path: Path) -> None:
    build(tmp_path, FIRST)
    set_aside(tmp_path)
    (tmp_path / "index.html").unlink()  # MkDocs has emptied the folder, and stopped
    build(tmp_path, SECOND)
    assert files_in(tmp_path) == set(SECOND) | hashed(FIRST, "1")


@pytest.mark.parametrize(
    ("address", "may_be_kept"),
    [
        ("/assets/script.0a1b2c3d.js", True),
        ("/assets/styles/site.0a1b2c3d.css", True),
        ("/assets/search/box.0a1b2c3d.min.js", True),
        ("/assets/prefetch.0a1b2c3d.speculationrules", True),
        ("/assets/script.js", False),
        ("/assets/script.0a1b2c3.js", False),
        ("/assets/script.0A1B2C3D.js", False),
        ("/assets/script.0a1b2c3d.json", False),
        ("/assets/picture.0a1b2c3d.png", False),
        ("/assets/script.0a1b2c3d.js.map", False),
    ],
)
def test_all_agree_on_the_names_that_change_with_the_content(address: str, may_be_kept: bool, tmp_path: Path) -> None:
    """The sandbox, what stays of the last build, nginx and the service worker, which have the pattern of their own."""
    file = tmp_path / "assets" / address.rpartition("/")[2]
    file.parent.mkdir()
    for each in (file, tmp_path / "index.html"):
        each.touch()
    set_aside(tmp_path)
    (nginx,) = re.findall(r'"~(\S+)" "max-age=315360000', read("sandbox/deploy/limits.conf"))
    (worker,) = re.findall(r"hashed = /(\S+)/;", read("macros/publish/templates/service-worker.js"))
    found = {
        "sandbox": re.search(HASHED, address) is not None,
        "last build": not file.exists(),
        "nginx": re.search(nginx, address) is not None,
        "service worker": re.search(worker, address) is not None,
    }
    assert {*found.values()} == {may_be_kept}, found


def read(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")
