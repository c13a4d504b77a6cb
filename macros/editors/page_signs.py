"""The small signs of Markdown within a sentence: emphasis, code, links and icons printed as they stand."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from macros.editors.page_blocks import is_block_head
from macros.editors.page_text import PageText, paragraphs
from sandbox.content.errors import ErrorList

_ICON = re.compile(r"(?<![\w:/]):([a-z0-9][a-z0-9_+-]*):(?!/)")
_ICON_CUT = re.compile(r"(?<![\w:/]):((?:material|fontawesome|octicons|simple)-[a-z0-9-]+)(?![a-z0-9:-])")
_QUOTES = re.compile(r"[\"“”„‟]")
_NOT_PROSE = re.compile(r"<[^<>]*(?:>|$)|\]\([^)]*\)|\{:?\s[^}]*\}|^\s*\[[^\]]+\]:.*$")
_MARK_CUT = re.compile(r"\[\^[^\]\s]*(?=\s|$|[.,])(?![^\[]*\])")
_BROKEN_LINK = re.compile(r"\[[^\]\[^][^\]\[]*\]\s+\((?=[^)\s]+\.md|https?:|\.\./)")
_CUT_LINK = re.compile(r"\]\([^)\s]*$|\]\([^)\s]*\s(?![^)]*\))")
_NO_TARGET = re.compile(r"\]\(\s*\)")
_NO_TEXT = re.compile(r"(?<!!)\[(\s*)\]\([^)]+\)")
_SPACED_BOLD = re.compile(r"(?<!\S)\*\*\s+\S[^*]*\*\*|(?<!\S)\*\*[^*]*\S\s+\*\*(?!\S)")

_THEMES = ("material", "zensical")
"""The packages of which one has the icons: the theme, or the builder that has it within."""
ICONS = next(Path(str(spec.origin)).parent for name in _THEMES if (spec := find_spec(name))) / "templates/.icons"


def check_signs(page: PageText, errors: ErrorList) -> None:
    """Note the signs that Markdown won't understand."""
    for line in page.lines:
        text = line.text
        for name in _ICON.findall(text):
            if not _is_icon(name):
                errors.add(line.number, "unknown_icon", name=name, among=similar_icons(name))
        for name in _ICON_CUT.findall(text):
            errors.add(line.number, "icon_not_closed", name=name)
        if not is_block_head(line.raw) and (quote := _QUOTES.search(_NOT_PROSE.sub("", text))):
            errors.add(line.number, "foreign_quotes", name=quote[0])
        if _MARK_CUT.search(text):
            errors.add(line.number, "mark_not_closed")
        if _BROKEN_LINK.search(text):
            errors.add(line.number, "space_in_link")
        if _CUT_LINK.search(text):
            errors.add(line.number, "link_not_closed")
        if _NO_TARGET.search(text):
            errors.add(line.number, "link_without_target")
        # Where code is masked there are words.
        if any("`" not in line.raw[found.start(1) : found.end(1)] for found in _NO_TEXT.finditer(text)):
            errors.add(line.number, "link_without_text")
    for paragraph in paragraphs(page):
        for begin in range(len(paragraph)):
            if begin and not _begins_item(paragraph[begin].text):
                continue
            end = next((at for at in range(begin + 1, len(paragraph)) if _begins_item(paragraph[at].text)), None)
            part = paragraph[begin:end]
            for sign, kind in (("**", "bold_not_closed"), ("`", "code_not_closed")):
                odd = [each.number for each in part for _ in range(each.text.replace("\\`", "").count(sign))]
                if len(odd) % 2:
                    errors.add(odd[-1], kind)
        for line in paragraph:
            if _SPACED_BOLD.search(line.text):
                errors.add(line.number, "bold_with_blanks")


def _begins_item(text: str) -> bool:
    return bool(re.match(r"\s*(?:[-*+] |\d+\. |\||:\s)", text))


def _is_icon(name: str) -> bool:
    return is_icon_file(name.replace("-", "/", 1)) or is_icon_file(name.replace("-", "/", 2)) or name in _emoji()


def is_icon_file(path: str) -> bool:
    """Whether the theme has the icon, as its settings write it: material/school-outline."""
    return (ICONS / f"{path}.svg").is_file()


@cache
def icon_names() -> frozenset[str]:
    """As pages write them: material-school-outline."""
    return frozenset(
        path.relative_to(ICONS).as_posix().removesuffix(".svg").replace("/", "-") for path in ICONS.rglob("*.svg")
    )


@cache
def _emoji() -> frozenset[str]:
    from pymdownx import twemoji_db  # four thousand names, needed on the first mistake alone

    return frozenset(name.strip(":") for name in (*twemoji_db.emoji, *twemoji_db.aliases))


def similar_icons(name: str) -> list[str]:
    """Those that share a word with the name: comparing it with all ten thousand would take seconds."""
    words = {word for word in re.split(r"[-_/]", name) if len(word) > 2}
    scored = sorted(
        ((len(words & set(each.split("-"))), each) for each in icon_names()),
        key=lambda scored: (-scored[0], abs(len(scored[1]) - len(name)), scored[1]),
    )
    return [each for score, each in scored[:200] if score]
