"""One stylesheet of the theme's and our own, without the rules that no page can use."""

import re
from collections.abc import Iterable, Iterator

import lightningcss
import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

_NAME = re.compile(r"[A-Za-z_][\w-]*")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_DECLARED = re.compile(r"(?<=[{;])(--[\w-]+):(?:[^;{}\"']|\"[^\"]*\"|'[^']*')*(?:;|(?=\}))")
_DOCUMENT = {"html", "head", "body"}
_KEYFRAMES = re.compile(r"@(?:-webkit-)?keyframes ([\w-]+)\s*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_LISTS = {"media", "supports", "layer", "container"}
"""At-rules that hold rules; the others hold declarations or nothing."""


def names_in(texts: Iterable[str]) -> set[str]:
    """Everything in pages, templates and scripts that could be an element, a class or an id."""
    return {name for text in texts for name in _NAME.findall(text)} | _DOCUMENT


def bundle(sheets: Iterable[str], names: set[str]) -> str:
    """The sheets in their order, minified.

    A rule is left out if its selectors need an element, a class or an id that isn't among ``names``, or writing from
    right to left; then every custom property that no rule reads, and every animation that none names.
    """
    rules = [rule for sheet in sheets for rule in _kept(tinycss2.parse_stylesheet(sheet, True, True), names)]
    text = _without_unread_properties(tinycss2.serialize(rules))
    return str(lightningcss.process_stylesheet(_without_unused_animations(text), minify=True))


def _kept(rules: Iterable[Node], names: set[str]) -> Iterator[Node]:
    for rule in rules:
        if isinstance(rule, QualifiedRule):
            selectors = [part for part in _split(rule.prelude) if _may_match(part, names)]
            if selectors:
                rule.prelude = [node for part in selectors for node in (_comma, *part)][1:]
                yield rule
        elif isinstance(rule, AtRule) and rule.content and rule.lower_at_keyword in _LISTS:
            rule.content = list(_kept(tinycss2.parse_rule_list(rule.content, True, True), names))
            if rule.content:
                yield rule
        else:
            yield rule


(_comma,) = tinycss2.parse_component_value_list(",")


def _split(prelude: list[Node]) -> Iterator[list[Node]]:
    part: list[Node] = []
    for node in prelude:
        if node == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _may_match(selector: list[Node], names: set[str]) -> bool:
    """Whether some element could match. The arguments of a pseudo-class aren't checked."""
    for before, node in zip([None, *selector], selector, strict=False):
        if node.type == "ident" and before != ":" and node.value not in names:
            return False
        if node.type == "hash" and node.value not in names:
            return False
        if node.type == "[] block" and not _attribute_may_match(tinycss2.serialize(node.content), names):
            return False
    return True


def _attribute_may_match(test: str, names: set[str]) -> bool:
    """False for an attribute or a colour that the site doesn't have, and for writing from right to left."""
    name, _, value = test.partition("=")
    if name == "dir":
        return value != "rtl"
    if name.rstrip("~|^$*") not in names:
        return False
    return not name.startswith("data-md-color") or not value or value.strip("\"'") in names


def _without_unread_properties(text: str) -> str:
    """Remove what is declared as ``--name`` and never read by ``var(--name)``, until all that is left is read."""
    shorter = _unread_removed(text, set(_READ.findall(text)))
    while shorter != text:
        text, shorter = shorter, _unread_removed(shorter, set(_READ.findall(shorter)))
    return text


def _unread_removed(text: str, read: set[str]) -> str:
    return _DECLARED.sub(lambda match: match[0] if match[1] in read else "", text)


def _without_unused_animations(text: str) -> str:
    used = {name for value in re.findall(r"animation(?:-name)?:([^;}]*)", text) for name in _NAME.findall(value)}
    return _KEYFRAMES.sub(lambda match: match[0] if match[1] in used else "", text)
