"""A page's text line by line, with what isn't prose masked: examples of code, inline code, commands."""

import re

from sandbox.frozen import dataclass

_FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})(.*)$")
_CODE = re.compile(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)")
_COMMAND = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!--.*?-->")


@dataclass(frozen=True)
class Line:
    """``raw`` as it was written; ``text`` has blanks in place of inline code and commands."""

    number: int
    raw: str
    text: str


@dataclass(frozen=True)
class PageText:
    """``lines`` are those below the header and outside of code; ``open_fence`` is the line of one that never ends.

    ``header`` is the text between the dashes, without them, or None where there is none.
    """

    lines: tuple[Line, ...]
    header: str | None
    body: int
    open_fence: int | None


def read_page(text: str) -> PageText:
    """Read it as far as it can be read; `macros.editors.source_files` tells what can't."""
    all_lines = text.split("\n")
    header, body = None, 1
    if all_lines[0] == "---" and "---" in all_lines[1:]:
        end = all_lines.index("---", 1)
        header, body = "\n".join(all_lines[1:end]), end + 2
    lines: list[Line] = []
    fence, opened = "", 0
    for number, raw in enumerate(all_lines[body - 1 :], body):
        found = _FENCE.match(raw)
        if fence:
            if found and found[2].startswith(fence) and not found[3].strip():
                fence = ""
        elif found and "`" not in found[3]:
            fence, opened = found[2], number
        else:
            lines.append(Line(number, raw, _masked(raw)))
    return PageText(tuple(lines), header, body, opened if fence else None)


def _masked(raw: str) -> str:
    if "`" in raw:
        raw = _CODE.sub(_blank, raw)
    return _COMMAND.sub(_blank, raw) if "{" in raw or "<" in raw else raw  # few lines hold either


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def paragraphs(page: PageText) -> list[list[Line]]:
    """Lines that follow each other; an empty one, or code between them, ends a paragraph."""
    found: list[list[Line]] = []
    before = 0
    for line in page.lines:
        if not line.raw.strip():
            before = 0
        elif line.number == before + 1 and found:
            found[-1].append(line)
            before = line.number
        else:
            found.append([line])
            before = line.number
    return found
