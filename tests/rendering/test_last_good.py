"""A template that is being edited never takes away what it drew before."""

import pytest
from jinja2 import DictLoader, TemplateSyntaxError

from sandbox.rendering.environment import create_environment
from sandbox.rendering.last_good import LastGoodLoader


def test_a_template_that_breaks_is_drawn_as_it_was_until_it_is_mended() -> None:
    files = {"step.html": "Шаг {{ 1 }}"}
    templates = create_environment(LastGoodLoader(DictLoader(files)), reads_again=True)
    assert templates.get_template("step.html").render() == "Шаг 1"
    for broken in ("Шаг {% if %}", "Шаг {{ 1 | nofilter }}"):
        files["step.html"] = broken
        assert templates.get_template("step.html").render() == "Шаг 1"
    files["step.html"] = "Шаг {{ 2 }}"
    assert templates.get_template("step.html").render() == "Шаг 2"


def test_a_template_that_never_was_right_says_what_is_wrong() -> None:
    templates = create_environment(LastGoodLoader(DictLoader({"step.html": "{% if %}"})), reads_again=True)
    with pytest.raises(TemplateSyntaxError):
        templates.get_template("step.html")
