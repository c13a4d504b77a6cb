"""Parts of pages that are drawn once and kept: most of what a press is answered with was drawn for others before."""

import threading
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from typing import Any, Generic, TypeVar

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

T = TypeVar("T")

MOST = 2048
"""Twice so many parts are kept, of half a kilobyte each as a rule."""


class Kept(Generic[T]):
    """What was made for the same keys before. Safe in any thread.

    At most twice ``most`` results are kept: when there are so many new ones, those older ones go that nobody has asked
    for meanwhile. With 0 nothing is kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._new: dict[Hashable, tuple[T, object]] = {}
        self._old: dict[Hashable, tuple[T, object]] = {}

    def __call__(self, key: Hashable, objects: object, make: Callable[[], T]) -> T:
        """The result for a key, in which all is that it depends on.

        ``objects`` are those that stand in the key by their identity: so long as they are kept, none of them gives its
        place in memory to another.
        """
        found = self._new.get(key)
        if found is None:
            found = self._old.get(key) or (make(), objects)
            self._keep(key, found)
        return found[0]

    def _keep(self, key: Hashable, result: tuple[T, object]) -> None:
        with self._lock:
            if len(self._new) >= self._most:
                self._new, self._old = {}, self._new
            if self._most:
                self._new[key] = result


class KeptParts:
    """Draws a template with nothing but the wording and the values that it is given, and keeps the result for them.

    A part can't hold anything of another learner: a template that uses a variable that wasn't given is an error, and
    whatever was given is compared before a part is used again.
    """

    def __init__(self, draw: Callable[..., str], most: int = MOST) -> None:
        self._draw, self._kept = draw, Kept[Markup](most)

    @pass_context
    def __call__(self, context: Context, template: str, /, **values: object) -> Markup:
        """The part, as HTML."""
        values["wording"] = context["wording"]
        key = (template, *values, *map(_comparable, values.values()))
        return self._kept(key, values, lambda: Markup(self._draw(template, **values)))  # noqa: S704 - drawn by an escaping template


def _comparable(value: Any) -> Hashable:
    """What is equal for two values only if a template shows them alike. Text that is HTML already isn't like other."""
    kind = value.__class__
    if kind in _PLAIN:
        return kind, value
    if kind is datetime:
        return kind, value.isoformat()  # equal ones of two time zones are shown differently
    if kind is tuple:
        return kind, tuple(map(_comparable, value))
    if isinstance(value, Mapping):
        return Mapping, tuple((name, _comparable(each)) for name, each in value.items())
    return kind, id(value)


_PLAIN = (str, bool, int, type(None))
