"""Editors' mistakes are named with file, line and remedy, all at once; right files become walkthroughs.

Each folder of ``broken`` is an example of wrong files (walkthroughs, pages, subjects) and what the editor reads.
What no place of the cabinet offers stands in an ``expected.txt`` as <nowhere>.
Sections of the wording that an example doesn't have come from the real one, and so do the SMS it doesn't have.
"""

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import yaml

from macros.claims.claim import CLAIMS, load_claims, outdated
from macros.claims.marks import marks_of_walkthroughs, marks_on_pages, unknown_claims, unused_claims
from macros.claims.statements import SIGNS, load_signs, statements_without_claim
from macros.editors.checked_days import checked_days, old_checks
from macros.editors.embeddings import find_embeddings, find_tasks, read_calls
from macros.editors.pages import check_pages
from macros.editors.source_files import read_pages
from macros.pages.article import ARTICLE, load_instructions
from macros.pages.sources import check_sources
from macros.pages.subjects import SUBJECTS, load_subjects
from macros.search.synonyms import SYNONYMS, load_synonyms
from sandbox.account.actions import ACTIONS
from sandbox.account.living import LESSONS_OWN
from sandbox.content import yaml_tree
from sandbox.content.cabinet_check import forgotten_actions, walk_places
from sandbox.content.errors import ContentError, ContentErrors, ErrorList, error_at, texts
from sandbox.content.loader import TASKS, slugs_in
from sandbox.content.reader import read_day
from sandbox.content.rehearsal import rehearse
from sandbox.content.task_rehearsal import rehearse_tasks
from sandbox.content.yaml_tree import Block, Series, Text, parse_yaml
from sandbox.engine.walkthrough import InLife, Mistake, Step, Walkthrough
from tests.support.at_once import at_once
from tests.support.broken_edits import EDITS
from tests.support.guide import SIMULATION, SOURCE, load_source
from tests.support.language_kinds import OF_LANGUAGE
from tests.support.project import ROOT

# The examples lack the walkthroughs that the wording sends to.
WORDING = {
    path.name: re.sub(r"(?m)^    walkthrough: .*\n", "", path.read_text(encoding="utf-8"))
    for path in (ROOT / "walkthroughs/wording").glob("*.yml")
}
BROKEN = sorted(path for path in (ROOT / "tests/content/broken").iterdir() if path.is_dir())

NEVER_IN_A_TREE = {"file_not_opened", "build_failed", "template_broken"}
"""Whoever runs the tests may read every file; the others are told by a build (tests/build/test_build.py)."""

OF_DRAFTS = {kind for kind in texts() if kind.startswith("draft_")}
"""Wrong answers to the questions of a draft (tests/build/test_drafts.py)."""

TODAY = date(2026, 11, 26)
"""When the examples are built."""

SHORT = """\
title: Новый пароль
source: "4.1"
start: registered
finish: Готово.
steps:
  - id: start-reset
    say: Нажмите кнопку
    action: skip_download
    only_press: Решать здесь нечего.
    then: {download_skipped: done}
"""

FULL = """\
title: Вход в кабинет
source: 3
start: registered
finish: Вы вошли.
steps:
  - id: enter-number
    say: Введите номер
    hint: Возьмите его с телефона.
    action: request_code
    also: [resend_code, take_back_number]
    wait: minute
    example: {phone: "79070000001"}
    then: {code_sent: done, number_taken_back: enter-number}
    mistakes:
      - name: Ошибка в номере
        input: {phone: ""}
        gives: number_missing
      - name: Слишком рано
        action: resend_code
        wait: sms
        times: 10
        after: Ошибка в номере
        gives: code_requested_too_soon
"""


