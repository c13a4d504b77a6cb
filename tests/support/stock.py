"""The same pages as the theme builds them by itself, and what a build of ours costs beside that."""

import compileall
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

from tests.support.project import ROOT, build_site, copy_tree

ROUNDS = 5
"""Each build is made so often, in turn; the least time counts, since a busy machine only ever adds to it."""

OURS = (
    r"watch: .*\n",
    r"  custom_dir: .*\n",
    r"  static_templates: .*\n",
    r"  - guide.*\n",
    r"  - macros:\n(?:      .*\n)+",
    r"  - macros\.markdown\..*\n",
    r"extra_css:\n(?:  .*\n)+",
    r"extra_javascript:\n(?:  .*\n)+",
)
"""What of mkdocs.yml isn't the theme's, nor MkDocs' own, nor an extension of Markdown that others made."""

HOOK = """
from pathlib import Path

def on_page_markdown(markdown, page, config, files):
    path = Path({docs!r}, page.file.src_uri)
    path.parent.mkdir(parents=True, exist_ok=True)
    header, end, _ = Path(page.file.abs_src_path).read_text(encoding="utf-8").partition("\\n---\\n")
    path.write_text(header + end + markdown, encoding="utf-8")
"""
"""Writes down the pages as mkdocs-macros hands them on: the trainers are in them as HTML."""


def times_stock(folder: Path) -> float:
    """Processor time of a strict build of the site, as a multiple of what the theme's own takes for the same pages."""
    stock = stock_tree(folder)
    for package in ("sandbox", "macros"):
        compileall.compile_dir(ROOT / package, quiet=1)  # as an installation does, whatever the environment says
    ours, theirs = [], []
    for _ in range(ROUNDS + 1):  # the first one fills the caches, the system's and ours
        theirs.append(_processor_seconds(stock, folder / "stock-site"))
        ours.append(_processor_seconds(ROOT, folder / "our-site", "--strict"))
    return min(ours[1:]) / min(theirs[1:])


def stock_tree(folder: Path) -> Path:
    """A tree with the pages, without macros and without whatever is ours of the settings."""
    tree, stock = folder / "tree", folder / "stock"
    stock.mkdir()
    copy_tree(tree)
    (tree / "hook.py").write_text(HOOK.format(docs=str(stock / "docs")), encoding="utf-8")
    settings = (tree / "mkdocs.yml").read_text(encoding="utf-8")
    (tree / "mkdocs.yml").write_text(f"hooks: [hook.py]\n{settings}", encoding="utf-8")
    build_site(tree, folder / "tree-site", "http://127.0.0.1:8000/")
    for ours in OURS:
        settings, found = re.subn(ours, "", settings)
        assert found, ours
    (stock / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return stock


def _processor_seconds(root: Path, site: Path, *options: str) -> float:
    """Of one build, by the program and by the kernel for it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site), *options],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
