"""The editors' files in ``docs/_data``: read, or refused with all their mistakes."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from sandbox.content.errors import ContentErrors, ErrorList
from sandbox.content.yaml_tree import Value, parse_file

_T = TypeVar("_T")


def read_data(path: Path, read: Callable[[Value | None, ErrorList], _T]) -> _T:
    """What ``read`` makes of the file's tree, which is None where there is no file to read.

    Raises `ContentErrors` with the mistakes that it notes. They name the file as it lies in the project.
    """
    errors, tree = parse_file(path, "/".join(path.parts[-3:]))
    result = read(tree, errors)
    if errors.errors:
        raise ContentErrors(errors.errors)
    return result
