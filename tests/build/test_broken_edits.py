"""Whatever an editor does by mistake is told where it stands, once, alone, in Russian and with what to write instead.

Many edits are made at once, each in another file: so it is seen that each mistake is told whatever else is wrong.
"""

import re
import shutil
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import InclusionLevel, get_files, set_exclusions

from macros.claims.claim import load_claims
from macros.claims.marks import marks_on_pages, unknown_claims
from macros.editors.embeddings import find_embeddings, read_calls
from macros.editors.pages import check_pages
from macros.editors.site_settings import check_settings
from macros.editors.source_files import check_page_files, files_of, read_pages
from macros.editors.theme_settings import FEATURES
from macros.guide import mistakes_of
from sandbox.content.errors import ContentError, ErrorList, texts
from sandbox.content.file_text import telling
from sandbox.content.loader import slugs_in
from sandbox.content.reader import known_name
from tests.support.at_once import at_once
from tests.support.broken_edits import EDITS, PAGE, SETTINGS, Edit, inserted
from tests.support.project import ROOT, copy_cache

ON_PAGES = [edit for edit in EDITS if edit.file == PAGE]
IN_SETTINGS = [edit for edit in EDITS if edit.file == SETTINGS]
ELSEWHERE = [edit for edit in EDITS if edit.file not in (PAGE, SETTINGS)]
BROKEN_PAGES = sorted(
    f"docs/{path.relative_to(ROOT / 'docs').as_posix()}"
    for path in (ROOT / "docs").glob("*/*.md")  # edits name others from a folder
    if path.name not in ("index.md", "editors.md", "load.md", "glossary.md", "by-phone.md")
    and "\n " not in path.read_text(encoding="utf-8").split("\n---\n")[0]  # edits are of keys that end with their line
)
ROUNDS = [
    list(zip(BROKEN_PAGES, ON_PAGES[begin : begin + len(BROKEN_PAGES)], strict=False))
    for begin in range(0, len(ON_PAGES), len(BROKEN_PAGES))
]

