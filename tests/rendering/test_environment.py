"""A process compiles each template once, whatever number of environments it makes."""

from types import CodeType

from jinja2 import DictLoader

from sandbox.rendering.environment import create_environment
from sandbox.rendering.last_good import LastGoodLoader


def compiled(text: str, *, reads_again: bool = False) -> CodeType:
    """What a new environment runs for a template with this text."""
    loader = DictLoader({"step.html": text})
    environment = create_environment(LastGoodLoader(loader) if reads_again else loader, reads_again=reads_again)
    return environment.get_template("step.html").root_render_func.__code__


def test_a_template_that_is_as_it_was_is_not_compiled_again() -> None:
    assert compiled("Шаг {{ number }}") is compiled("Шаг {{ number }}")
    assert compiled("Шаг {{ number }}", reads_again=True) is compiled("Шаг {{ number }}")


def test_what_was_edited_is() -> None:
    before = compiled("Было")
    assert compiled("Стало") is not before
    assert "Стало" in compiled("Стало").co_consts
