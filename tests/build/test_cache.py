"""What a build takes from former ones, and that it is never anything else than it would make itself."""

import shutil
import traceback
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from macros.cache import CACHE, Cache
from macros.compiled_templates import CompiledTemplates
from macros.pages import share_picture
from sandbox.rendering.environment import create_environment
from sandbox.rendering.texts import KnownTexts, UnnamedTextError, texts_of

# Files


def test_what_was_written_is_there_for_another_build(tmp_path: Path) -> None:
    Cache(tmp_path).write("pictures", "one", b"1")
    assert Cache(tmp_path).read("pictures", "one") == b"1"
    assert [path.name for path in (tmp_path / CACHE / "pictures").iterdir()] == ["one"]


def test_only_what_was_asked_for_stays(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for name in ("one", "two"):
        cache.write("pictures", name, b"")
    cache.keep_only("pictures", {"two"})
    assert (cache.read("pictures", "one"), cache.read("pictures", "two")) == (None, b"")


def test_what_is_damaged_is_not_there(tmp_path: Path) -> None:
    cache, path = Cache(tmp_path), tmp_path / CACHE / "pictures/one"
    cache.write("pictures", "one", b"123")
    whole = path.read_bytes()
    for damaged in (whole[:-1], whole + b"4", whole[:-1] + b"4", b"", b"123"):
        path.write_bytes(damaged)
        assert cache.read("pictures", "one") is None
    cache.write("pictures", "one", b"123")
    assert cache.read("pictures", "one") == b"123"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, templates: Path) -> None:
    (tmp_path / CACHE).write_text("no folder", encoding="utf-8")
    cache = Cache(tmp_path)
    cache.write("pictures", "one", b"1")
    cache.keep_only("pictures", {"one"})
    assert cache.read("pictures", "one") is None
    assert rendered(tmp_path, templates) == rendered(tmp_path, templates) == ("\nОдин\n\n<", 1)


# Compiled templates


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text("{% if True %}\nОдин\n{% endif %}\n{{ sign }}", encoding="utf-8")
    return folder


def counting(root: Path, templates: Path, **settings: Any) -> tuple[Environment, list[str | None]]:
    """An environment of a build of its own, and the names of the templates that it compiles."""
    compiled: list[str | None] = []

    class Counting(Environment):
        def _generate(self, source: Any, name: str | None, *rest: Any, **options: Any) -> str:
            compiled.append(name)
            return super()._generate(source, name, *rest, **options)

    kept = CompiledTemplates(Cache(root))
    return Counting(loader=FileSystemLoader(templates), optimized=False, bytecode_cache=kept, **settings), compiled


def rendered(root: Path, templates: Path, **settings: Any) -> tuple[str, int]:
    """The page by a build of its own, and how many templates that has compiled."""
    environment, compiled = counting(root, templates, **settings)
    return environment.get_template("page.html").render(sign="<"), len(compiled)


def test_the_next_build_compiles_nothing_again(tmp_path: Path, templates: Path) -> None:
    assert rendered(tmp_path, templates) == ("\nОдин\n\n<", 1)
    assert rendered(tmp_path, templates) == ("\nОдин\n\n<", 0)


def test_what_was_edited_is_compiled_anew(tmp_path: Path, templates: Path) -> None:
    rendered(tmp_path, templates)
    (templates / "page.html").write_text("Два", encoding="utf-8")
    assert rendered(tmp_path, templates) == ("Два", 1)


@pytest.mark.parametrize(
    ("setting", "page"),
    [
        ("trim_blocks", "Один\n<"),
        ("lstrip_blocks", "\nОдин\n\n<"),
        ("autoescape", "\nОдин\n\n&lt;"),
        ("keep_trailing_newline", "\nОдин\n\n<"),
    ],
)
def test_with_other_settings_it_is_compiled_anew(tmp_path: Path, templates: Path, setting: str, page: str) -> None:
    rendered(tmp_path, templates)
    assert rendered(tmp_path, templates, **{setting: True}) == (page, 1)


