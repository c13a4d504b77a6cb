"""Which words of a reader ask for help at once, and the page that gives it, from the editors' one file."""

from collections.abc import Collection
from pathlib import Path

from macros.editors.data_file import read_data
from macros.editors.source_files import pages_of
from macros.pages.menu import address_of
from sandbox.content.errors import ErrorList
from sandbox.content.reader import Keys, Reader, as_list, as_text
from sandbox.content.yaml_tree import Value
from sandbox.frozen import dataclass
from sandbox.text.typography import no_break

URGENT = "_data/urgent.yml"
"""The file, in the docs folder."""

KEYS = Keys(("page", "words"), ("without", "title"))


@dataclass(frozen=True)
class Urgent:
    """Whoever types a word of each group needs the page with the address ``url``, relative to the site.

    But not with a word of ``without``: «пропали деньги с телефона» is about no lost phone. ``title`` is what it is
    called then, if not by its own title: the page about codes begins with a SIM that is dead.
    """

    url: str
    groups: tuple[tuple[str, ...], ...]
    without: tuple[str, ...] = ()
    title: str = ""


def load_urgent(docs: Path) -> list[Urgent]:
    """Read the file, in its order: the first rule that fits decides. None are there if there is no file.

    Raises `ContentErrors`.
    """
    if not (docs / URGENT).exists():
        return []
    return read_data(docs / URGENT, lambda tree, errors: _rules(tree, errors, pages_of(docs)))


def _rules(tree: Value | None, errors: ErrorList, known: Collection[str]) -> list[Urgent]:
    rules = []
    for item in as_list(tree, errors, "urgent"):
        reader = Reader(item, errors, "urgent", required=KEYS.required, optional=KEYS.optional)
        page = reader.name("page", known, "unknown_page")
        groups = [as_list(group, errors, "words") for group in reader.list("words")]
        words = tuple(tuple(as_text(word, errors, "words") for word in group) for group in groups)
        without = tuple(as_text(word, errors, "without") for word in reader.list("without"))
        title = no_break(reader.text("title")) if "title" in reader.block.items else ""
        rules.append(Urgent(address_of(page), words, without, title))
    return rules
