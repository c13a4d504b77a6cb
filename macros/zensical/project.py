"""The project that Zensical builds: pages with their macros rendered, and the theme without calls of Python."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from macros.build import Build
from macros.editors.source_files import pages_of
from macros.markdown.glossary import NAME as GLOSSARY
from macros.markdown.glossary import NO_TERMS
from macros.page_macros import theme_values
from macros.zensical import settings
from macros.zensical.extension import NAME as EXTENSION
from macros.zensical.extension import with_links_kept
from macros.zensical.macros import macros_for
from sandbox.text.typography import no_break

SHELL = "trainer"
"""The page that the sandbox fills, as a page of the docs folder: Zensical renders no other templates of a theme."""

ICON = "icon-of-the-site"
"""Stands for an address that isn't relative, which Zensical would take for one."""

_PLAIN_CODE = {"pymdownx.highlight": {"use_pygments": False}}
"""Zensical reads code by an extension that colours it."""

_RULE = "---\n"
"""Around the header of a page, which each has: the check of pages sees to it."""
_BEGINNING = re.compile(r"(?:\{#-.*?-#\}\n)?(?:\{% extends [^%]*%\}\n)?", re.DOTALL)
_IMPORT = '{% import "words.html" as wording with context %}{% set no_break = wording.no_break %}\n'
_SET_IN_PYTHON = re.compile(r"\{% set (?:wording|no_break) = config\.extra\.\w+ %\}\n")
_THEME = Path(__file__).parent / "theme"


def write_project(folder: Path, said: Mapping[str, Any], build: Build) -> dict[str, dict[str, Any]]:
    """Write it into the folder. Returns the headers of the pages, with what their macros note, by source file."""
    metas = _write_pages(folder / "docs", said, build)
    _write_theme(folder / "theme", build)
    terms = {
        "docs": said["docs_dir"],
        **settings.options_of(said, GLOSSARY),
        "silent": [source for source, meta in metas.items() if NO_TERMS in meta.get("hide", ())],
    }
    extensions = {GLOSSARY: [{EXTENSION: terms}, _PLAIN_CODE]}
    changes = _changes(said, build)
    settings.write(Path(said["config_file_path"]), folder / "mkdocs.yml", changes, extensions)
    return metas


def _write_pages(folder: Path, said: Mapping[str, Any], build: Build) -> dict[str, dict[str, Any]]:
    docs, macros = Path(said["docs_dir"]), macros_for(said, build)
    shutil.copytree(docs, folder, ignore=shutil.ignore_patterns("_data"))
    metas: dict[str, dict[str, Any]] = {}
    pages = pages_of(docs)
    for source in sorted(pages, key=lambda source: _as_listed(pages[source])):
        _, header, markdown = pages[source].read_text(encoding="utf-8").split(_RULE, 2)
        metas[source] = yaml.safe_load(header)
        rendered = with_links_kept(macros.render(markdown, source, metas[source]))
        (folder / source).write_text(f"{_RULE}{header}{_RULE}{rendered}", encoding="utf-8")
    (folder / f"{SHELL}.md").write_text(f"{_RULE}template: {SHELL}.html\ntitle: '[[title]]'\n{_RULE}", encoding="utf-8")
    return metas


def _as_listed(path: Path) -> tuple[tuple[str, ...], bool, str]:
    """Each folder's pages before those of the folders in it, the first page first: as readers find them in a search."""
    return path.parent.parts, path.name != "index.md", path.name


def _write_theme(folder: Path, build: Build) -> None:
    shutil.copytree(build.settings.theme, folder)
    for path in folder.rglob("*.html"):
        text, _ = _SET_IN_PYTHON.subn("", path.read_text(encoding="utf-8"))
        if "wording." in text:
            text = _BEGINNING.sub(rf"\g<0>{_IMPORT}", text, count=1)
        path.write_text(text, encoding="utf-8")
    shutil.copytree(_THEME, folder, dirs_exist_ok=True)


def _changes(said: Mapping[str, Any], build: Build) -> dict[str, Any]:
    texts = {name: str(text) for name, text in build.guide.materials.content.wording.texts.items()}
    links = [
        {key: no_break(value) if key in ("title", "before") else value for key, value in link.items()}
        for link in build.settings.links
    ]
    return {
        "docs_dir": "docs",
        "site_dir": "site",
        "plugins": ["search"],
        "watch": [],
        "theme": {**said["theme"], "custom_dir": "theme", "variant": "classic", "favicon": ICON},
        "extra": {**said["extra"], **theme_values(said), "links": links, "texts": texts},
    }
