"""The teasers of the article's «Похожие статьи», from their one file."""

from dataclasses import dataclass
from pathlib import Path

from macros.editors.data_file import parse_data
from sandbox.content.errors import ContentErrors
from sandbox.content.reader import Reader, as_list


@dataclass(frozen=True)
class Teaser:
    """The beginning of an article, as its source shows it; ``subject`` is a Russian word."""

    subject: str
    text: str


def load_teasers(path: Path) -> list[Teaser]:
    """Read the file. Raises `ContentErrors`."""
    errors, tree = parse_data(path)
    items = as_list(tree, errors, path.stem)
    readers = [Reader(item, errors, path.stem, required=("text", "subject")) for item in items]
    teasers = [Teaser(reader.text("subject"), reader.text("text")) for reader in readers]
    if errors.errors:
        raise ContentErrors(errors.errors)
    return teasers
