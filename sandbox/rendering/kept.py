"""Parts of pages that are drawn once and kept: most of what a press is answered with was drawn for others before."""

import threading
from collections.abc import Callable, Hashable, Mapping
from datetime import datetime
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

MOST = 4096
"""So many parts are kept, of half a kilobyte each as a rule; then all are drawn anew."""


class KeptParts:
    """Draws a template with nothing but the wording and the values that it is given, and keeps the result for them.

    A part can't hold anything of another learner: a template that uses a variable that wasn't given is an error, and
    whatever was given is compared before a part is used again. Texts and numbers are compared by their value; other
    objects, which never change, must be the same. With 0 as ``most`` nothing is kept. Safe in any thread.
    """

    def __init__(self, draw: Callable[..., str], most: int = MOST) -> None:
        self._draw, self._most = draw, most
        self._lock = threading.Lock()
        self._parts: dict[Hashable, tuple[Markup, object]] = {}

    @pass_context
    def __call__(self, context: Context, template: str, /, **values: object) -> Markup:
        """The part, as HTML."""
        values["wording"] = context["wording"]
        if not self._most:
            return Markup(self._draw(template, **values))  # noqa: S704 - drawn by an escaping template
        key = (template, *values, *map(_comparable, values.values()))
        found = self._parts.get(key)
        if found is None:
            # With the values, so that none of the objects that are compared gives its place in memory to another.
            found = Markup(self._draw(template, **values)), values  # noqa: S704 - drawn by an escaping template
            self._keep(key, found)
        return found[0]

    def _keep(self, key: Hashable, part: tuple[Markup, object]) -> None:
        with self._lock:
            if len(self._parts) >= self._most:
                self._parts = {}
            self._parts[key] = part


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