@cache
def mistakes(example: Path) -> ContentErrors:
    """What the build says about an example (see `macros.materials`)."""
    with TemporaryDirectory() as place:
        walkthroughs, docs = Path(place, "walkthroughs"), Path(place, "docs")
        shutil.copytree(example, walkthroughs, ignore=shutil.ignore_patterns("*.md", "expected.txt", "_data"))
        shutil.copytree(
            example, docs, ignore=lambda *_: ["wording", "expected.txt", *(path.name for path in example.glob("*.yml"))]
        )
        errors = mistakes_in_claims(docs, walkthroughs)
        complete_wording(walkthroughs / "wording")
        if list(docs.glob("*.md")):
            calls = read_calls(read_pages(docs))
            errors += [*calls.errors, *find_embeddings(calls, slugs_in(walkthroughs))[1]]
            errors += find_tasks(calls, slugs_in(walkthroughs / TASKS))[1]
        if "front-matter" in example.name:  # the pages of other examples have none
            errors += check_pages(docs, read_pages(docs), {})
        errors += mistakes_in_synonyms(docs / SYNONYMS)
        try:
            if (docs / SUBJECTS).exists():
                load_subjects(docs)
            source = load_source(walkthroughs)
            if (docs / ARTICLE).exists():
                errors += check_sources(source, load_instructions(docs / ARTICLE, source.content.walkthroughs))
        except ContentErrors as found:
            return ContentErrors([*errors, *found.errors])
        old = old_checks(checked_days(source), TODAY)
        errors += rehearse_tasks(source, SIMULATION)
        if example.name == "actions-nowhere":  # in the other examples there are few places
            errors += forgotten_actions(source, SIMULATION)
        if example.name == "leads-inside-without-sign-in":  # it takes longer than all the rest
            errors += walk_places(source, SIMULATION)
        return ContentErrors([*errors, *rehearse(source, SIMULATION), *old])


def mistakes_in_claims(docs: Path, walkthroughs: Path) -> list[ContentError]:
    """As `macros.check` finds them, on a day of its own."""
    if not (docs / CLAIMS).exists():
        return []
    try:
        claims = load_claims(docs)
        signs = load_signs(docs) if (docs / SIGNS).exists() else None
    except ContentErrors as found:
        return found.errors
    marks = [*marks_on_pages(read_pages(docs)), *marks_of_walkthroughs(walkthroughs)]
    errors = unknown_claims(marks, claims) + unused_claims(marks, claims.values()) + outdated(claims.values(), TODAY)
    return errors + (statements_without_claim(docs, walkthroughs, signs) if signs else [])


def mistakes_in_synonyms(path: Path) -> list[ContentError]:
    try:
        if path.exists():
            load_synonyms(path)
    except ContentErrors as found:
        return found.errors
    return []


def complete_wording(folder: Path) -> None:
    """Add the real wording, without the sections that the example has itself; of messages, the missing ones."""
    folder.mkdir(parents=True, exist_ok=True)
    own = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.yml"))
    for name, text in WORDING.items():
        sections = re.split(r"(?m)^(?=\w+:)", text)
        kept = (section for section in sections if f"{section.partition(':')[0]}:" not in own)
        rest = "".join(kept) + "".join(missing_messages(section, own) for section in sections)
        if rest.partition(":")[2]:
            (folder / f"real-{name}").write_text(rest, encoding="utf-8")


def missing_messages(section: str, own: str) -> str:
    if not section.startswith("messages:") or "messages:" not in own:
        return ""
    head, *blocks = re.split(r"(?m)^(?=  \w+:)", section)
    return head + "".join(block for block in blocks if f"{block.partition(':')[0]}:" not in own)


def folder_of(place: Path, **files: str) -> Path:
    """A folder with files and the real wording."""
    folder = place / "walkthroughs"
    complete_wording(folder / "wording")
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


def errors_of(folder: Path) -> list[str]:
    with pytest.raises(ContentErrors) as caught:
        load_source(folder)
    return [str(error) for error in caught.value.errors]


def first_offered(said: str) -> list[str]:
    """The lines with the closest of the names that are offered: the others change with each action that is added."""
    return [re.sub(r"(можно написать[^:]*: [^,;]+)[^;]*", r"\1", line) for line in said.splitlines()]


@at_once("example", BROKEN)
def test_the_editor_reads_what_is_wrong_where_and_what_to_write(example: Path) -> None:
    expected = (example / "expected.txt").read_text(encoding="utf-8")
    expected = expected.replace("<nowhere>", ", ".join(sorted(ACTIONS.keys() - LESSONS_OWN)))
    assert first_offered(str(mistakes(example))) == first_offered(expected)


def test_every_kind_of_mistake_has_an_example_named_after_it() -> None:
    shown = {path.name.replace("-", "_"): {error.kind for error in mistakes(path).errors} for path in BROKEN}
    elsewhere = {edit.told for edit in EDITS}  # see tests/build/test_broken_edits.py
    kinds = texts().keys() - {"closest", "no_mistakes", "file_missing"} - NEVER_IN_A_TREE - OF_DRAFTS - OF_LANGUAGE
    kinds -= elsewhere
    assert {kind for kind in kinds if kind in shown.get(kind, ())} == kinds


