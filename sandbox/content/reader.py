"""Reading a checked value out of a YAML tree: each reader notes what is wrong and goes on."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sandbox.content.errors import ErrorList
from sandbox.content.yaml_tree import Block, Series, Text, Value

IDENTIFIER = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What may stand in an address: register-by-phone."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EMPTY = Block({}, {}, 0)


class Keys(NamedTuple):
    """The closed keys of a block, as its reader takes them and as its JSON Schema tells them."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


class Reader:
    """Reads one block: its known keys, then each of them."""

    def __init__(
        self,
        value: Value | None,
        errors: ErrorList,
        name: str,
        *,
        required: Iterable[str],
        optional: Iterable[str] = (),
    ) -> None:
        self.errors = errors
        self.block = as_block(value, errors, name)
        known = (*required, *optional)
        for key, line in self.block.lines.items():
            if key not in known:
                errors.add(line, "unknown_key", name=key, among=known)
        if self.block is not _EMPTY:
            for key in required:
                if key not in self.block.items:
                    errors.add(self.block.line, "missing_key", name=key)

    def line(self, key: str) -> int:
        return self.block.lines.get(key, self.block.line)

    def text(self, key: str) -> str:
        """The text under a key, or an empty one."""
        value = self.block.items.get(key)
        return "" if value is None else as_text(value, self.errors, key)

    def optional_text(self, key: str) -> str | None:
        return self.text(key) or None if key in self.block.items else None

    def name(self, key: str, among: Iterable[str], kind: str) -> str:
        """A text that must be one of the known names."""
        value = self.text(key)
        known_name(value, self.line(key), self.errors, among, kind)
        return value

    def count(self, key: str, default: int = 1) -> int:
        """A whole number from 1 to 10."""
        if key not in self.block.items:
            return default
        value = self.text(key)
        if not re.fullmatch(r"[1-9]|10", value):
            self.errors.add(self.line(key), "not_a_number", name=key)
            return default
        return int(value)

    def day(self, key: str) -> date | None:
        """A day as 2026-11-26; None if there is none."""
        if key not in self.block.items:
            return None
        value = self.text(key)
        day = read_day(value)
        if value and day is None:
            self.errors.add(self.line(key), "not_a_day", name=key)
        return day

    def texts(self, key: str, *, may_be_empty: bool = False) -> dict[str, str]:
        """The block of texts under a key: name → text."""
        if key not in self.block.items:
            return {}
        block = as_block(self.block.items[key], self.errors, key)
        return {
            name: as_text(value, self.errors, name, may_be_empty=may_be_empty) for name, value in block.items.items()
        }

    def lines(self, key: str) -> dict[str, int]:
        """The lines of the names in the block under a key."""
        value = self.block.items.get(key)
        return value.lines if isinstance(value, Block) else {}

    def list(self, key: str) -> tuple[Value, ...]:
        return as_list(self.block.items.get(key), self.errors, key, self.line(key))


def read_day(text: str) -> date | None:
    """The day in a text like 2026-11-26, and in no other spelling."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def known_name(value: str, line: int, errors: ErrorList, among: Iterable[str], kind: str) -> None:
    """Note a name that is not among the known ones. An empty one has been noted as such already."""
    among = tuple(among)
    if value and value not in among:
        errors.add(line, kind, name=value, among=among)


def as_block(value: Value | None, errors: ErrorList, name: str) -> Block:
    if isinstance(value, Block):
        return value
    if value is not None:
        errors.add(value.line, "not_a_block", name=name)
    return _EMPTY


def as_list(value: Value | None, errors: ErrorList, name: str, line: int | None = None) -> tuple[Value, ...]:
    """The items of a list. ``line`` is that of its name, where it has one: the value may begin further down."""
    if isinstance(value, Series):
        return value.items
    if value is not None:
        errors.add(line or value.line, "not_a_list", name=name)
    return ()


def as_text(value: Value, errors: ErrorList, name: str, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, Text):
        errors.add(value.line, "not_a_text", name=name)
        return ""
    if not value.value and not may_be_empty:
        errors.add(value.line, "text_empty", name=name)
    return value.value
