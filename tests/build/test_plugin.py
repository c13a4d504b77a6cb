"""The plugin reads what editors wrote once a build."""

import json
from pathlib import Path

from tests.support.counted_build import OPENED
from tests.support.project import ROOT

ONLY_CHECKED = ("links.yml", "names.yml", "signs.yml")
"""What tests and `make check` read, not a build."""


def test_each_file_of_the_content_is_read_once_a_build(site: Path) -> None:
    opened = json.loads((site.parent / OPENED).read_text(encoding="utf-8"))
    written = [*(ROOT / "walkthroughs").glob("*.yml"), *(ROOT / "docs/_data").glob("*.yml")]
    times = {path.name: opened.get(str(path)) for path in written if path.name not in ONLY_CHECKED}
    assert len(times) > 15
    assert times == dict.fromkeys(times, 1)
