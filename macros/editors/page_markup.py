"""What a page can't have: marks of other kinds of Markdown, and what the site's policy keeps browsers from showing."""

import re

from macros.editors.page_text import PageText
from sandbox.content.errors import ErrorList

_FOREIGN = re.compile(r"(~~|==)(?=[^\s~=])[^~=]*[^\s~=]\1(?![~=])")
_WITHIN_TAG = re.compile(r"<[a-z][^<>]*>?|\{:?\s[^{}]*\}", re.IGNORECASE)
_BLOCKED = re.compile(r"\s(style|on[a-z]+)\s*=", re.IGNORECASE)
BLOCKED_TAGS = ("script", "style", "iframe", "object", "embed", "video", "audio")
_BLOCKED_TAG = re.compile(rf"<({'|'.join(BLOCKED_TAGS)})\b", re.IGNORECASE)


def check_markup(page: PageText, errors: ErrorList) -> None:
    """Note what would be printed as it stands, or never be seen."""
    for line in page.lines:
        for sign in dict.fromkeys(_FOREIGN.findall(line.text)):
            errors.add(line.number, "foreign_markup", name=sign)
        if "<" in line.text:
            for tag in dict.fromkeys(_BLOCKED_TAG.findall(line.text)):
                errors.add(line.number, "blocked_tag", name=tag.lower())
        if "=" in line.text:
            given = (name for tag in _WITHIN_TAG.findall(line.text) for name in _BLOCKED.findall(tag))
            for name in dict.fromkeys(given):
                errors.add(line.number, "blocked_attribute", name=name.lower())
