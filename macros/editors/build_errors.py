"""Errors in editors' files as the error of a build, which stops with a line for each."""

import contextlib
from collections.abc import Iterator

from mkdocs.commands import build
from mkdocs.exceptions import PluginError
from mkdocs.utils import DuplicateFilter

from sandbox.content.errors import ContentErrors


@contextlib.contextmanager
def stop_build_on_errors() -> Iterator[None]:
    """Stop the build with the errors of the files that are read within, and no traceback."""
    try:
        yield
    except ContentErrors as errors:
        _allow_repeated_messages()
        raise PluginError(f"Ошибки в материалах:\n{errors}") from None


def _allow_repeated_messages() -> None:
    """Otherwise MkDocs would log the same error only once in a preview, and stop the next build without it."""
    for each in build.log.filters:
        if isinstance(each, DuplicateFilter):
            each.msgs.clear()
