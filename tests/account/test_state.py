"""A new state is a new value."""

import dataclasses
import inspect

import pytest

from sandbox.account import access, call_records, ledger, messages, state, visits
from sandbox.engine import action, outcome
from tests.support.at_once import at_once

VALUES = [
    each
    for module in (action, outcome, state, access, ledger, messages, visits, call_records)
    for _, each in inspect.getmembers(module, inspect.isclass)
    if dataclasses.is_dataclass(each) and each.__module__ == module.__name__
]


@at_once("value", VALUES)
def test_no_value_can_be_changed_in_place(value: type) -> None:
    blank: object = object.__new__(value)
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(blank, dataclasses.fields(value)[0].name, None)
