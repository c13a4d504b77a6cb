"""What an edit is: changed files, sorted by what depends on them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

_OF_TEMPLATES = (".html", ".md", ".txt")


@dataclass
class Edit:
    """``pages`` and ``assets`` are named as in the docs folder, ``walkthroughs`` by their files.

    ``everything`` is whether each page may show what has changed, such as the wording or a template. ``settings`` is
    whether the settings have changed, ``unknown`` whether something has that anything may depend on.
    """

    pages: set[str] = field(default_factory=set)
    assets: set[str] = field(default_factory=set)
    walkthroughs: set[str] = field(default_factory=set)
    everything: bool = False
    settings: bool = False
    unknown: bool = False


def edit_of(changed: Iterable[Path], docs: Path, settings: Path) -> Edit:
    """The edit that has changed these files. Data files are in no set: what is read from them is compared."""
    edit, walkthroughs = Edit(), settings.parent / "walkthroughs"
    for path in changed:
        if path.is_relative_to(docs):
            name = path.relative_to(docs)
            if name.parts[:1] != ("_data",):
                (edit.pages if path.suffix == ".md" else edit.assets).add(name.as_posix())
        elif path == settings:
            edit.settings = True
        elif path.parent == walkthroughs and path.suffix == ".yml":
            edit.walkthroughs.add(path.stem)
        elif path.is_relative_to(walkthroughs) or path.suffix in _OF_TEMPLATES:
            edit.everything = True
        else:
            edit.unknown = True
    return edit
