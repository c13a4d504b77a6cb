"""What a build takes from former ones, and that it is never anything else than it would make itself."""

import gzip
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import brotli
import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader

from macros.cache import CACHE, Cache
from macros.edition import edition_of
from macros.editors.settings_file import settings_of
from macros.guide import mistakes_of, read_guide
from macros.pages import share_picture
from macros.pages.site_page import SiteSettings
from macros.pages.surroundings import theme_environment
from macros.publish.site import compress
from macros.rehearsals import _passed, rehearse_changed
from macros.show.pages import ShowPages
from sandbox.content import Content
from sandbox.content.loader import LoadedContent
from sandbox.engine.simulation import AnySimulation
from sandbox.frozen import replace
from sandbox.rendering.texts import KnownTexts, UnnamedTextError, texts_of
from tests.support.guide import SIMULATION, SOURCE
from tests.support.project import ROOT, copy_tree, environment

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


def made(cache: Cache, *of: object) -> tuple[bytes, bool]:
    """What is made of the values, and whether it was made now."""
    now = []

    def make() -> bytes:
        now.append(of)
        return repr(of).encode()

    return cache.made("things", make, *of), bool(now)


def test_what_was_made_of_the_same_by_the_same_code_is_not_made_again(tmp_path: Path) -> None:
    one, other = ({"a": 1, "b": 2}, "text"), ({"b": 2, "a": 1}, "text")
    assert made(Cache(tmp_path, "code"), *one) == (repr(one).encode(), True)
    assert made(Cache(tmp_path, "code"), *one) == (repr(one).encode(), False)
    assert made(Cache(tmp_path, "code"), *other) == (repr(other).encode(), True)
    assert made(Cache(tmp_path, "other code"), *one) == (repr(one).encode(), True)


def test_what_two_builds_make_in_turn_stays_and_what_was_made_long_ago_does_not(tmp_path: Path) -> None:
    def is_made_by_a_build(thing: str) -> bool:
        for path in tmp_path.glob(f"{CACHE}/things/*"):
            an_hour_before = path.stat().st_mtime - 3600
            os.utime(path, (an_hour_before, an_hour_before))
        cache = Cache(tmp_path)
        _, now = made(cache, thing)
        cache.keep_recent()
        return now

    assert [is_made_by_a_build(thing) for thing in "ababab"] == [True, True, False, False, False, False]
    assert [is_made_by_a_build(thing) for thing in "cdbca"] == [True, True, False, False, True]
    assert len(list((tmp_path / CACHE / "things").iterdir())) == 3


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, templates: Path) -> None:
    (tmp_path / CACHE).write_text("no folder", encoding="utf-8")
    cache = Cache(tmp_path)
    cache.write("pictures", "one", b"1")
    cache.keep_only("pictures", {"one"})
    cache.keep_recent()
    assert cache.read("pictures", "one") is None
    assert made(cache, 1) == made(cache, 1) == (b"(1,)", True)
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

    kept = Cache(root).templates()
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
    environment = Environment(loader=loader, bytecode_cache=Cache(tmp_path).templates())
    with pytest.raises(ValueError, match="filters"):
        environment.get_template("page.html")


# Rehearsals


def some(content: Content) -> Content:
    """As much of it as has a walkthrough, a task and the places."""
    walkthroughs = {slug: content.walkthroughs[slug] for slug in ("register-by-phone", "sign-in-by-password")}
    return replace(content, walkthroughs=walkthroughs, tasks={"three-hundred": content.tasks["three-hundred"]})


LOADED = replace(SOURCE, content=some(SOURCE.content))


def rehearsed(
    root: Path, loaded: LoadedContent = LOADED, edition: str = "code", simulation: AnySimulation = SIMULATION
) -> tuple[set[str], int]:
    """The files that are wrong, as another process finds them, and how often a state was settled meanwhile."""
    settled, settle = [], simulation.timeline.settle

    def counting(state: Any, now: datetime) -> Any:
        settled.append(now)
        return settle(state, now)

    _passed.clear()
    playing = replace(simulation, timeline=replace(simulation.timeline, settle=counting))
    errors = rehearse_changed(loaded, playing, Cache(root, edition))
    return {error.path for error in errors}, len(settled)


