"""Which texts the templates use, so that the wording can be checked to have them and no others."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from jinja2 import BaseLoader, Environment, nodes

Used = list[tuple[str, list[str]]]
"""Texts by their names, with those of the values that each is given."""

_READER = Path(__file__).read_bytes()
"""What reads them: another edition of it may find others."""


class UnnamedTextError(Exception):
    """A template uses a text whose name is not a plain string, so it can be neither checked nor searched for."""


class KnownTexts:
    """What templates use, by their source: few of them change from one build to the next.

    ``kept`` is what a former build's gave as JSON, if it is still there.
    """

    def __init__(self, kept: bytes | None = None) -> None:
        self._known: dict[str, Used] = json.loads(kept) if kept else {}
        self._asked: dict[str, Used] = {}

    @property
    def found_others(self) -> bool:
        """Whether other templates were asked for than were known."""
        return self._asked.keys() != self._known.keys()

    def to_json(self) -> bytes:
        """What those use that were asked for."""
        return json.dumps(self._asked).encode()

    def used_by(self, environment: Environment, template: str, source: str, path: str | None) -> Used:
        """What a template uses. Raises `UnnamedTextError`."""
        key = sha256(_READER + source.encode()).hexdigest()
        if key in self._known:
            self._asked[key] = self._known[key]
        if key not in self._asked:
            tree = environment.parse(source, template, path)
            self._asked[key] = [(name, sorted(values)) for name, values in _used_in(tree, template)]
        return self._asked[key]


def texts_of(environment: Environment, loader: BaseLoader, known: KnownTexts) -> Mapping[str, frozenset[str]]:
    """The texts of all templates of the loader: name → the values that are given wherever it is used."""
    found: dict[str, frozenset[str]] = {}
    for template in sorted(loader.list_templates()):
        source, path, _ = loader.get_source(environment, template)
        for name, values in known.used_by(environment, template, source, path):
            found[name] = found.get(name, frozenset(values)) & frozenset(values)
    return found


def _used_in(tree: nodes.Template, template: str) -> Iterator[tuple[str, frozenset[str]]]:
    """The calls of ``wording.text("name", value=…)``."""
    for call in tree.find_all(nodes.Call):
        called = call.node
        if not (isinstance(called, nodes.Getattr) and called.attr == "text" and _is_wording(called.node)):
            continue
        if len(call.args) != 1 or not isinstance(call.args[0], nodes.Const):
            raise UnnamedTextError(f'{template}:{call.lineno}: write wording.text("a.plain.name", value=…)')
        yield str(call.args[0].value), frozenset(keyword.key for keyword in call.kwargs)


def _is_wording(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Name) and node.name == "wording"
