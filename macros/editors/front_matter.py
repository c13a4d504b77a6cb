"""The front matter of each page: a mistake that MkDocs would print into the page, or ignore, stops the build."""

import re
from collections.abc import Iterable

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.reader import Keys, Reader, as_list, as_text, known_name
from sandbox.content.yaml_tree import Block, Text, Value, parse_yaml
from sandbox.frozen import dataclass

HEADER = Keys(("description",), ("title", "hide", "search"))
SEARCH = Keys((), ("exclude", "boost"))
HIDDEN = ("navigation", "toc", "terms", "path", "footer")
"""What a page may hide."""
SHORTEST, LONGEST = 70, 155
"""Characters of a description."""
LONGEST_TITLE = 55
"""Characters; the site adds its own name to them, and search engines cut what is longer than 70."""

_RESOLVER = Resolver()


@dataclass(frozen=True)
class Header:
    """What the header of a page says, with the lines; a text is empty where there is none."""

    title: str = ""
    title_line: int = 1
    description: str = ""
    description_line: int = 1


def read_header(markdown: str, errors: ErrorList) -> Header:
    """Read a page's header, and note what is wrong with it."""
    markdown = markdown.removeprefix("\ufeff")
    header, end, _ = markdown.partition("\n---\n")
    if not markdown.startswith("---\n"):
        blank = re.match(r"(?:\s*\n|---[ \t]+\n|[ \t]+---\n)+", markdown)
        errors.add(
            1, "front_matter_shifted" if blank and "---" in markdown[: blank.end() + 4] else "front_matter_missing"
        )
    elif not end:
        errors.add(1, "front_matter_not_closed")
    elif (tree := parse_yaml(header, errors)) is not None:
        return _header(tree, header, errors)
    return Header()


def _header(tree: Value, header: str, errors: ErrorList) -> Header:
    if tree == Text("", tree.line):  # nothing stands between the dashes
        tree = Block({}, {}, tree.line)
    reader = Reader(tree, errors, "---", required=HEADER.required, optional=HEADER.optional)
    for key in ("title", "description"):
        _check_words(reader, key)
    description, title = reader.text("description"), reader.text("title") if "title" in reader.block.items else ""
    if "hide" in reader.block.items:
        for item in as_list(reader.block.items["hide"], errors, "hide", reader.line("hide")):
            known_name(as_text(item, errors, "hide"), item.line, errors, HIDDEN, "unknown_hidden")
    if "search" in reader.block.items:
        _check_search(reader.block.items["search"], errors)
    if _is_text(description) and not SHORTEST <= len(description) <= LONGEST:
        line = reader.line("description")
        errors.add(line, "bad_description", length=len(description), least=SHORTEST, most=LONGEST)
    return Header(title, reader.line("title"), description, reader.line("description"))


def _check_words(reader: Reader, key: str) -> None:
    """A value that YAML takes for a number, a day or a yes would not be a text for the site."""
    value = reader.block.items.get(key)
    if isinstance(value, Text) and value.value and not _is_text(value.value):
        reader.errors.add(reader.line(key), "not_words", name=key, value=value.value)


def _is_text(value: str) -> bool:
    tag = _RESOLVER.resolve(ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return bool(tag == "tag:yaml.org,2002:str") and any(sign.isalpha() for sign in value)


def _check_search(value: Value, errors: ErrorList) -> None:
    reader = Reader(value, errors, "search", required=SEARCH.required, optional=SEARCH.optional)
    if "exclude" in reader.block.items and reader.text("exclude") not in ("true", "false"):
        errors.add(reader.line("exclude"), "not_true_or_false", name="exclude")
    if "boost" in reader.block.items and not re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", reader.text("boost")):
        errors.add(reader.line("boost"), "not_a_weight", name="boost")
    if isinstance(value, Block) and not value.items:
        errors.add(value.line, "text_empty", name="search")


def check_names(named: Iterable[tuple[str, str, int, str, int]]) -> list[ContentError]:
    """Titles and descriptions of all pages: ``(path, title, its line, description, its line)``, each its own."""
    found: list[ContentError] = []
    titles: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    for path, title, title_line, description, description_line in named:
        errors = ErrorList(path)
        if len(title) > LONGEST_TITLE:
            errors.add(title_line, "title_too_long", length=len(title), most=LONGEST_TITLE)
        for text, line, known, kind in (
            (title, title_line, titles, "title_twice"),
            (description, description_line, descriptions, "description_twice"),
        ):
            if text and text in known:
                errors.add(line, kind, first=known[text])
            known.setdefault(text, f"{path}:{line}")
        found += errors.errors
    return found
