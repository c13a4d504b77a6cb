"""What `make` may remove."""

import shutil
import subprocess
from pathlib import Path

from tests.support.project import ROOT


def test_to_clean_removes_what_was_made_and_keeps_what_people_said(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    made = [tmp_path / name for name in ("site/index.html", ".venv/pyvenv.cfg", "var/openapi.json", "var/sbom.json")]
    said = [tmp_path / "var/learners.sqlite3", tmp_path / "var/learners-feedback.sqlite3"]
    for file in (*made, *said):
        file.parent.mkdir(exist_ok=True)
        file.touch()
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
    assert [file for file in made if file.exists()] == []
    assert [file for file in said if not file.exists()] == []
