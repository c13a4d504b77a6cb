"""The plugin reads what editors wrote once a build; pages keep their macros under a builder that runs no plugins."""

import json
from pathlib import Path

from tests.support.counted_build import OPENED
from tests.support.project import ROOT, build_site, copy_tree

ONLY_CHECKED = ("links.yml", "names.yml", "signs.yml")
"""What tests and `make check` read, not a build."""


def test_each_file_of_the_content_is_read_once_a_build(site: Path) -> None:
    opened = json.loads((site.parent / OPENED).read_text(encoding="utf-8"))
    written = [*(ROOT / "walkthroughs").glob("*.yml"), *(ROOT / "docs/_data").glob("*.yml")]
    times = {path.name: opened.get(str(path)) for path in written if path.name not in ONLY_CHECKED}
    assert len(times) > 15
    assert times == dict.fromkeys(times, 1)


def test_a_builder_that_runs_no_plugin_of_ours_still_puts_trainers_on_pages(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path)
    settings = (tree / "mkdocs.yml").read_text(encoding="utf-8")
    lines = [line for line in settings.splitlines() if not line.startswith("  - guide")]
    assert len(lines) == len(settings.splitlines()) - 1
    (tree / "mkdocs.yml").write_text("\n".join(lines), encoding="utf-8")
    build_site(tree, tree / "site", "http://127.0.0.1:1/")
    page = (tree / "site/registration/by-phone/index.html").read_text(encoding="utf-8")
    assert 'data-walkthrough="register-by-phone" data-step="open-site"' in page
    assert not (tree / "site/.guide.json").exists()
