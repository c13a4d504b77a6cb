"""Editors hear of a mistake at each build that it stops."""

from pathlib import Path

import pytest
from jinja2 import TemplateSyntaxError
from mkdocs.commands import build
from mkdocs.exceptions import PluginError
from mkdocs.utils import DuplicateFilter

from macros.editors.build_errors import MistakesError, stop_build_on_errors
from sandbox.content.errors import ContentErrors, ErrorList


def test_a_mistake_that_stays_is_told_again(caplog: pytest.LogCaptureFixture) -> None:
    mistakes = ErrorList("walkthroughs/a.yml")
    mistakes.add(3, "file_empty")
    once = DuplicateFilter()
    build.log.addFilter(once)
    try:
        for _ in range(2):
            with pytest.raises(PluginError) as told, stop_build_on_errors():
                raise ContentErrors(mistakes.errors)
            build.log.error(str(told.value))
    finally:
        build.log.removeFilter(once)
    told_of = [record.message.splitlines()[1].partition(" ")[0] for record in caplog.records]
    assert told_of == ["walkthroughs/a.yml:3:", "walkthroughs/a.yml:3:"]


def test_a_template_that_cannot_be_read_is_told_as_a_file_of_the_project(tmp_path: Path) -> None:
    path = tmp_path / "macros/theme/foot.html"
    with pytest.raises(MistakesError) as told, stop_build_on_errors(tmp_path):
        raise TemplateSyntaxError("unexpected end", 7, filename=str(path))
    assert [(error.path, error.line, error.kind) for error in told.value.errors] == [
        ("macros/theme/foot.html", 7, "template_broken")
    ]
