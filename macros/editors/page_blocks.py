"""The blocks of a page with an icon and a colour (``!!! note``), and those that open (``??? question "…"``)."""

import re

from macros.editors.page_text import PageText
from sandbox.content.errors import ErrorList

KINDS = (
    *("abstract", "bug", "danger", "example", "failure", "info", "note", "question", "quote", "success", "tip"),
    "warning",
)
"""The blocks that have an icon and a colour."""

_SIGNS = ("!!!", "???", "???+")
_HEAD = re.compile(
    rf"^(?P<indent>\s*)(?P<signs>!+|\?+\+?)(?P<rest>(?:(?<=!!!)|(?<=\?\?\?)|(?<=\?\?\?\+)|(?=\s*(?:{'|'.join(KINDS)})\b)).*)$"
)
"""Of three signs, or of others before a known kind."""
_AFTER_SIGNS = re.compile(r'^ (?P<kind>[a-z]+)(?: "(?P<title>[^"]*)")?\s*$')


def is_block_head(line: str) -> bool:
    """Whether the line begins a block, or was meant to."""
    return bool(_HEAD.match(line))


def check_blocks(page: PageText, errors: ErrorList) -> None:
    """Note blocks that would be printed as they stand, and empty ones."""
    inner = ""
    for line in reversed(page.lines):
        if head := _HEAD.match(line.raw):
            after = _AFTER_SIGNS.match(head["rest"])
            if head["signs"] not in _SIGNS:
                errors.add(line.number, "block_signs", name=head["signs"])
            elif not after:
                errors.add(line.number, "bad_block")
            else:
                if after["kind"] not in KINDS:
                    errors.add(line.number, "unknown_block", name=after["kind"], among=KINDS)
                if not inner.startswith(head["indent"] + "    "):
                    errors.add(line.number, "block_without_text")
        inner = line.raw if line.raw.strip() else inner
