"""Templates of a preview: while one is being edited and can't be read, the one before it is used."""

from collections.abc import Callable

from jinja2 import BaseLoader, Environment, TemplateSyntaxError

from sandbox.rendering.compiled import COMPILED

Source = tuple[str, str | None, Callable[[], bool] | None]
"""A template's text, its file, and whether that is still as it was read."""


class LastGoodLoader(BaseLoader):
    """Loads by another loader. Raises `TemplateSyntaxError` only for a template that never could be read."""

    def __init__(self, loader: BaseLoader) -> None:
        self._loader = loader
        self._good: dict[str, Source] = {}

    def get_source(self, environment: Environment, template: str) -> Source:
        """The text as it is now or, if that doesn't compile, as it was when it did."""
        text, file, is_fresh = self._loader.get_source(environment, template)
        try:
            _compile(environment, template, file, text)
        except TemplateSyntaxError:
            if template not in self._good:
                raise
            return self._good[template][0], file, is_fresh
        self._good[template] = text, file, is_fresh
        return self._good[template]

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()


def _compile(environment: Environment, template: str, file: str | None, text: str) -> None:
    """See whether the text compiles, once: what it is compiled to is kept where Jinja will look for it."""
    bucket = COMPILED.get_bucket(environment, template, file, text)
    if bucket.code is None:
        bucket.code = environment.compile(text, template, file)
        COMPILED.set_bucket(bucket)
