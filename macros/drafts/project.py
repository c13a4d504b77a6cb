"""The project as a draft sees it: what there is already, and all of a draft written at once or not at all."""

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from macros.cache import CACHE
from macros.check import check_project
from macros.editors.front_matter import read_header
from macros.editors.page_structure import title_of
from macros.editors.page_text import read_page
from macros.editors.settings_file import SETTINGS_FILE, settings_of
from macros.editors.source_files import pages_of
from macros.guide import Guide, read_guide
from sandbox.content.errors import ContentError, ErrorList
from sandbox.frozen import dataclass


@dataclass(frozen=True)
class Project:
    """A project without mistakes. ``conf`` is what can be read of its settings."""

    root: Path
    conf: Mapping[str, Any]
    guide: Guide

    @property
    def docs(self) -> Path:
        return Path(self.conf["docs_dir"])

    @property
    def walkthroughs(self) -> Path:
        return self.root / "walkthroughs"

    def text(self, path: str) -> str:
        """A file's text, by its path within the project."""
        return (self.root / path).read_text(encoding="utf-8")

    def titles(self) -> dict[str, str]:
        """The titles of all pages with the pages."""
        found = {}
        for page, path in pages_of(self.docs).items():
            text = path.read_text(encoding="utf-8")
            found[title_of(read_page(text))[0]] = page
            found[read_header(text, ErrorList("")).title] = page
        return found


def open_project(root: Path) -> Project:
    """Read it. Raises `ContentErrors` if there are mistakes in it already."""
    conf = settings_of(root / SETTINGS_FILE)
    return Project(root, conf, read_guide(conf))


def mistakes_with(root: Path, files: Mapping[str, str]) -> list[ContentError]:
    """What the check of the project would find if it had these files too (path within the project → text)."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in ("docs", "walkthroughs"):
            shutil.copytree(root / name, tree / name, symlinks=True)
        for name in ("macros", "sandbox", CACHE):
            (tree / name).symlink_to(root / name)
        shutil.copy(root / SETTINGS_FILE, tree)
        for path, text in files.items():
            (tree / path).parent.mkdir(parents=True, exist_ok=True)
            (tree / path).write_text(text, encoding="utf-8")
        return check_project(tree)


def write_all(root: Path, files: Mapping[str, str]) -> None:
    """Write them, or leave everything as it was if one can't be written. Raises `OSError`."""
    before = {path: (root / path).read_bytes() if (root / path).exists() else None for path in files}
    try:
        for path, text in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    except BaseException:
        for path, content in before.items():
            if content is None:
                (root / path).unlink(missing_ok=True)
            else:
                (root / path).write_bytes(content)
        raise
