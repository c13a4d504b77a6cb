"""The front matter of each page: a mistake that MkDocs would print into the page, or ignore, stops the build."""

from pathlib import Path

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.reader import Reader
from sandbox.content.yaml_tree import parse_yaml

_REQUIRED, _OPTIONAL = ("description",), ("title", "hide", "search")


def check_front_matter(docs: Path) -> list[ContentError]:
    """The mistakes in it, for all pages in the folder. `find_embeddings` reports pages that can't be read."""
    errors: list[ContentError] = []
    for path in sorted(docs.rglob("*.md")):
        mistakes = ErrorList(f"{docs.name}/{path.relative_to(docs).as_posix()}")
        _check(path.read_text(encoding="utf-8", errors="replace"), mistakes)
        errors += mistakes.errors
    return errors


def _check(markdown: str, errors: ErrorList) -> None:
    header, end, _ = markdown.partition("\n---\n")
    if not markdown.startswith("---\n"):
        errors.add(1, "front_matter_missing")
    elif not end:
        errors.add(1, "front_matter_not_closed")
    elif (tree := parse_yaml(header, errors)) is not None:
        Reader(tree, errors, "---", required=_REQUIRED, optional=_OPTIONAL).text("description")