def with_example(loaded: LoadedContent, slug: str, example: dict[str, str]) -> LoadedContent:
    """The first step of a walkthrough with another example."""
    walkthroughs = loaded.content.walkthroughs
    first, *others = walkthroughs[slug].steps
    other = replace(walkthroughs[slug], steps=(replace(first, example=example), *others))
    return replace(loaded, content=replace(loaded.content, walkthroughs={**walkthroughs, slug: other}))


WRONG = with_example(LOADED, "register-by-phone", {"address": "login-mts.example"})
THE_WRONG = "walkthroughs/register-by-phone.yml"


@pytest.fixture(scope="module")
def passed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """The cache after everything has passed, and how often a state was settled for that."""
    root = tmp_path_factory.mktemp("passed")
    wrong, settled = rehearsed(root)
    assert wrong == set()
    assert settled > 1_000
    return root, settled


@pytest.fixture
def kept(passed: tuple[Path, int], tmp_path: Path) -> Path:
    shutil.copytree(passed[0], tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_what_has_passed_is_not_played_by_the_next_build(kept: Path) -> None:
    assert rehearsed(kept) == (set(), 0)


def test_what_is_wrong_is_told_each_time_and_what_is_right_not_played_with_it(
    kept: Path, passed: tuple[Path, int]
) -> None:
    first, second = rehearsed(kept, WRONG), rehearsed(kept, WRONG)
    assert first[0] == second[0] == {THE_WRONG}
    assert 0 < second[1] < first[1] < passed[1], "the walk of the places types this example too, and passes"
    mended, settled = rehearsed(kept)
    assert mended == set()
    assert settled > 0, "what nobody asked for the last time isn't kept"


def test_another_place_is_another_for_all_tasks(kept: Path) -> None:
    """They are played in the places."""
    places = LOADED.content.places
    offering = next(each for each in places.values() if "top_up" in each.offers)
    closed = replace(offering, offers={name: then for name, then in offering.offers.items() if name != "top_up"})
    without = replace(LOADED, content=replace(LOADED.content, places={**places, offering.id: closed}))
    wrong, _ = rehearsed(kept, without)
    assert "walkthroughs/tasks/three-hundred.yml" in wrong


def test_other_code_plays_everything(kept: Path, passed: tuple[Path, int]) -> None:
    assert rehearsed(kept, edition="other code") == (set(), passed[1])


def test_a_damaged_memory_is_none(kept: Path, passed: tuple[Path, int]) -> None:
    (path,) = (kept / CACHE / "rehearsals").iterdir()
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"?")
    assert rehearsed(kept) == (set(), passed[1])
    assert path.read_bytes() == whole


TELLING = "from pathlib import Path; from macros.guide import mistakes_of; print(*mistakes_of(Path()), sep='\\n')"


def test_a_rule_that_changes_after_all_has_passed_is_found_out(tmp_path: Path) -> None:
    """By another process, with what this one has kept in the tree."""
    tree = copy_tree(tmp_path)
    assert mistakes_of(tree) == []
    assert (tree / CACHE / "rehearsals/passed").is_file()
    rules = tree / "sandbox/account/addresses.py"
    text = rules.read_text(encoding="utf-8")
    assert text.count('SITE = "login.mts.ru"') == 1
    rules.write_text(text.replace('SITE = "login.mts.ru"', 'SITE = "my.mts.ru"'), encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", TELLING],
        cwd=tree,
        env=environment(tree),
        check=True,
        capture_output=True,
        text=True,
    )
    assert "пример шага «open-site» не ведёт дальше" in told.stdout


