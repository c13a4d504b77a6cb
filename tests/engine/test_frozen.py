"""Frozen dataclasses of our own: as those of the standard library, whatever is done with them."""

import copy
import dataclasses
from collections.abc import Callable
from functools import cached_property
from typing import Any

import msgspec
import pytest

from sandbox import frozen
from tests.support.at_once import at_once


class _Shape:
    """A number of things.

    It has each kind of field that there is.
    """

    sides: int
    name: str = "square"
    points: list[int] = dataclasses.field(default_factory=list)
    secret: str = dataclasses.field(default="", repr=False)
    notes: list[str] = dataclasses.field(default_factory=list, hash=False)
    place: int = dataclasses.field(default=0, compare=False)

    @cached_property
    def area(self) -> int:
        return self.sides**2


def _made_by(decorate: Callable[[type[_Shape]], type[_Shape]]) -> type[_Shape]:
    members = {name: value for name, value in vars(_Shape).items() if name not in ("__dict__", "__weakref__")}
    made = decorate(type("Shape", (), members | {"__annotations__": dict(_Shape.__annotations__)}))
    made.area.__set_name__(made, "area")  # type: ignore[attr-defined] # it is the property itself
    return made


OURS: Any = _made_by(frozen.dataclass(frozen=True))
OFTEN_MADE: Any = _made_by(frozen.dataclass(frozen=True))
for _ in range(frozen.MANY):
    OFTEN_MADE(4)
THEIRS: Any = _made_by(dataclasses.dataclass(frozen=True))


def told(do: Callable[[Any], object]) -> tuple[object, object, object]:
    """What is told of ours, of ours that were made often, and of theirs: the result, or the kind of error."""

    def of(shape: Any) -> object:
        try:
            return do(shape)
        except (TypeError, AttributeError, msgspec.ValidationError) as error:
            return type(error)

    return of(OURS), of(OFTEN_MADE), of(THEIRS)


DONE: dict[str, Callable[[Any], object]] = {
    "by position": lambda shape: dataclasses.asdict(shape(4, "a", [1], "s")),
    "by name": lambda shape: dataclasses.asdict(shape(name="a", sides=4)),
    "by both": lambda shape: dataclasses.asdict(shape(4, secret="s", name="a")),
    "without the one that has no default": lambda shape: shape(name="a"),
    "with one too many": lambda shape: shape(1, "", [], "", [], 0, 7),
    "with an unknown one": lambda shape: shape(1, colour="red"),
    "with an unknown one for the missing": lambda shape: shape(colour="red"),
    "with the same twice": lambda shape: shape(1, sides=2),
    "defaults of their own": lambda shape: shape(1).points is not shape(1).points,
    "shown": lambda shape: repr(shape(4, "a", [1], "never shown")),
    "equal": lambda shape: shape(4) == shape(4),
    "not equal": lambda shape: shape(4) == shape(4, secret="s"),
    "not equal to another kind": lambda shape: shape(4) == 4,
    "equal whatever is cached": lambda shape: (one := shape(4)).area and one == shape(4),
    "hashed": lambda shape: hash(shape(4, points=(1,))) == hash(shape(4, points=(1,))),
    "hashed by all fields": lambda shape: hash(shape(4)),
    "hashed but for a field": lambda shape: hash(shape(4, points=(), notes=[1])) == hash(shape(4, points=())),
    "not hashed alike": lambda shape: hash(shape(4, points=(), place=1)) == hash(shape(5, points=())),
    "equal but for what isn't compared": lambda shape: shape(4, place=1) == shape(4, place=2),
    "not equal but for what isn't hashed": lambda shape: shape(4, notes=[1]) == shape(4, notes=[2]),
    "changed": lambda shape: setattr(shape(4), "sides", 5),
    "a field deleted": lambda shape: delattr(shape(4), "sides"),
    "a field added": lambda shape: setattr(shape(4), "colour", "red"),
    "copied": lambda shape: dataclasses.asdict(copy.deepcopy(shape(4, points=[1]))),
    "fields": lambda shape: [each.name for each in dataclasses.fields(shape)],
    "as a dictionary": lambda shape: dataclasses.asdict(shape(4, points=[1])),
    "matched": lambda shape: shape.__match_args__,
    "described": lambda shape: shape.__doc__,
    "replaced": lambda shape: dataclasses.asdict(frozen.replace(shape(4, "a"), sides=5)),
    "replaced by the standard library": lambda shape: dataclasses.asdict(dataclasses.replace(shape(4, "a"), sides=5)),
    "replaced without what is cached": lambda shape: (one := shape(4)).area and frozen.replace(one, sides=5).area,
    "replaced by an unknown one": lambda shape: frozen.replace(shape(4), colour="red"),
    "the former as it was": lambda shape: frozen.replace(one := shape(4, "a"), sides=5) and dataclasses.asdict(one),
    "as JSON": lambda shape: msgspec.json.encode(shape(4, secret="s", name="a")),
    "as JSON with defaults": lambda shape: msgspec.json.encode(shape(4)),
    "from JSON": lambda shape: repr(msgspec.json.decode(b'{"sides":4,"secret":"s"}', type=shape)),
    "from JSON and replaced": lambda shape: repr(
        frozen.replace(msgspec.json.decode(b'{"sides":4}', type=shape), name="a")
    ),
    "from wrong JSON": lambda shape: msgspec.json.decode(b'{"sides":"4"}', type=shape),
}


@at_once("what", DONE)
def test_it_is_as_the_standard_librarys(what: str) -> None:
    ours, often_made, theirs = told(DONE[what])
    assert ours == theirs
    assert often_made == theirs


def test_what_is_made_often_is_made_in_a_way_of_its_own() -> None:
    assert OFTEN_MADE.__init__ is not OURS.__init__


def test_a_class_without_fields_and_words_is_one_too() -> None:
    @frozen.dataclass(frozen=True)
    class Nothing:
        pass

    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())
    assert frozen.replace(Nothing()) == Nothing()
    assert repr(Nothing()).endswith("Nothing()")


def test_what_only_the_standard_library_can_make_is_refused() -> None:
    def checked(shape: object) -> None:
        """What is called for each new value."""

    with pytest.raises(TypeError):
        frozen.dataclass(frozen=False)
    with pytest.raises(TypeError):
        frozen.dataclass(frozen=True)(type("Checked", (), {"__post_init__": checked}))
    one: Any = dataclasses.field(init=False)
    with pytest.raises(TypeError):
        frozen.dataclass(frozen=True)(type("Later", (), {"__annotations__": {"one": int}, "one": one}))
