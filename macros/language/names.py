"""One thing has one name, money one sign, and a reader may be a woman."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from macros.claims.marks import read_text
from macros.editors.data_file import read_data
from macros.editors.source_files import pages_of
from macros.language.lines import FOR_EDITORS
from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.reader import as_block, as_list, as_text
from sandbox.content.yaml_tree import Value

NAMES = "_data/names.yml"
"""The file, in the docs folder: how to write it, and how not to."""

_MASCULINE = re.compile(
    r"\b(?:я|вы)\s+(?:(?:не|уже|только|сам|сами)\s+)*[а-яё]+(?:л|лся|шёл)\b|\bпопросил я\b|\bсамому\b|\bвы\s+сам\b",
    re.IGNORECASE,
)
"""«Вы отключил», «я не просил», «можно и самому»."""
STRANGER_SPEAKS = "Я отправил"
_MONEY = re.compile(r"\d\s*рубл")


def load_names(docs: Path) -> Mapping[str, Sequence[str]]:
    """Right name → wrong ones. Raises `ContentErrors`. None are there if there is no file."""
    return read_data(docs / NAMES, _names) if (docs / NAMES).exists() else {}


def _names(tree: Value | None, errors: ErrorList) -> Mapping[str, Sequence[str]]:
    block = as_block(tree, errors, Path(NAMES).stem)
    return {
        right: [as_text(item, errors, right) for item in as_list(value, errors, right)]
        for right, value in block.items.items()
    }


def check_names_of_things(root: Path, docs: Path) -> list[ContentError]:
    """Wrong names, masculine forms and «рублей» in what learners read. Raises `ContentErrors`."""
    names = [(right, name) for right, several in load_names(docs).items() for name in several]
    found: list[ContentError] = []
    for path, text in _texts(root, docs):
        errors, lower = ErrorList(path), text.lower()
        # First what is quick: nearly no file has a wrong name, and none has many.
        wrong = [(right, name, _beginning(name)) for right, name in names if name.lower() in lower]
        has_masculine = bool(masculine(text))
        for number, line in enumerate(text.splitlines(), 1):
            for right, name, pattern in wrong:
                if pattern.search(line.lower()):
                    errors.add(number, "wrong_name", name=name, right=right)
            if has_masculine and (form := masculine(line)) and STRANGER_SPEAKS not in line:
                errors.add(number, "masculine_form", name=form)
            if money := _MONEY.search(line):
                errors.add(number, "money_in_words", name=money[0])
        found += errors.errors
    return found


def _beginning(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(name.lower())}")


def masculine(line: str) -> str:
    """What takes the reader for a man, or nothing."""
    form = _MASCULINE.search(line)
    return form[0] if form else ""


def _texts(root: Path, docs: Path) -> Iterator[tuple[str, str]]:
    pages = [path for page, path in pages_of(docs).items() if page not in FOR_EDITORS]
    for path in (*pages, *sorted((root / "walkthroughs").rglob("*.yml"))):
        yield path.relative_to(root).as_posix(), read_text(path).replace("\N{NO-BREAK SPACE}", " ")
