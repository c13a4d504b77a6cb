"""A file's bytes → its text: with what an editor of texts, a merge or a copied web page puts into it unseen.

Such a mistake makes others that only mislead, so it is told alone: see `telling`.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from sandbox.content.errors import ContentError, ErrorList

UNREADABLE = frozenset(
    {"file_is_folder", "file_not_opened", "file_not_utf8", "file_is_cp1251", "file_is_utf16", "merge_marker"}
)
"""What a file says of itself is worth nothing after one of these."""

_MISREAD = frozenset({"nbsp_indent", "curly_quotes", "tab_in_yaml"})
"""A YAML file with one of these is read otherwise than it was meant."""

_FOLLOWING = frozenset(
    {"not_yaml", "colon_in_text", "quote_not_closed", "bracket_not_closed", "not_a_block", "not_a_text", "not_a_list"}
    | {"missing_key", "unknown_key", "front_matter_missing", "front_matter_not_closed", "page_without_title"}
)
"""What an indent that isn't one, or a quote that isn't one, looks like to a parser."""

_SPACES = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{FIGURE SPACE}\N{EM SPACE}\N{EN SPACE}\N{IDEOGRAPHIC SPACE}"
_CURLY = "“”„‟‘’‚‛″"
_MERGE = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?: .*)?|={7})$", re.MULTILINE)
_INDENT = re.compile(rf"^[ \t]*(?:(?:[-*]|\d+\.) *)?[{_SPACES}]", re.MULTILINE)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u0085\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd]")
_CURLY_VALUE = re.compile(
    rf"^[ \t]*(?:- )?(?:[^\s#'\"]+:|-) +(?:[\[{{](?:[^'\"\n]*?[\[{{,:])? *)?([{_CURLY}])", re.MULTILINE
)


def read_checked(path: Path, errors: ErrorList) -> str | None:
    """The text with ordinary ends of lines, or None where none can be read. What is wrong is noted."""
    if path.is_dir():
        errors.add(1, "file_is_folder")
        return None
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        errors.add(1, "file_missing")
        return None
    except OSError:
        errors.add(1, "file_not_opened")
        return None
    return check_content(content, path.name, errors)


def check_content(content: bytes, name: str, errors: ErrorList) -> str | None:
    """The same for the content of a file with that name."""
    text = _decoded(content, errors)
    if text is not None:
        _check(text, errors, end_of_yaml=_end_of_yaml(text, name))
    return text


def _end_of_yaml(text: str, name: str) -> int:
    """How far the text is YAML: all of it, or a page's header."""
    if name.endswith(".yml"):
        return len(text)
    return max(text.find("\n---\n"), 0) if text.startswith("---\n") else 0


def _decoded(content: bytes, errors: ErrorList) -> str | None:
    begin = content[:200]
    if begin[:2] in (b"\xff\xfe", b"\xfe\xff") or begin.count(0) * 4 > len(begin):
        errors.add(1, "file_is_utf16")
        return None
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        errors.add(content.count(b"\n", 0, error.start) + 1, _encoding(content))
        return None
    if text.startswith("\ufeff"):
        errors.add(1, "file_has_mark")
        text = text[1:]
    if "\r" in text:
        errors.add(text[: text.index("\r")].count("\n") + 1, "windows_lines")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _encoding(content: bytes) -> str:
    """Whether it looks like the Cyrillic letters of Windows: most signs above ASCII are then Russian letters."""
    high = [byte for byte in content if byte > 0x7F]
    letters = [byte for byte in high if byte >= 0xC0 or byte in (0xA8, 0xB8)]
    return "file_is_cp1251" if len(letters) * 10 > len(high) * 8 else "file_not_utf8"


def _check(text: str, errors: ErrorList, end_of_yaml: int) -> None:
    marks = list(_MERGE.finditer(text))
    for found in [mark for mark in marks if mark[0].startswith("<")] or marks[:1]:
        errors.add(_line(text, found), "merge_marker")
    for found in _INDENT.finditer(text):
        errors.add(_line(text, found), "nbsp_indent")
    for found in _UNSEEN.finditer(text):
        column = found.start() - text.rfind("\n", 0, found.start())
        errors.add(_line(text, found), "unseen_character", name=f"U+{ord(found[0]):04X}", column=column)
    for found in _CURLY_VALUE.finditer(text, 0, end_of_yaml):
        errors.add(_line(text, found), "curly_quotes", name=found[1])


def _line(text: str, found: re.Match[str]) -> int:
    return text.count("\n", 0, found.start()) + 1


def telling(errors: Iterable[ContentError]) -> list[ContentError]:
    """The mistakes without those that only follow from a file that can't be read as it was meant."""
    errors = list(errors)
    unreadable = {error.path for error in errors if error.kind in UNREADABLE}
    misread = {error.path for error in errors if error.kind in _MISREAD}
    return [
        error
        for error in errors
        if (error.kind in UNREADABLE or error.path not in unreadable)
        and not (error.path in misread and error.kind in _FOLLOWING)
    ]
