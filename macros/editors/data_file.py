"""The editors' files in ``docs/_data``."""

from pathlib import Path

from sandbox.content.errors import ErrorList
from sandbox.content.yaml_source import Value, parse_file


def parse_data(path: Path) -> tuple[ErrorList, Value | None]:
    """The file's content, or None where there is none to read. Errors name the file as it lies in the project."""
    return parse_file(path, "/".join(path.parts[-3:]))
