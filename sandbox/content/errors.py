"""Mistakes in the editors' files, each with its place and its remedy."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

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
        text = texts()[self.kind]
        parts = [text["problem"], text["remedy"]]
        if self.closest:
            parts.append(texts()["closest"]["remedy"])
        message = "; ".join(parts).format(**dict(self.values), closest=self.closest)
        return f"{self.path}:{self.line}: {message}"


class ContentErrors(Exception):  # noqa: N818 - a list of `ContentError`
    """All the mistakes that were found, in the order of files and lines."""

    def __init__(self, errors: Iterable[ContentError]) -> None:
        self.errors = sorted(set(errors))
        super().__init__("\n".join(map(str, self.errors)))


class ErrorList:
    """Collects the mistakes of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.errors: list[ContentError] = []

    def add(self, line: int, kind: str, *, among: Iterable[str] = (), name: str = "", **values: object) -> None:
        """Note a mistake. ``among`` are the names that would have been right instead of ``name``."""
        names = sorted(among)
        close = difflib.get_close_matches(name, names, n=1)
        pairs = {"name": name, "known": ", ".join(names), **{key: str(value) for key, value in values.items()}}
        error = ContentError(self.path, line, kind, tuple(sorted(pairs.items())), close[0] if close else "")
        self.errors.append(error)


@cache
def texts() -> dict[str, dict[str, str]]:
    """The Russian texts of all kinds of mistakes."""
    loaded: dict[str, dict[str, str]] = yaml.safe_load(_TEXTS.read_text(encoding="utf-8"))
    return loaded
