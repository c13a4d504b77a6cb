"""Frozen dataclasses that are defined, and copied with changes, in a fraction of the standard library's time.

The standard library writes and compiles six methods for each class. A server defines more than a hundred classes when
it starts, which took it longer than all else of ours. Here all have the same few methods, which go through the fields.
To make a value takes three times as long so, two millionths of a second more. So a class of which many are made gets
a compiled way to make them, once they are: it takes half of the standard library's time. What is ordered and what
changes is left to the standard library (`tests/project/test_architecture.py` names them).

Whatever knows dataclasses (`fields`, `is_dataclass`, `dataclasses.replace`, msgspec) takes them for such, and a type
checker takes them for the standard library's. Of its options ``frozen`` alone can be given, and must be.
"""

import dataclasses
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

T = TypeVar("T")

MANY = 100
"""When so many values of a class were made, to compile a way to make them pays: it takes as long as these did."""

_made: dict[type, int] = {}
"""How many values were made of each class, up to so many."""

_set = object.__setattr__
"""How a value gets its fields, all at once: by its own way nothing of it can be set."""


def _dataclass(*, frozen: bool) -> Callable[[type[T]], type[T]]:
    """Make a class a frozen dataclass."""
    if not frozen:
        raise TypeError("what changes is made by the standard library")
    return _define


def _define(cls: type[T]) -> type[T]:
    cls.__doc__ = cls.__doc__ or cls.__name__  # if it had none, the standard library would look for its parameters
    dataclasses.dataclass(init=False, repr=False, eq=False)(cls)
    names, fields = cls.__match_args__, cls.__dataclass_fields__  # type: ignore[attr-defined] # it has them by now
    if len(names) != len(fields) or hasattr(cls, "__post_init__"):
        raise TypeError(f"{cls.__name__} is made by the standard library: it is more than a few fields")
    own = {
        "_frozen_names": frozenset(names),
        "_frozen_defaults": {name: field.default for name, field in fields.items() if _is_given(field.default)},
        "_frozen_makers": {
            name: field.default_factory for name, field in fields.items() if _is_given(field.default_factory)
        },
        "_frozen_compared": _values_of(name for name, field in fields.items() if field.compare),
        "_frozen_hashed": _values_of(
            name for name, field in fields.items() if (field.compare if field.hash is None else field.hash)
        ),
        "_frozen_shown": tuple(name for name, field in fields.items() if field.repr),
    }
    for name, value in (own | _METHODS).items():
        if name not in vars(cls):
            setattr(cls, name, value)
    return cls


def _is_given(default: object) -> bool:
    return default is not dataclasses.MISSING


def _values_of(names: Iterable[str]) -> Any:
    """What takes the fields' values from a value."""
    given = (*names,)
    return attrgetter(*given) if given else staticmethod(_nothing)


def _nothing(_: object) -> None:
    """The values of no fields."""


def _replace(value: T, /, **changes: Any) -> T:
    """A copy of a dataclass with these fields changed. Raises `TypeError` for a field that it doesn't have."""
    cls = type(value)
    if "_frozen_names" not in vars(cls):
        return dataclasses.replace(value, **changes)  # type: ignore[type-var] # one of the standard library's
    own = value.__dict__ | changes
    if len(own) == len(cls.__match_args__):  # type: ignore[attr-defined] # as above
        copy = object.__new__(cls)
        _set(copy, "__dict__", own)
        return copy
    # A name that isn't a field's, or a property that was kept.
    return cls(**{name: getattr(value, name) for name in cls.__match_args__} | changes)  # type: ignore[attr-defined]


def _init(self: Any, /, *given: Any, **named: Any) -> None:
    names = self.__match_args__
    own = self._frozen_defaults | dict(zip(names, given, strict=False)) | named  # one after another, update is slower
    if len(own) < len(names):
        for name, make in self._frozen_makers.items():
            if name not in own:
                own[name] = make()
    is_once = len(given) <= len(names) and (not named or named.keys().isdisjoint(names[: len(given)]))
    if not is_once or len(own) != len(names) or not named.keys() <= self._frozen_names:
        raise TypeError(f"{type(self).__name__}({', '.join(names)}) can't be made of {given} and {named}")
    _set(self, "__dict__", own)
    made = _made[type(self)] = _made.get(type(self), 0) + 1
    if made == MANY:
        type(self).__init__ = _compiled_init(type(self))


def _compiled_init(cls: Any) -> Callable[..., None]:
    """A way to make such values that names their fields, as the standard library writes one."""
    known: dict[str, Any] = {"_set": _set, "_not_given": dataclasses.MISSING}
    parameters, values = ["_self"], []
    for name in cls.__match_args__:
        value = name
        if name in cls._frozen_defaults:
            known[f"_default_{name}"] = cls._frozen_defaults[name]
            parameters.append(f"{name}=_default_{name}")
        elif name in cls._frozen_makers:
            known[f"_make_{name}"] = cls._frozen_makers[name]
            parameters.append(f"{name}=_not_given")
            value = f"_make_{name}() if {name} is _not_given else {name}"
        else:
            parameters.append(name)
        values.append(f"{name!r}: {value}")
    source = f"def __init__({', '.join(parameters)}): _set(_self, '__dict__', {{{', '.join(values)}}})"
    exec(source, known)  # noqa: S102 - nothing but names of fields
    return known["__init__"]  # type: ignore[no-any-return] # just defined


def _refuse_change(self: Any, name: str, *_: object) -> None:
    raise dataclasses.FrozenInstanceError(f"{name} of {type(self).__name__} can't be changed")


def _equals(self: Any, other: Any) -> bool:
    if other.__class__ is not self.__class__:
        return NotImplemented  # type: ignore[no-any-return] # the sign that Python then asks the other one
    return bool(self._frozen_compared(self) == other._frozen_compared(other))


def _hash(self: Any) -> int:
    return hash(self._frozen_hashed(self))


def _repr(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._frozen_shown)})"


_METHODS = {
    "__init__": _init,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
    "__eq__": _equals,
    "__hash__": _hash,
    "__repr__": _repr,
}

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import replace as replace
else:
    dataclass, replace = _dataclass, _replace
