"""A process compiles each template once, whatever number of environments it makes."""

from pathlib import Path
from types import CodeType

from jinja2 import DictLoader, FileSystemLoader, PrefixLoader
from jinja2.ext import Extension

from sandbox.rendering.environment import create_environment
from sandbox.rendering.last_good import LastGoodLoader
from sandbox.rendering.texts import KnownTexts, texts_of


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


def test_a_template_that_was_looked_through_for_its_texts_is_not_parsed_again(tmp_path: Path) -> None:
    parsed: list[str | None] = []

    class Counting(Extension):
        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
            parsed.append(filename)
            return source

    (tmp_path / "own.html").write_text("Один", encoding="utf-8")
    loader = PrefixLoader({"screens": FileSystemLoader(tmp_path)})
    environment = create_environment(loader)
    environment.add_extension(Counting)
    texts_of(environment, loader, KnownTexts())
    assert environment.get_template("screens/own.html").render() == "Один"
    assert parsed == [str(tmp_path / "own.html")]
