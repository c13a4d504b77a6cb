"""The settings of all templates: undefined names are errors, HTML is escaped, filters format in the Russian way."""

from collections.abc import Mapping, MutableMapping
from datetime import datetime
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template, nodes
from jinja2.environment import TemplateModule

from sandbox.rendering.compiled import COMPILED
from sandbox.text import russian
from sandbox.text.typography import no_break, unbroken_parts

MODULES = "_modules"
"""The name by which the templates of one page find the macros that another of them has imported already."""


def create_environment(loader: BaseLoader, *, reads_again: bool = False) -> Environment:
    """An environment for the templates of a loader. Those that change later are noticed only if it ``reads_again``."""
    environment = _Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # Python folds constants itself; to look for them takes a fifth of compiling
        auto_reload=reads_again,  # it looks at the file of each template each time
        cache_size=-1,
        bytecode_cache=COMPILED,
    )
    environment.filters.update(
        clock_time=russian.clock_time,
        day=russian.day,
        calendar_day=russian.calendar_day,
        short_day=russian.short_day,
        measure=russian.measure,
        day_and_time=russian.day_and_time,
        money=_money,
        phone_number=russian.phone_number,
        count=_count,
        minute=minute,
        no_break=no_break,
        unbroken_parts=unbroken_parts,
    )
    return environment


class _Template(Template):
    """A template whose macros are made once for a page, not anew wherever it is imported with context.

    So macros see the variables of the place that imports them first: of all that changes within a page, only what
    they are given.
    """

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 - Jinja's name
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002 - Jinja's name
    ) -> TemplateModule:
        made: dict[str | None, TemplateModule] | None = vars.get(MODULES) if vars else None
        if made is None:
            return super().make_module(vars, shared, locals)
        if self.name not in made:
            made[self.name] = super().make_module(vars, shared, locals)
        return made[self.name]


class _Environment(Environment):
    """What is parsed for a look at it is not parsed again when it is compiled: a build looks at all templates first."""

    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._parsed: dict[tuple[str | None, str], nodes.Template] = {}

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """A tree is kept by its file: below a prefix a template is compiled by another name than it is found by."""
        tree = self._parsed[filename, source] = super().parse(source, name, filename)
        return tree

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *options: Any) -> Any:
        """Compiling changes the tree, so it serves once."""
        tree = self._parsed.pop((filename, source), source)
        return super().compile(tree, name, filename, *options)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The same for all templates: Jinja's chain of dictionaries is copied item by item for each of them."""
        return {**self.globals, **d} if d else self.globals


def minute(moment: datetime) -> datetime:
    """The minute of a moment: no page shows more of it."""
    return moment.replace(second=0, microsecond=0)


def _count(number: int, forms: str) -> str:
    return format(russian.Count(number), forms)


def _money(kopecks: int) -> str:
    return format(russian.Money(kopecks))
