"""Which texts the templates use, so that the wording can be checked to have them and no others."""

from collections.abc import Iterator, Mapping

from jinja2 import BaseLoader, Environment, nodes


class UnnamedTextError(Exception):
    """A template uses a text whose name is not a plain string, so it can be neither checked nor searched for."""


def texts_of(environment: Environment, loader: BaseLoader) -> Mapping[str, frozenset[str]]:
    """The texts of all templates of the loader: name → the values that are given wherever it is used."""
    found: dict[str, frozenset[str]] = {}
    for template in sorted(loader.list_templates()):
        source, path, _ = loader.get_source(environment, template)
        for name, values in _used_by(environment, template, source, path):
            found[name] = found.get(name, values) & values
    return found


_known: dict[str, tuple[str, list[tuple[str, frozenset[str]]]]] = {}
"""A preview asks again and again, and few templates ever change: path → its source, and what that uses."""


def _used_by(
    environment: Environment, template: str, source: str, path: str | None
) -> list[tuple[str, frozenset[str]]]:
    if path and path in _known and _known[path][0] == source:
        return _known[path][1]
    used = list(_used_in(environment.parse(source, template, path), template))
    if path:
        _known[path] = source, used
    return used


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
