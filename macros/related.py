"""The teasers of the article's «Похожие статьи», from their one file."""

from dataclasses import dataclass
from pathlib import Path

from sandbox.content_error import ContentErrors, ErrorList
from sandbox.reader import Reader
from sandbox.yaml_source import Series, parse_yaml


@dataclass(frozen=True)
class Teaser:
    """The beginning of an article, as its source shows it; ``subject`` is a Russian word."""

    subject: str
    text: str


def load_teasers(path: Path) -> list[Teaser]:
    """Read the file. Raises `ContentErrors`."""
    errors = ErrorList(f"{path.parent.parent.name}/{path.parent.name}/{path.name}")
    tree = parse_yaml(path.read_text(encoding="utf-8"), errors)
    if tree is not None and not isinstance(tree, Series):
        errors.add(tree.line, "not_a_list", name=path.stem)
    items = tree.items if isinstance(tree, Series) else ()
    readers = [Reader(item, errors, path.stem, required=("text", "subject")) for item in items]
    teasers = [Teaser(reader.text("subject"), reader.text("text")) for reader in readers]
    if errors.errors:
        raise ContentErrors(errors.errors)
    return teasers
