"""A test of many cases tells all for which it fails, and shares its fixtures."""

import inspect

import pytest

from tests.support.at_once import at_once


def test_every_case_is_tried_and_each_that_fails_is_named() -> None:
    tried = []

    @at_once(("word", "number"), [("one", 1), ("one", 2), ("two", 2)])
    def test(word: str, number: int) -> None:
        tried.append((word, number))
        assert number == 1

    with pytest.raises(ExceptionGroup) as told:
        test()
    assert tried == [("one", 1), ("one", 2), ("two", 2)]
    assert [fault.__notes__ for fault in told.value.exceptions] == [["case: one, 2"], ["case: two, 2"]]


def test_each_is_tried_with_each_and_with_the_fixtures() -> None:
    tried = []

    @at_once("word", ["one", "two"])
    @at_once("number", [1, 2])
    def test(fixture: str, word: str, number: int) -> None:
        tried.append((fixture, word, number))

    assert list(inspect.signature(test).parameters) == ["fixture"]
    test(fixture="given")
    assert tried == [("given", word, number) for word in ("one", "two") for number in (1, 2)]


def test_a_test_of_no_case_is_refused() -> None:
    with pytest.raises(AssertionError):
        at_once("word", [])