def test_a_file_becomes_a_walkthrough(tmp_path: Path) -> None:
    content = load_source(folder_of(tmp_path, enter=FULL)).content
    assert content.walkthroughs == {
        "enter": Walkthrough(
            slug="enter",
            title="Вход в\u00a0кабинет",
            source="3",
            start="registered",
            finish="Вы\u00a0вошли.",
            steps=(
                Step(
                    id="enter-number",
                    say="Введите номер",
                    hint="Возьмите его с\u00a0телефона.",
                    action="request_code",
                    also=("resend_code", "take_back_number"),
                    example={"phone": "79070000001"},
                    wait="minute",
                    then={"code_sent": "done", "number_taken_back": "enter-number"},
                    mistakes=(
                        Mistake(
                            name="Ошибка в\u00a0номере",
                            action="request_code",
                            gives="number_missing",
                            input={"phone": ""},
                            wait=None,
                            times=1,
                            after=None,
                        ),
                        Mistake(
                            name="Слишком рано",
                            action="resend_code",
                            gives="code_requested_too_soon",
                            input={},
                            wait="sms",
                            times=10,
                            after="Ошибка в\u00a0номере",
                        ),
                    ),
                ),
            ),
        )
    }


def test_what_may_be_left_out_is_left_out(tmp_path: Path) -> None:
    (step,) = load_source(folder_of(tmp_path, reset=SHORT)).content.walkthroughs["reset"].steps
    assert (step.hint, step.also, step.example, step.wait, step.mistakes) == (None, (), {}, None, ())


def test_the_lines_of_steps_and_mistakes_are_known(tmp_path: Path) -> None:
    content = load_source(folder_of(tmp_path, enter=FULL, reset=SHORT))
    assert content.lines == {
        ("enter",): 2,
        ("reset",): 2,
        ("enter", "enter-number"): 6,
        ("enter", "enter-number", "Ошибка в\u00a0номере"): 15,
        ("enter", "enter-number", "Слишком рано"): 18,
        ("reset", "start-reset"): 6,
    }


LIFE = """\
    memo: Нажмите «Забыли пароль?» сами
    in_life:
      different: Страница выглядит иначе
      source: статья, раздел 4.1
      checked: 2026-11-26
"""


def test_what_a_walkthrough_says_before_and_after_itself_is_read(tmp_path: Path) -> None:
    around = "needs: [Телефон и номер]\nlearnt: [Один, Два, В три]\nnext: enter\nstart:"
    source = load_source(folder_of(tmp_path, reset=SHORT.replace("start:", around, 1) + LIFE, enter=FULL))
    walkthrough = source.content.walkthroughs["reset"]
    assert walkthrough.needs == ("Телефон и\u00a0номер",)
    assert walkthrough.learnt == ("Один", "Два", "В\u00a0три")
    assert walkthrough.next == "enter"
    (step,) = walkthrough.steps
    assert step.memo == "Нажмите «Забыли пароль?» сами"
    assert step.in_life == InLife(None, "Страница выглядит иначе", "статья, раздел 4.1", date(2026, 11, 26))
    assert checked_days(source) == {("walkthroughs/reset.yml", 18): date(2026, 11, 26)}


@pytest.mark.parametrize("day", ["26.11.2026", "2026-1-1", "20261126", "2026-W48-4", "2026-02-30", "\u0662026-11-26"])
def test_a_day_is_written_one_way(day: str, tmp_path: Path) -> None:
    (error,) = errors_of(folder_of(tmp_path, reset=SHORT + LIFE.replace("2026-11-26", day)))
    assert error.startswith("walkthroughs/reset.yml:15: в «checked» ожидается день;")


def test_a_check_is_good_for_a_year() -> None:
    days = {("walkthroughs/reset.yml", 14): date(2026, 1, 31)}
    assert old_checks(days, date(2026, 1, 1)) == old_checks(days, date(2027, 1, 31)) == []
    (old,) = old_checks(days, date(2027, 2, 1))
    assert str(old).startswith("walkthroughs/reset.yml:14: последняя проверка — 2026-01-31,")


def test_the_real_files_are_right() -> None:
    assert rehearse(SOURCE, SIMULATION) == []


def test_one_name_may_stand_for_steps_and_mistakes_of_several_places(tmp_path: Path) -> None:
    twice = FULL.replace("code_sent: done", "code_sent: again") + FULL[FULL.index("  - id") :].replace(
        "id: enter-number", "id: again"
    )
    content = load_source(folder_of(tmp_path, first=twice, second=twice)).content
    assert [step.id for step in content.walkthroughs["second"].steps] == ["enter-number", "again"]


