"""Errors in editors' files as the error of a build, which stops with a line for each."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from jinja2 import TemplateSyntaxError
from mkdocs.commands import build
from mkdocs.exceptions import PluginError
from mkdocs.utils import DuplicateFilter

from sandbox.content.errors import ContentError, ContentErrors, ErrorList

MISTAKES = "Ошибки в материалах:"


class MistakesError(PluginError):
    """The mistakes in the editors' files that stop a build."""

    def __init__(self, errors: ContentErrors) -> None:
        super().__init__(f"{MISTAKES}\n{errors}")
        self.errors = errors.errors


@contextlib.contextmanager
def stop_build_on_errors(root: Path = Path()) -> Iterator[None]:
    """Stop the build with the errors of the files that are read within, and no traceback.

    Templates below ``root`` are named as they lie there.
    """
    try:
        yield
    except ContentErrors as errors:
        _allow_repeated_messages()
        raise MistakesError(errors) from None
    except TemplateSyntaxError as error:
        _allow_repeated_messages()
        raise MistakesError(ContentErrors([_of_template(error, root)])) from None


def _of_template(error: TemplateSyntaxError, root: Path) -> ContentError:
    path = Path(error.filename or error.name or "")
    errors = ErrorList(path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix())
    errors.add(error.lineno, "template_broken")
    return errors.errors[0]


def _allow_repeated_messages() -> None:
    """Otherwise MkDocs would log the same error only once in a preview, and stop the next build without it."""
    for each in build.log.filters:
        if isinstance(each, DuplicateFilter):
            each.msgs.clear()
