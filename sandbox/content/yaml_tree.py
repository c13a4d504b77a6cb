"""YAML read as strings with line numbers.

PyYAML's own constructors turn ``012345`` into 5349 and ``on`` into True and let a second key overwrite the first,
so only its events are used. They come from libyaml, which is many times faster; where that refuses a file, PyYAML's own
parser reads it again, because its errors are more precise.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.file_text import read_checked, telling


@dataclass(frozen=True)
class Text:
    """A scalar, always as it was written; blanks at its ends are kept if they stand in quotes."""

    value: str
    line: int


@dataclass(frozen=True)
class Series:
    """A list."""

    items: tuple["Value", ...]
    line: int


@dataclass(frozen=True)
class Block:
    """A mapping; ``lines`` holds the line of each key."""

    items: dict[str, "Value"]
    lines: dict[str, int]
    line: int


Value: TypeAlias = Text | Series | Block


_known: dict[str, tuple[str, list[ContentError], list[ContentError], Value | None]] = {}
"""Each file's text, what was wrong with its bytes and with all of it, and its tree: most is read again as it was."""


def values_in(value: Value) -> tuple[Value, ...]:
    """What a block or a list holds; a text holds nothing."""
    if isinstance(value, Block):
        return tuple(value.items.values())
    return tuple(value.items) if isinstance(value, Series) else ()


def texts_in(value: Value) -> Iterator[Text]:
    """All texts in a tree, in the order of the file."""
    if isinstance(value, Text):
        yield value
    for each in values_in(value):
        yield from texts_in(each)


def parse_file(path: Path, shown: str) -> tuple[ErrorList, Value | None]:
    """The file's content, or None where there is none to read. Errors name the file as ``shown``."""
    errors = ErrorList(shown)
    text = read_checked(path, errors)
    if text is None:
        return errors, None
    if (known := _known.get(shown)) and known[:2] == (text, errors.errors):
        errors.errors = list(known[2])
        return errors, known[3]
    noticed = list(errors.errors)
    tree = parse_yaml(text, errors)
    # Marks of a merge, an indent that is none: each is told for itself, and not as what a parser takes it for.
    errors.errors = telling(errors.errors)
    _known[shown] = text, noticed, list(errors.errors), tree
    return errors, tree


def parse_yaml(text: str, errors: ErrorList) -> Value | None:
    """The file's content, or None if it isn't YAML at all (which is noted in ``errors``)."""
    try:
        tree = _read(text)
    except _AliasError as error:
        errors.add(error.line, "yaml_alias")
        return None
    except yaml.MarkedYAMLError as error:
        lines = text.split("\n")
        line, kind = _place_and_kind(error)
        for number in (line, line - 1):
            suspect = lines[number - 1] if number else ""
            if kind in _MISSING_SPACE and (found := _NO_SPACE.match(suspect)):
                errors.add(number, "colon_without_space", name=found[1])
                return None
            if suspect.count('"') % 2 and _QUOTE_BEGINS.search(suspect):  # it ran on to a quote further down
                errors.add(number, "quote_not_closed")
                return None
        errors.add(line, kind)
        return None
    except yaml.YAMLError:
        errors.add(1, "not_yaml")
        return None
    if tree.top is None:
        errors.add(1, "file_empty")
    for line, key, first in tree.duplicates:
        errors.add(line, "duplicate_key", name=key, first=first)
    for line in tree.cut:
        errors.add(line, "text_behind_hash")
    return tree.top


