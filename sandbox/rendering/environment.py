"""The settings of all templates: undefined names are errors, HTML is escaped, filters format in the Russian way."""

from jinja2 import BaseLoader, Environment, StrictUndefined

from sandbox.text import russian
from sandbox.text.typography import no_break, unbroken_parts


def create_environment(loader: BaseLoader) -> Environment:
    """An environment for the templates of a loader."""
    environment = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
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
        no_break=no_break,
        unbroken_parts=unbroken_parts,
    )
    return environment


def _count(number: int, forms: str) -> str:
    return format(russian.Count(number), forms)


def _money(kopecks: int) -> str:
    return format(russian.Money(kopecks))
