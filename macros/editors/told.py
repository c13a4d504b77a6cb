"""How editors hear of mistakes in their files: the build stops with a line for each."""

import contextlib
from collections.abc import Iterator

from mkdocs.commands import build
from mkdocs.exceptions import PluginError
from mkdocs.utils import DuplicateFilter

from sandbox.content.errors import ContentErrors


@contextlib.contextmanager
def told_to_editors() -> Iterator[None]:
    """Stop the build if the files turn out to be wrong. They may change at any time while it runs."""
    try:
        yield
    except ContentErrors as errors:
        _say_again()
        raise PluginError(f"Ошибки в материалах:\n{errors}") from None


def _say_again() -> None:
    """MkDocs prints the same line once in a preview, though it is another build that it stops."""
    for each in build.log.filters:
        if isinstance(each, DuplicateFilter):
            each.msgs.clear()
