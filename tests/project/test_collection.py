"""`make test` runs every folder of tests: by default pytest passes over those with names such as `build` or `dist`."""

from fnmatch import fnmatch

import pytest

from tests.support.project import ROOT


def test_pytest_passes_over_no_folder_of_tests(pytestconfig: pytest.Config) -> None:
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    assert [folder for folder in folders if any(fnmatch(folder.name, pattern) for pattern in passed_over)] == []
