"""What is read of the editors' files, each text with its line."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from markdown import Markdown

from macros.claims.marks import prose_lines, read_text, without_marks
from macros.editors.source_files import pages_of
from macros.language.readability import Sentence, prose_of, words_of
from sandbox.content.yaml_tree import Block, Series, Text, Value, parse_file
from sandbox.frozen import dataclass

FOR_EDITORS = ("about/editors.md", "about/threats.md", "about/load.md")
"""Pages for those who edit or run the site."""
QUOTED = ("about/related.md",)
"""Pages whose sentences are somebody else's, shown as they are."""

_COMMAND = re.compile(r"^\{\{.*\}\}\s*$|\{%-?\s*(?:end)?raw\s*-?%\}", re.MULTILINE)
_EXTENSIONS = ("admonition", "attr_list", "def_list", "md_in_html", "tables", "fenced_code", "pymdownx.details")


@dataclass(frozen=True)
class Said:
    """A text of a YAML file: ``keys`` lead to it from the top of the file."""

    path: str
    line: int
    keys: tuple[str, ...]
    text: str


def texts_of(path: Path, shown: str) -> list[Said]:
    """All texts of a file, none of one that can't be read."""
    _, tree = parse_file(path, shown)
    return list(_walk(tree, shown, ())) if tree is not None else []


def _walk(value: Value, path: str, keys: tuple[str, ...]) -> Iterator[Said]:
    if isinstance(value, Text):
        yield Said(path, value.line, keys, value.value)
    elif isinstance(value, Series):
        for item in value.items:
            yield from _walk(item, path, keys)
    elif isinstance(value, Block):
        for key, inner in value.items.items():
            yield from _walk(inner, path, (*keys, key))


@dataclass(frozen=True)
class PageProse:
    """A page as it is read: ``name`` within the docs folder, its sentences, and where each begins."""

    name: str
    shown: str
    text: list[Sentence]
    words: list[tuple[str, int]]

    def line_of(self, sentence: Sentence) -> int:
        """The line on which the sentence begins, or the first one."""
        begin = sentence[:6]
        only = [word for word, _ in self.words]
        for place in range(len(only)):
            if only[place] == begin[0] and only[place : place + len(begin)] == begin:
                return self.words[place][1]
        return 1


def prose_of_pages(docs: Path) -> list[PageProse]:
    """All pages that are ours to make easier."""
    found = []
    for name, path in pages_of(docs).items():
        if name not in QUOTED:
            text = read_text(path)
            words = [(word, number) for number, line in prose_lines(text) for word in words_of(without_marks(line))]
            found.append(PageProse(name, f"{docs.name}/{name}", _sentences(text), words))
    return found


@lru_cache(maxsize=256)
def _sentences(markdown: str) -> list[Sentence]:
    _, _, body = markdown.partition("\n---\n")
    html = Markdown(extensions=list(_EXTENSIONS)).convert(without_marks(_COMMAND.sub("", body)))
    return prose_of(html)


def yaml_texts(root: Path) -> Iterator[Said]:
    """The texts of walkthroughs, tasks, places and wording."""
    for path in sorted((root / "walkthroughs").rglob("*.yml")):
        if not path.name.startswith("."):
            yield from texts_of(path, path.relative_to(root).as_posix())
