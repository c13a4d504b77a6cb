"""Words that readers type but pages don't use, from the editors' one file."""

from pathlib import Path

from macros.editors.data_file import read_data
from sandbox.content.errors import ErrorList
from sandbox.content.reader import as_block, as_list, as_text
from sandbox.content.yaml_tree import Value
from sandbox.frozen import dataclass
from sandbox.text.comparison import comparable

SYNONYMS = "_data/synonyms.yml"
"""The file, in the docs folder."""


@dataclass(frozen=True)
class Synonym:
    """``typed`` are the words of readers that mean ``word``, the word of the pages. Either may be several words."""

    word: str
    typed: tuple[str, ...]


def load_synonyms(path: Path) -> list[Synonym]:
    """Read the file. Raises `ContentErrors`."""

    def read(tree: Value | None, errors: ErrorList) -> list[Synonym]:
        lines: dict[str, int] = {}
        block = as_block(tree, errors, path.stem)
        return [Synonym(word, _typed(value, word, lines, errors)) for word, value in block.items.items()]

    return read_data(path, read)


def _typed(value: Value, word: str, lines: dict[str, int], errors: ErrorList) -> tuple[str, ...]:
    typed = []
    for item in as_list(value, errors, word):
        text = as_text(item, errors, word)
        compared = comparable(text)
        if text and compared in lines:
            errors.add(item.line, "duplicate_synonym", name=text, first=lines[compared])
        lines[compared] = item.line
        typed.append(text)
    return tuple(typed)
