"""The deliberate breaks of `make breaks` still know their places and their tests."""

import re

from tests.breaks.__main__ import find
from tests.breaks.deliberate import BREAKS, Break
from tests.support.at_once import at_once
from tests.support.project import ROOT


def test_there_are_many_and_each_has_a_name_of_its_own() -> None:
    assert len({each.name for each in BREAKS}) == len(BREAKS) >= 60


@at_once("each", BREAKS)
def test_a_break_has_one_place_and_tests_that_exist(each: Break) -> None:
    assert each.old != each.new
    find(ROOT, each)
    for test in each.tests.split():
        path, _, name = test.partition("::")
        assert (ROOT / path).exists(), path
        assert not name or re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE), test