def test_of_a_file_saved_on_windows_nothing_else_is_told(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    (folder / "reset.yml").write_bytes(b"\xef\xbb\xbf" + SHORT.replace("\n", "\r\n").encode())
    with pytest.raises(ContentErrors) as caught:
        load_source(folder)
    assert [error.kind for error in caught.value.errors] == ["file_has_mark", "windows_lines"]


@pytest.mark.parametrize("text", ["012345", "10:30", "yes", "on", "1_000", "0x1F", "1e3", "2025-07-12", "3.10", ".inf"])
def test_yaml_reads_nothing_into_a_text(text: str, tmp_path: Path) -> None:
    content = load_source(folder_of(tmp_path, reset=SHORT.replace('"4.1"', text))).content
    assert content.walkthroughs["reset"].source == text


def test_yaml_reads_nothing_into_a_key() -> None:
    errors = ErrorList("file.yml")
    tree = parse_yaml("on: off\n012345: 10:30\n~: null\n", errors)
    assert isinstance(tree, Block)
    assert tree.items == {"on": Text("off", 1), "012345": Text("10:30", 2), "~": Text("null", 3)}
    assert errors.errors == []


def test_every_value_knows_its_line() -> None:
    tree = parse_yaml("# Заметка\n\na:\n  - b: |\n      текст\n  - c\n", ErrorList("file.yml"))
    inner = Block({"b": Text("текст", 4)}, {"b": 4}, 4)
    assert tree == Block({"a": Series((inner, Text("c", 6)), 4)}, {"a": 3}, 3)


@at_once(
    ("text", "line", "kind"),
    [
        ("a: b\nc: d: e\n", 2, "colon_in_text"),
        ("a: b\n  c: d\n", 2, "colon_in_text"),
        ("a: b\n\tc: d\n", 2, "tab_in_yaml"),
        ("a: b\n\t- c\n", 2, "tab_in_yaml"),
        ('a: b\nc: "d\ne: f\ng: h\n', 2, "quote_not_closed"),
        ("a: b\nc: {d: e\nf: g\nh: i\n", 2, "bracket_not_closed"),
        ("a: b\nc: [d, e\nf: g\n", 2, "bracket_not_closed"),
        ("a: b\nc: {d: e]\n", 2, "not_yaml"),
        ("a: b\nc: 'd'e'\n", 2, "not_yaml"),
        ("a\n---\nb\n", 2, "not_yaml"),
        ("a: b\nc: d\te\n", 2, "tab_in_yaml"),
        ("a: b\n{c: d}: e\n", 2, "not_yaml"),
        ("a: &b c\nd: &b e\n", 2, "not_yaml"),
    ],
)
def test_a_syntax_error_names_its_line_and_what_is_wrong(text: str, line: int, kind: str) -> None:
    errors = ErrorList("file.yml")
    assert parse_yaml(text, errors) is None
    assert [(error.line, error.kind) for error in errors.errors] == [(line, kind)]


def test_a_sign_that_yaml_forbids_is_a_mistake_too() -> None:
    errors = ErrorList("file.yml")
    assert parse_yaml("a: \x00", errors) is None
    assert [(error.line, error.kind) for error in errors.errors] == [(1, "not_yaml")]


def test_a_text_within_itself_is_not_followed() -> None:
    errors = ErrorList("file.yml")
    assert parse_yaml("a: b\nc: &c [*c]\n", errors) is None
    assert [(error.line, error.kind) for error in errors.errors] == [(2, "yaml_alias")]


def test_of_two_keys_the_first_counts_and_both_are_named() -> None:
    errors = ErrorList("file.yml")
    tree = parse_yaml("a: b\nc: d\na: e\na: f\n", errors)
    assert isinstance(tree, Block)
    assert tree.items["a"] == Text("b", 1)
    assert [(error.line, dict(error.values)["first"]) for error in errors.errors] == [(3, "1"), (4, "1")]


def test_without_libyaml_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "walkthroughs").glob("*.yml"))[:3]]
    fast = [parse_yaml(text, ErrorList("file.yml")) for text in texts]
    monkeypatch.setattr(yaml_tree, "_FAST", yaml.SafeLoader)
    assert [parse_yaml(text, ErrorList("file.yml")) for text in texts] == fast
    assert None not in fast


NAMES = ["end-sessions", "end-session", "choose-tariff", "top-up"]


@at_once(
    ("name", "names", "offered"),
    [
        ("end-sesions", NAMES, "можно написать: end-sessions, end-session; возможно, нужно «end-sessions»"),
        ("chose-tarif", NAMES, "можно написать: choose-tariff"),
        ("check-sessions", NAMES[:1], "можно написать: end-sessions"),
        ("check-sessions", NAMES, "можно написать: end-sessions, end-session"),
        ("xyz", NAMES[2:], "можно написать: top-up, choose-tariff"),
    ],
)
def test_names_that_are_alike_are_offered_and_one_that_is_almost_the_same_is_probably_meant(
    name: str, names: list[str], offered: str
) -> None:
    assert error_at("file.yml", 1, "unknown_step", name=name, among=names).message.partition("; ")[2] == offered


