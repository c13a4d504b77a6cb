"""Templates of a preview: while one is being edited and can't be read, the one before it is used."""

from collections.abc import Callable

from jinja2 import BaseLoader, Environment, TemplateSyntaxError

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
            environment.compile(text, template, file, raw=True)
        except TemplateSyntaxError:
            if template not in self._good:
                raise
            return self._good[template][0], file, is_fresh
        self._good[template] = text, file, is_fresh
        return self._good[template]

    def list_templates(self) -> list[str]:
        return self._loader.list_templates()
