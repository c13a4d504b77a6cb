"""What installed packages offer, by the groups of their entry points."""

from functools import cache
from importlib.metadata import EntryPoints, entry_points


def offered(group: str) -> EntryPoints:
    return _all().select(group=group)


@cache  # each time it reads a file of every package that is installed
def _all() -> EntryPoints:
    return entry_points()  # type: ignore[return-value] # Python 3.11 has another type for it, which selects too