# The edition of the code


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with the rules of a simulation."""
    folder = tmp_path / "lessons_of_a_test"
    (folder / "words").mkdir(parents=True)
    (folder / "rules.py").write_text("ONE = 1\n", encoding="utf-8")
    (folder / "words/list.txt").write_text("слово\n", encoding="utf-8")
    (tmp_path / "lone_lesson_of_a_test.py").write_text("ONE = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    yield folder
    edition_of.cache_clear()


def edition(simulation: str = "lessons_of_a_test.rules:ONE") -> str:
    """As another process would read it."""
    edition_of.cache_clear()
    return edition_of(simulation)


def test_an_edition_changes_with_the_code_and_with_what_lies_beside_it(package: Path) -> None:
    editions = [edition(), edition("lessons_of_a_test.rules:TWO")]
    for name, content in (("rules.py", "ONE = 2\n"), ("words/list.txt", "слова\n"), ("words/more.txt", "")):
        (package / name).write_text(content, encoding="utf-8")
        editions.append(edition())
    (package / "words/more.txt").rename(package / "words/most.txt")
    editions.append(edition())
    assert len(set(editions)) == 6
    (package / "__pycache__").mkdir()
    for name in ("__pycache__/rules.pyc", ".#rules.py"):
        (package / name).symlink_to("nobody@nowhere")
    assert edition() == editions[-1]


def test_an_edition_changes_with_what_is_installed(package: Path) -> None:
    before = edition()
    (package.parent / "words-2.0.dist-info").mkdir()
    assert edition() != before


def test_what_a_module_alone_uses_is_not_known(package: Path) -> None:
    """So nothing that another process has made is taken for what it makes."""
    assert edition("lone_lesson_of_a_test:ONE") != edition("lone_lesson_of_a_test:ONE")


def test_a_process_goes_on_with_the_edition_that_it_has_read(package: Path) -> None:
    before = edition()
    (package / "rules.py").write_text("ONE = 2\n", encoding="utf-8")
    assert edition_of("lessons_of_a_test.rules:ONE") == before


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


# Pictures


def test_a_picture_has_the_name_of_all_that_it_shows() -> None:
    words = ("Заголовок", "Сайт", "Учебный сайт")
    others = [tuple("Другое" if place == each else word for each, word in enumerate(words)) for place in range(3)]
    names = [share_picture.name_of(*each) for each in (words, words, *others)]
    assert len(set(names)) == len(names) - 1


# What is published


def test_compressed_copies_are_those_of_the_file_itself(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    for text in ("Один\n" * 200, "Один\n" * 200, "Два\n" * 200):
        page.write_text(text, encoding="utf-8")
        compress(page, Cache(tmp_path))
        assert gzip.decompress((tmp_path / "page.html.gz").read_bytes()).decode() == text
        assert brotli.decompress((tmp_path / "page.html.br").read_bytes()).decode() == text
    assert len(list((tmp_path / CACHE / "compressed").iterdir())) == 2


def test_pages_of_pictures_are_as_they_would_be_made(site: Path, tmp_path: Path) -> None:
    guide = read_guide(settings_of(ROOT / "mkdocs.yml"))
    settings = SiteSettings("Сайт", "https://guide.example/", "", "data:,", [], [], "docs", ROOT / "macros/theme")
    theme = theme_environment(settings)

    def pages(name: str, cache: Cache | None, **changes: Any) -> dict[str, str]:
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(site / "index.html", folder)
        ShowPages().write(folder, replace(guide, **changes), settings, theme, cache)
        return {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("show/*.html")}

    anew = pages("anew", None)
    assert pages("kept", Cache(tmp_path, "code")) == pages("taken", Cache(tmp_path, "code")) == anew
    assert len(list((tmp_path / CACHE / "shows").iterdir())) == len(anew) > 20
    content = guide.materials.content
    named = replace(content.walkthroughs["set-up-profile"], title="Другое название")
    other = replace(content, walkthroughs={**content.walkthroughs, "set-up-profile": named})
    edited = pages("edited", Cache(tmp_path, "code"), materials=replace(guide.materials, content=other))
    assert [name for name in anew if edited[name] != anew[name]] == ["set-up-profile.html"]
    assert "Другое название" in edited["set-up-profile.html"]
