"""The last build's files whose names change with their content. They stay one build longer, for pages that are open."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from sandbox.web.hashed import ENDING

ASIDE = ".former"
"""The folder, in the site's own, where they lie while the site is built. MkDocs doesn't remove hidden files."""

_HASHED = re.compile(rf"{ENDING}(?:\.gz|\.br)?$")


def set_aside(site: Path) -> None:
    """Move the hashed files of a built site out of the way of MkDocs, which empties the folder before a build.

    Those that the site's pages or scripts name are the last build's own; others had stayed from the one before.
    A build that failed has left what it set aside: it stays there, for the next.
    """
    home = site / "index.html"
    if not home.exists():
        return
    shutil.rmtree(site / ASIDE, ignore_errors=True)
    own = _own(home.read_text(encoding="utf-8"), list(_hashed(site)))
    for path in _hashed(site):
        aside = site / ASIDE / ("own" if _name(path) in own else "older") / path.relative_to(site)
        aside.parent.mkdir(parents=True, exist_ok=True)
        path.replace(aside)


def bring_back(site: Path) -> None:
    """Add the last build's own files to the new one. If that has changed none, those from before it stay instead."""
    own, older = (site / ASIDE / name for name in ("own", "older"))
    changed = any(not (site / path.relative_to(own)).exists() for path in _hashed(own))
    kept = own if changed else older
    for path in list(_hashed(kept)):
        place = site / path.relative_to(kept)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            path.replace(place)
    shutil.rmtree(site / ASIDE, ignore_errors=True)


def _hashed(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.glob("assets/**/*")) if _HASHED.search(path.name))


def _own(page: str, files: list[Path]) -> set[str]:
    """The names of the files that the page names, and of those that these name in turn."""
    named: set[str] = set()
    texts = [page]
    while texts:
        text = texts.pop()
        found = [path for path in files if path.name in text and path.name not in named]
        named |= {path.name for path in found}
        texts += [path.read_text(encoding="utf-8") for path in found]
    return named


def _name(path: Path) -> str:
    """The name of the file itself, for a compressed copy too."""
    return path.name.removesuffix(".gz").removesuffix(".br")