@at_once(("length", "said"), [(1, "1 знак"), (3, "3 знака"), (11, "11 знаков"), (112, "112 знаков")])
def test_a_number_is_followed_by_the_form_of_its_noun(length: int, said: str) -> None:
    message = error_at("file.yml", 1, "lesson_too_long", length=length, most=90).message
    assert message.startswith(f"в этом выводе {said};")


@at_once(
    ("text", "told"),
    [
        ("finish: Кабинет № #1 открыт.\n", [(1, "text_behind_hash")]),
        ("finish: Кабинет открыт # или нет\n", [(1, "text_behind_hash")]),
        ("learnt:\n  - Ключ\n  - Знак # решётка\n", [(3, "text_behind_hash")]),
        ("hint: Первая\n  и вторая # строка\n", [(2, "text_behind_hash")]),
        ("finish: Кабинет открыт.  # why\n", []),
        ("finish: Кабинет открыт. # [^sim-never-expires]\n", []),
        ("finish: Кабинет открыт.  # [^sim-never-expires][^ask-operator]\n", []),
        ("finish: 'Кабинет № #1' # why\nlinks: [a, b] # why\n# why\n", []),
        ("say: Раз\nhint:Два\naction: x\n", [(2, "colon_without_space")]),
        ("steps:\n  - id: a\n    hint:Два\n  - id: b\n", [(3, "colon_without_space")]),
        ("steps:\n  - id:a\n    hint: Два\n", [(2, "colon_without_space")]),
        ("say: Раз\nfinish:Два\n", [(2, "colon_without_space")]),
    ],
)
def test_what_yaml_would_lose_or_take_for_a_text_is_told_at_its_line(text: str, told: list[tuple[int, str]]) -> None:
    errors = ErrorList("file.yml")
    parse_yaml(text, errors)
    assert [(error.line, error.kind) for error in errors.errors] == told


def test_each_mistake_is_told_once_in_the_order_of_files_and_lines() -> None:
    first, second = ErrorList("b.yml"), ErrorList("a.yml")
    for line in (10, 9, 10):
        first.add(line, "not_yaml")
        second.add(line, "file_empty")
    found = ContentErrors([*first.errors, *second.errors]).errors
    assert [(error.path, error.line) for error in found] == [("a.yml", 9), ("a.yml", 10), ("b.yml", 9), ("b.yml", 10)]


def test_names_with_braces_do_not_break_the_message() -> None:
    errors = ErrorList("a.yml")
    errors.add(1, "unknown_placeholder", name="{name} {0} {", among=["{known}"])
    assert str(errors.errors[0]).startswith("a.yml:1: неизвестная подстановка «{name} {0} {»; ")


@pytest.mark.parametrize(
    "text",
    [
        SHORT + "  - просто текст\n",
        SHORT + "    also: [[skip_download]]\n",
        SHORT.replace("id: start-reset", "hint: Без имени") + SHORT[SHORT.index("  - id") :].replace("id", "hint"),
    ],
    ids=["text for a step", "list in also", "steps without id"],
)
def test_no_mistake_is_told_of_what_has_no_name_or_no_line(text: str, tmp_path: Path) -> None:
    for error in errors_of(folder_of(tmp_path, reset=text)):
        assert "«»" not in error
        assert ":0:" not in error


def test_a_missing_wording_is_a_mistake_too(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, reset=SHORT)
    shutil.rmtree(folder / "wording")
    (error,) = errors_of(folder)
    assert error.startswith("walkthroughs/wording:1: ")


def test_a_wording_file_that_cannot_be_read_is_told_alone(tmp_path: Path) -> None:
    """Else each of its names would be told to be unworded too."""
    folder = folder_of(tmp_path, reset=SHORT)
    (folder / "wording/real-codes.yml").write_text('fields: "', encoding="utf-8")
    (error,) = errors_of(folder)
    assert error.startswith("walkthroughs/wording/real-codes.yml:1: ")


def test_a_day_has_one_spelling() -> None:
    assert read_day("2026-11-26") == date(2026, 11, 26)
    for text in ("20261126", "2026-W48-4", "2026-11-31", "26.11.2026", "2026-11-26 ", "٢٠٢٦-11-26", ""):
        assert read_day(text) is None, text