Told = set[tuple[str, int, str]]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The editors' files of the project, to be broken."""
    for name in ("docs", "walkthroughs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("macros", "sandbox"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / SETTINGS, tmp_path)
    copy_cache(tmp_path)
    return tmp_path


def broken(tree: Path, file: str, edit: Edit) -> tuple[str, int, str]:
    """Make the edit in the file; how it must be told."""
    edit.make(tree / file)
    line = edit.line
    if isinstance(line, str):
        lines = (tree / file).read_text(encoding="utf-8", errors="replace").replace("\r", "").split("\n")
        line = next(number for number, text in enumerate(lines, 1) if line.rstrip("\n") in text)
    return edit.path or file, line, edit.told


def told(errors: Iterable[ContentError], expected: Told) -> Told:
    """What was told; a line that an edit leaves open is taken as right."""
    anywhere = {(path, kind) for path, line, kind in expected if line == -1}
    return {(e.path, -1 if (e.path, e.kind) in anywhere else e.line, e.kind) for e in errors}


def mistakes_on_pages(tree: Path) -> list[ContentError]:
    """What a build tells of pages, without all that it reads besides."""
    docs, pages = tree / "docs", read_pages(tree / "docs")
    calls = read_calls(pages)
    errors = [*calls.errors, *find_embeddings(calls, slugs_in(tree / "walkthroughs"))[1]]
    errors += unknown_claims(marks_on_pages(pages), load_claims(docs))
    return telling([*errors, *check_page_files(docs, pages), *check_pages(docs, pages, {})])


@pytest.mark.parametrize("edits", ROUNDS, ids=lambda edits: edits[0][1].name)
def test_a_mistake_on_a_page_is_told_at_its_line(edits: list[tuple[str, Edit]], tree: Path) -> None:
    expected = {broken(tree, page, edit) for page, edit in edits}
    assert told(mistakes_on_pages(tree), expected) == expected


def test_every_mistake_in_the_settings_is_told_at_its_line(tree: Path) -> None:
    settings = tree / SETTINGS
    right = settings.read_bytes()
    wrong = []
    for edit in IN_SETTINGS:
        expected = {broken(tree, SETTINGS, edit)}
        found = told(check_settings(settings, SETTINGS, tree / "docs"), expected)
        if found != expected:
            wrong.append((edit.name, found, expected))
        settings.write_bytes(right)
    assert wrong == []


AFTER_ALL = {"card_missing", "subject_missing", "advice_missing", "unknown_source", "unknown_page"}
"""What can only be told of files that can be read."""


def rounds_of(edits: Iterable[Edit]) -> Iterator[list[Edit]]:
    """The edits in as few rounds as there are edits of one file."""
    edits = list(edits)
    yield [edit for edit in edits if edit.told in AFTER_ALL]
    edits = [edit for edit in edits if edit.told not in AFTER_ALL]
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    for together in zip_longest(*by_file.values()):
        yield [edit for edit in together if edit]


@pytest.mark.parametrize("edits", list(rounds_of(ELSEWHERE)), ids=lambda edits: edits[0].name)
def test_a_mistake_in_any_other_file_is_told_at_its_line(edits: list[Edit], tree: Path) -> None:
    expected = {broken(tree, edit.file, edit) for edit in edits}
    assert told(mistakes_of(tree), expected) == expected


def test_the_right_files_are_right(tree: Path) -> None:
    assert mistakes_of(tree) == []


def test_links_to_what_is_there_are_right(tree: Path) -> None:
    """Also to places that the page's text doesn't name, or names as another one."""
    inserted(
        """## Раз

## Раз

<a id='here'></a>[Раз](#раз), [`раз`](#раз), [два](#раз_1), [сюда](#here), <a href="#раз">раз</a>, [словарь
и слово](../about/glossary.md#абонент), [шаг](../registration/by-phone.md#register-by-phone-open-site 'Шаг')."""
    )(tree / PAGE)
    assert mistakes_of(tree) == []


def test_what_looks_like_a_mistake_and_is_none_is_right(tree: Path) -> None:
    inserted(
        """??? question "Что ещё?"

    Текст.

    ## Раз

- Один

    ### Два

Так?!
?? и !! не пишут.
Пункты 1 и
2) ничего не начинают.

Файл: [список](list.txt)."""
    )(tree / PAGE)
    (tree / PAGE).with_name("list.txt").touch()
    assert mistakes_of(tree) == []


def test_a_file_is_not_told_of_where_links_to_it_may_be_lost(tree: Path) -> None:
    inserted("```\n[Список](list.txt)")(tree / PAGE)
    (tree / PAGE).with_name("list.txt").touch()
    assert [error.kind for error in mistakes_of(tree)] == ["fence_not_closed"]


def test_copies_that_editors_of_texts_leave_are_no_files_of_the_site(tree: Path) -> None:
    """Such as a lock, which is a link to nothing."""
    for folder, name in (
        ("docs", ".#index.md"),
        ("walkthroughs", ".#new.yml"),
        ("walkthroughs/wording", ".#codes.yml"),
    ):
        (tree / folder / name).symlink_to("nobody@nowhere")
    assert mistakes_of(tree) == []


def test_every_mistake_is_told_in_russian_with_a_remedy() -> None:
    for kind, text in texts().items():
        for part in text.values():
            plain = re.sub(r"\{[^}]*\}", "", part)
            assert re.search("[а-яё]", plain), f"{kind}: {part}"


def test_at_most_three_names_are_offered() -> None:
    errors = ErrorList(SETTINGS)
    known_name("navigation.tab", 1, errors, FEATURES, "unknown_feature")
    known = dict(errors.errors[0].values)["known"].split(", ")
    assert len(known) == 3
    assert known[0] == "navigation.tabs"


def test_what_may_be_linked_is_what_the_site_publishes() -> None:
    """Else a link that is accepted here leads nowhere on the site, or one that is right is refused."""
    config = load_config(str(ROOT / SETTINGS))
    files = get_files(config)
    set_exclusions(files, config)
    assert set(files_of(ROOT / "docs")) == {file.src_uri for file in files if file.inclusion != InclusionLevel.EXCLUDED}


@at_once("kind", ["no_such_picture", "no_such_anchor", "unknown_reference", "unknown_page"])
def test_where_nothing_can_be_offered_the_remedy_ends_without_a_list(kind: str) -> None:
    errors = ErrorList(PAGE)
    errors.add(1, kind, name="x", page=PAGE, among=())
    assert not re.search(r":\s*$", errors.errors[0].message)
