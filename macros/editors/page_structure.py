"""Headings, tags and tables of a page: what Markdown would take for something else without a word."""

import re

from markdown.extensions.toc import unique
from pymdownx.slugs import slugify

from macros.editors.page_text import Line, PageText, paragraphs
from sandbox.content.errors import ErrorList

_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*$")
_INDENTED = re.compile(r"^( +)#{1,6}\s+\S")
_NO_SPACE = re.compile(r"^#{1,6}[^#\s{]")
_HOLDS = re.compile(r"!!!|\?\?\?|[-*+:]\s|\d+\.\s|\[\^")
_ANCHOR = re.compile(r"\{:?\s*(?:[^}]*\s)?#([^\s}]+)[^}]*\}")
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^<>]*)?)(/?)>")
_OPEN_TAG = re.compile(r"<(/?[a-z][a-z0-9]*)(?:\s+[a-z-]+(?:=\"[^\"]*\"?)?)*\s*$")
_VOID = {"br", "hr", "img", "input", "wbr", "col", "source"}
_ATTRIBUTES = re.compile(r"\{:?\s+[#.][^{}]*$|\{:[^{}]*$")
_DIVIDER = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_TEXT_OF_LINK = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")

_slug = slugify(case="lower")


def check_structure(page: PageText, errors: ErrorList) -> None:
    """Note what is wrong with how the page is built."""
    if page.open_fence:
        errors.add(page.open_fence, "fence_not_closed")
    _check_headings(page, errors)
    _check_tags(page, errors)
    _check_tables(page, errors)
    before = ""
    for line in page.lines:
        if line.raw == "---" and page.header is not None:
            errors.add(line.number, "second_dashes" if not before.strip() else "dashes_under_text")
        if re.fullmatch(r"={3,}\s*", line.raw) and before.strip():
            errors.add(line.number, "dashes_under_text")
        if line.raw.lstrip(" ").startswith("\t"):
            errors.add(line.number, "tab_on_page")
        if _ATTRIBUTES.search(line.text):
            errors.add(line.number, "attributes_not_closed")
        before = line.raw


def _check_headings(page: PageText, errors: ErrorList) -> None:
    first = level = 0
    taken: dict[str, int] = {}
    holder = ""
    for line in page.lines:
        if line.raw[:1].strip():
            holder = line.raw
        # Four blanks are right within a block, an item or a meaning: it began at the margin.
        if (indent := _INDENTED.match(line.text)) and (len(indent[1]) % 4 or not _HOLDS.match(holder)):
            errors.add(line.number, "heading_indented")
        if _NO_SPACE.match(line.text):
            errors.add(line.number, "heading_without_space")
        if heading := _HEADING.match(line.text):
            depth = len(heading[1])
            if not _ANCHOR.sub("", heading[2]).strip():
                errors.add(line.number, "heading_empty")
            if depth == 1 and first:
                errors.add(line.number, "second_title", first=first)
            elif depth == 1:
                first = line.number
            elif level and depth > level + 1:
                errors.add(line.number, "heading_skips", name="#" * (level + 1))
            level = depth
        for anchor in _ANCHOR.findall(line.text):
            if anchor in taken:
                errors.add(line.number, "duplicate_anchor", name=anchor, first=taken[anchor])
            taken.setdefault(anchor, line.number)
    if not first:
        errors.add(page.body, "page_without_title")


def _check_tags(page: PageText, errors: ErrorList) -> None:
    opened: list[tuple[str, int]] = []
    for line in page.lines:
        for close, tag, _, alone in _TAG.findall(line.text):
            if tag in _VOID or alone:
                continue
            if not close:
                opened.append((tag, line.number))
            elif opened and opened[-1][0] == tag:
                opened.pop()
            elif tag in [each for each, _ in opened]:
                while opened[-1][0] != tag:
                    errors.add(opened[-1][1], "tag_not_closed", name=opened.pop()[0])
                opened.pop()
            else:
                errors.add(line.number, "tag_not_opened", name=tag)
        if cut := _OPEN_TAG.search(line.text):
            errors.add(line.number, "tag_cut", name=cut[1])
    for tag, number in opened:
        errors.add(number, "tag_not_closed", name=tag)


def _check_tables(page: PageText, errors: ErrorList) -> None:
    for paragraph in paragraphs(page):
        divider = next(
            (at for at, line in enumerate(paragraph) if "|" in line.text and _DIVIDER.match(line.text)), None
        )
        if divider is None:
            if len(paragraph) > 1 and all(line.text.lstrip().startswith("|") for line in paragraph):
                errors.add(paragraph[0].number, "table_without_divider")
            continue
        if divider == 0:
            errors.add(paragraph[0].number, "table_without_names")
            continue
        width = _cells(paragraph[divider - 1])
        for line in paragraph[divider - 1 :]:
            if (cells := _cells(line)) != width:
                errors.add(line.number, "table_row_cells", cells=cells, names=width)


def _cells(line: Line) -> int:
    return line.text.strip().strip("|").replace("\\|", "").count("|") + 1


def title_of(page: PageText) -> tuple[str, int]:
    """The first heading as it is read, with its line; an empty text if there is none."""
    for line in page.lines:
        heading = _HEADING.match(line.raw)
        if heading and len(heading[1]) == 1:
            return _plain(heading[2]), line.number
    return "", page.body


def anchors_of(page: PageText) -> set[str]:
    """What an address may have after its ``#`` on this page, as far as its own text says."""
    found = {anchor for line in page.lines for anchor in _ANCHOR.findall(line.text)}
    found |= {anchor for line in page.lines for anchor in re.findall(r"\bid=[\"']([^\"']+)[\"']", line.text)}
    named = [line for line in page.lines if not _ANCHOR.search(line.text)]
    questions = (re.match(r'^\s*\?\?\?\+? \w+ "([^"]*)"', line.raw) for line in named)
    headings = (_HEADING.match(line.raw) for line in named)
    # In the order in which the site names them: the second of the same name gets a number.
    for title in [each[1] for each in questions if each] + [each[2] for each in headings if each]:
        found.add(unique(str(_slug(_plain(title), "-")), found))
    return found


def _plain(text: str) -> str:
    text = _TEXT_OF_LINK.sub(r"\1", _ANCHOR.sub("", text))
    return re.sub(r"[*_`]|\[\^[^\]]*\]|<[^>]+>", "", text).strip()