def test_a_copy_of_the_tree_compiles_nothing_again_and_names_its_own_file(tmp_path: Path) -> None:
    first, copy = tmp_path / "first", tmp_path / "copy"
    (first / "templates").mkdir(parents=True)
    template = "{% macro part() %}\n{{ sign / 2 }}{% endmacro %}\n{{ part() }}"
    (first / "templates/page.html").write_text(template, encoding="utf-8")
    for folder, expected in ((first, ["page.html"]), (copy, [])):
        if folder == copy:
            shutil.copytree(first, copy)
        environment, compiled = counting(folder, folder / "templates")
        with pytest.raises(TypeError) as raised:
            environment.get_template("page.html").render(sign="<")
        frames = traceback.extract_tb(raised.value.__traceback__)
        at = [(frame.filename, frame.lineno) for frame in frames if frame.filename.endswith("page.html")]
        assert at == [(str(folder / "templates/page.html"), line) for line in (3, 2)]
        assert compiled == expected


def test_results_of_filters_are_not_kept(tmp_path: Path) -> None:
    """An environment that folds constants calls them while it compiles."""
    loader = DictLoader({"page.html": "{{ 'a' | upper }}"})
    environment = Environment(loader=loader, bytecode_cache=CompiledTemplates(Cache(tmp_path)))
    with pytest.raises(ValueError, match="filters"):
        environment.get_template("page.html")


# Texts that templates use


def used(files: dict[str, str], kept: bytes | None = None) -> tuple[dict[str, set[str]], KnownTexts, list[str | None]]:
    """The texts of templates, what is kept of them, and which templates had to be parsed."""
    loader, known, parsed = DictLoader(files), KnownTexts(kept), list[str | None]()

    class Counting(Environment):
        def parse(self, source: str, name: str | None = None, filename: str | None = None) -> Any:
            parsed.append(name)
            return super().parse(source, name, filename)

    found = texts_of(Counting(loader=loader), loader, known)
    return {name: set(values) for name, values in found.items()}, known, parsed


ONE = {"one": "{{ wording.text('sms.one', day=day) }}", "two": "{{ wording.text('sms.two') }}"}


def test_templates_that_are_as_they_were_are_not_parsed_again() -> None:
    found, known, parsed = used(ONE)
    assert (found, parsed) == ({"sms.one": {"day"}, "sms.two": set()}, ["one", "two"])
    assert known.found_others
    again, known, parsed = used(ONE, known.to_json())
    assert (again, parsed, known.found_others) == (found, [], False)


def test_an_edited_template_is_parsed_and_its_former_text_forgotten() -> None:
    _, known, _ = used(ONE)
    edited = {**ONE, "two": "{{ wording.text('sms.three', sum=1) }}"}
    found, known, parsed = used(edited, known.to_json())
    assert (found, parsed) == ({"sms.one": {"day"}, "sms.three": {"sum"}}, ["two"])
    assert known.found_others
    _, known, parsed = used(ONE, known.to_json())
    assert parsed == ["two"], "what nothing uses any more isn't kept"


def test_a_text_without_a_plain_name_is_told_each_time() -> None:
    for _ in range(2):
        with pytest.raises(UnnamedTextError, match="one:1: "):
            used({"one": "{{ wording.text(name) }}"})


def test_the_sandboxs_own_environment_takes_part(tmp_path: Path) -> None:
    """What a build renders trainers with."""
    for _ in range(2):
        compiled = CompiledTemplates(Cache(tmp_path))
        environment = create_environment(DictLoader({"page": "{{ 5 | money }}"}), compiled=compiled)
        assert environment.get_template("page").render() == "0,05\u00a0₽"
    assert len(list((tmp_path / CACHE / "templates").iterdir())) == 1


# Pictures


def test_a_picture_has_the_name_of_all_that_it_shows() -> None:
    words = ("Заголовок", "Сайт", "Учебный сайт")
    others = [tuple("Другое" if place == each else word for each, word in enumerate(words)) for place in range(3)]
    names = [share_picture.name_of(*each) for each in (words, words, *others)]
    assert len(set(names)) == len(names) - 1
