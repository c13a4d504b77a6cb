"""Mistakes in the editors' files, each with its place and its remedy."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sandbox.text.russian import plural

MOST_NAMES = 3
"""So many names are offered instead of a wrong one: of eighty nobody finds the right one."""
NEAR, NEAREST = 0.6, 0.8
"""How alike, from 0 to 1, names must be that are offered before others, and the one that was probably meant."""

_TEXTS = Path(__file__).with_name("errors.yml")


@dataclass(frozen=True, order=True)
class ContentError:
    """One mistake. ``kind`` is a key of ``errors.yml``, ``values`` go into its texts."""

    path: str
    line: int
    kind: str
    values: tuple[tuple[str, str], ...] = field(default=())
    closest: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"

    @property
    def message(self) -> str:
        """What is wrong, and what to write."""
        text = texts()[self.kind]
        values = {name: _Value(value) for name, value in self.values}
        if "{known}" in text["remedy"] and not values.get("known"):
            text = {**text, "remedy": text.get("without_names") or texts()["closest"]["without_names"]}
        parts = [text["problem"], text["remedy"]]
        if self.closest and not ("{known}" in text["remedy"] and values["known"] == self.closest):
            parts.append(texts()["closest"]["remedy"])
        return "; ".join(parts).format(**values, closest=self.closest)


class _Value(str):
    """What stands in a text: as it is, or a number before the form of its noun: ``{length:знак|знака|знаков}``."""

    def __format__(self, forms: str) -> str:
        return f"{self} {plural(int(self), forms)}" if forms else str(self)


class ContentErrors(Exception):  # noqa: N818 - a list of `ContentError`
    """All the mistakes that were found, in the order of files and lines."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.errors = sorted(set(errors))
        super().__init__("\n".join(map(str, self.errors)))


def error_at(
    path: str, line: int, kind: str, *, among: Iterable[str] = (), name: str = "", **values: object
) -> ContentError:
    """One mistake. ``among`` are right names, of which those like ``name`` are told; if none is, the closest."""
    names = sorted(set(among))
    close = difflib.get_close_matches(name, names, n=1, cutoff=NEAREST)
    nearest = difflib.get_close_matches(name, names, n=MOST_NAMES, cutoff=NEAR) or difflib.get_close_matches(
        name, names, n=MOST_NAMES, cutoff=0
    )
    pairs = {"name": name, "known": ", ".join(nearest), **{key: str(value) for key, value in values.items()}}
    return ContentError(path, line, kind, tuple(sorted(pairs.items())), close[0] if close else "")


class ErrorList:
    """Collects the mistakes of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.errors: list[ContentError] = []

    def add(self, line: int, kind: str, *, among: Iterable[str] = (), name: str = "", **values: object) -> None:
        """Note a mistake, as `error_at` makes it."""
        self.errors.append(error_at(self.path, line, kind, among=among, name=name, **values))


@cache
def texts() -> dict[str, dict[str, str]]:
    """The Russian texts of all kinds of mistakes."""
    loaded: dict[str, dict[str, str]] = yaml.load(_TEXTS.read_text(encoding="utf-8"), _LOADER)  # noqa: S506 - a safe one
    return loaded


_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's reads them in an eighth of the time, where PyYAML was installed with it."""
