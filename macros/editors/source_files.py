"""Which files of the docs folder are pages, and whether each can be read."""

from pathlib import Path

from sandbox.content.errors import ContentError, ErrorList
from sandbox.content.file_text import read_checked


def pages_of(docs: Path) -> list[Path]:
    """The pages, in the order of their paths. Copies that programs leave beside a page while it is edited are none."""
    return [path for path in sorted(docs.rglob("*.md")) if _is_written(path, docs) and not path.is_dir()]


def page_names(docs: Path) -> list[str]:
    """The pages as other files name them: by their paths from the folder."""
    return [path.relative_to(docs).as_posix() for path in pages_of(docs)]


def _is_written(path: Path, folder: Path) -> bool:
    return not any(part.startswith(".") for part in path.relative_to(folder).parts)


def check_page_files(docs: Path) -> list[ContentError]:
    """What is wrong with the pages as files: another encoding, marks of a merge, signs that nobody sees."""
    found: list[ContentError] = []
    for path in sorted(docs.rglob("*.md")):
        if _is_written(path, docs):
            errors = ErrorList(f"{docs.name}/{path.relative_to(docs).as_posix()}")
            read_checked(path, errors)
            found += errors.errors
    return found
