"""Lists of a page: what Markdown would run into one paragraph, or print as it stands."""

import re

from macros.editors.page_blocks import is_block_head
from macros.editors.page_text import Line, PageText, paragraphs
from sandbox.content.errors import ErrorList

_ITEM = re.compile(r"(?:[-*+]|\d{1,2}\.)\s+\S")
_BRACKET = re.compile(r"\d{1,2}\)\s+\S")
_BOX = re.compile(r"\s*(?:[-*+]|\d{1,2}\.)\s+\[[ xXхХ]?\]\s")
_LOOSE = re.compile(r"\s*(?:-(?=[^\W\d_])|\d{1,2}\.(?=[^\W\d_]))")
_BEGINS_ANEW = re.compile(
    r"#{1,6}\s|</?(?:div|section|details|summary|figure|p|hr|table|ul|ol|dl)\b.*>$|<!--.*-->$|\{%.*%\}$|\[[^\]^]+\]:\s"
)
"""Lines after which a list may begin at once: a heading, a tag of a block, a comment, a statement, a link's address."""
_MEANING = re.compile(r":\s+|>\s?")
"""Before a list that is the meaning of a term, or quoted."""


def check_lists(page: PageText, errors: ErrorList) -> None:
    """Note lists that none will be."""
    for line in page.lines:
        if _LOOSE.match(line.text):
            errors.add(line.number, "item_without_space")
        if box := _BOX.match(line.text):
            errors.add(line.number, "item_with_box", name=box[0].strip())
    for paragraph in paragraphs(page):
        _check_paragraph(paragraph, errors)


def _check_paragraph(lines: list[Line], errors: ErrorList) -> None:
    is_list, may_begin = False, True
    for line in lines:
        text = line.text.strip() or line.raw.strip()  # a command or a comment is masked
        if meaning := _MEANING.match(text):
            text, is_list, may_begin = text[meaning.end() :], False, may_begin or meaning[0][0] == ":"
        if _ITEM.match(text):
            if not is_list and not may_begin:
                errors.add(line.number, "list_in_paragraph")
            is_list = True
        elif is_block_head(line.raw) or _BEGINS_ANEW.match(text):
            is_list, may_begin = False, True
        else:
            if may_begin and not is_list and _BRACKET.match(text):
                errors.add(line.number, "item_with_bracket", name=text.partition(")")[0])
            may_begin = False