_FAST: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's parser, or PyYAML's own where it was installed without libyaml."""


def _read(text: str) -> "_Tree":
    if "\t" not in text:  # libyaml would take it for a space between words
        try:
            return _Tree(yaml.parse(text, Loader=_FAST), _hashes(text))
        except _AliasError:
            raise
        except yaml.YAMLError:
            pass
    return _Tree(yaml.parse(text, Loader=yaml.SafeLoader), _hashes(text))


_HASH = re.compile(r"(?<=[^ \t\n]) (?=#(?! ?\[\^))")


def _hashes(text: str) -> frozenset[tuple[int, int]]:
    """Line and column of each blank before a hash that may cut a text short.

    A comment stands two blanks behind a value, or names a claim.
    """
    if " #" not in text:
        return frozenset()
    lines = enumerate(text.split("\n"), 1)
    return frozenset((number, found.start()) for number, line in lines for found in _HASH.finditer(line))


class _AliasError(yaml.YAMLError):
    """An alias: the same text in two places, of which an editor would mean to change only one."""

    def __init__(self, line: int) -> None:
        self.line = line


@dataclass
class _Tree:
    """The one document of a file, made of its events. Raises `yaml.YAMLError`.

    ``hashes`` are the places where a comment begins that may be none.
    ``duplicates`` are the keys that stand twice in a block: line, key, line of the first.
    ``cut`` are the lines of values that end at such a hash.
    """

    events: Iterator[Any]
    hashes: frozenset[tuple[int, int]] = frozenset()
    top: Value | None = None
    duplicates: list[tuple[int, str, int]] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        next(self.events)  # the stream begins
        if isinstance(next(self.events), yaml.StreamEndEvent):
            return
        self.top = self._value(next(self.events))
        next(self.events)  # the document ends
        after = next(self.events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise yaml.MarkedYAMLError(problem_mark=after.start_mark)

    def _value(self, event: Any) -> Value:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            raise _AliasError(line)
        if event.anchor in self.anchors:
            raise yaml.MarkedYAMLError(problem_mark=event.start_mark)
        if event.anchor:
            self.anchors.add(event.anchor)
        if isinstance(event, yaml.ScalarEvent):
            if self.hashes and not event.style:
                end: Any = event.end_mark
                if (end.line + 1, end.column) in self.hashes:
                    self.cut.append(end.line + 1)
            return Text(_as_written(event), line)
        if isinstance(event, yaml.SequenceStartEvent):
            return Series(tuple(map(self._value, self._until(yaml.SequenceEndEvent))), line)
        return self._block(line)

    def _block(self, line: int) -> Block:
        items: dict[str, Value] = {}
        lines: dict[str, int] = {}
        for event in self._until(yaml.MappingEndEvent):
            key, before = self._value(event), len(self.duplicates)
            if not isinstance(key, Text):
                raise yaml.MarkedYAMLError(problem_mark=event.start_mark)
            value = self._value(next(self.events))
            if event.value in items:
                self.duplicates[before:] = [(key.line, event.value, lines[event.value])]
            else:
                items[event.value], lines[event.value] = value, key.line
        return Block(items, lines, line)

    def _until(self, end: type) -> Iterator[Any]:
        """The events up to that one. Each of them may take further ones for its own value."""
        while not isinstance(event := next(self.events), end):
            yield event


_UNCLOSED = {
    "while scanning a quoted scalar": "quote_not_closed",
    "while parsing a flow mapping": "bracket_not_closed",
    "while parsing a flow sequence": "bracket_not_closed",
}
"""What PyYAML was doing when it met the next line or the end; the mistake is where it began."""


_NO_SPACE = re.compile(r"[ ]*(?:- )*([a-z_]+):[^\s:/]")
_QUOTE_BEGINS = re.compile(r"(?:^|[:\[{,-]) *\"")
_MISSING_SPACE = frozenset({"not_yaml", "colon_in_text"})
"""What a key without a blank after its colon is taken for: a text, which the next key can't follow."""


def _place_and_kind(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """The line and the kind of mistake in editors' terms: PyYAML's messages are in a parser's."""
    met, began = error.problem_mark, error.context_mark
    line = met.line + 1 if met else 1
    problem = error.problem or ""
    if "'\\t'" in problem:
        return line, "tab_in_yaml"
    if began and met and began.line < met.line and (kind := _UNCLOSED.get(error.context or "")):
        return began.line + 1, kind
    if error.context == "while scanning a simple key" and began:
        return began.line + 1, "not_yaml"
    if problem.startswith("mapping values"):
        return line, "colon_in_text"
    return line, "not_yaml"


def _as_written(event: yaml.ScalarEvent) -> str:
    within: str = event.value.strip()
    quoted = event.style in ("'", '"')
    return event.value if quoted and within else within
