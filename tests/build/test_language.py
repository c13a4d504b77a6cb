"""What `make check` tells besides mistakes that stop a build: each at its line, with what to write; and it is quick."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from macros.check import check_project, warnings
from macros.claims.outside_links import LINKS, load_links
from sandbox.content.errors import ContentErrors
from tests.support.broken_edits import inserted, replaced, without
from tests.support.language_kinds import OF_LANGUAGE
from tests.support.project import ROOT, copy_tree

PAGE = "docs/features/tariff.md"
WALKTHROUGH = "walkthroughs/sign-in-by-password.yml"
LONG = (
    "Если вы хотите узнать, сколько денег и когда снимут, то откройте раздел, найдите в нём нужную строку и её нажмите."
)
HARD = "Осуществите конфиденциальную идентификацию посредством использования последовательности символов."


def without_block(begin: str) -> Callable[[Path], None]:
    """The file without the first such key and all that stands deeper below it."""

    def make(path: Path) -> None:
        lines = path.read_text(encoding="utf-8").split("\n")
        at = next(number for number, line in enumerate(lines) if line.startswith(begin))
        deeper = begin[: len(begin) - len(begin.lstrip())] + "  "
        end = next(number for number in range(at + 1, len(lines)) if not lines[number].startswith(deeper))
        path.write_text("\n".join(lines[:at] + lines[end:]), encoding="utf-8")

    return make


TOLD: list[tuple[str, str, Callable[[Path], None], str]] = [
    ("word_unknown", PAGE, inserted("Введите пороль."), "Введите пороль."),
    ("word_without_yo", PAGE, inserted("Она еще тут."), "Она еще тут."),
    ("wrong_name", "docs/deceived.md", inserted("Проверьте служебные коды."), "Проверьте служебные коды."),
    ("masculine_form", "docs/deceived.md", inserted("Это вы сами знаете, а вы отключил."), "а вы отключил."),
    ("money_in_words", "docs/cabinet.md", inserted("На учебном счёте 200 рублей."), "200 рублей."),
    ("hyphen_for_dash", "docs/cabinet.md", inserted("Код - это цифры."), "Код - это"),
    ("three_dots", "docs/sign-in/index.md", inserted("Подождите... Потом войдите."), "Подождите..."),
    ("blank_before_sign", "docs/sign-in/index.md", inserted("Войдите , если хотите."), "Войдите ,"),
    ("two_blanks", "docs/recovery/index.md", inserted("Введите  код."), "Введите  код."),
    ("blank_in_quotes", "docs/recovery/index.md", inserted("Нажмите « Войти»."), "« Войти»"),
    ("no_break_space_typed", "docs/security/index.md", inserted("Вход в\u00a0кабинет."), "Вход в\u00a0кабинет"),
    ("sentence_too_long", "docs/security/index.md", inserted(LONG), LONG),
    ("hard_to_read", "docs/practice.md", inserted("\n".join([HARD] * 12)), HARD),
    ("link_not_confirmed", "docs/cabinet.md", inserted("[Сайт](https://mts.example/)"), "https://mts.example/"),
    ("link_not_confirmed", "docs/practice.md", inserted("<https://mts.example/>"), "https://mts.example/"),
    (
        "link_not_confirmed",
        "mkdocs.yml",
        replaced("  - Тренировки: practice.md", "  - Тренировки: practice.md\n  - Сайт: https://mts.example/"),
        "https://mts.example/",
    ),
    ("hint_missing", WALKTHROUGH, without("    hint:"), "  - id: open-site"),
    (
        "hint_without_press",
        "walkthroughs/register-by-social.yml",
        replaced("    hint: Нажмите номер", "    hint: Выберите номер"),
        "  - id: link-number",
    ),
    ("life_missing", "walkthroughs/set-up-profile.yml", without_block("    in_life:"), "  - id: fill-name"),
    ("nothing_learnt", "walkthroughs/change-tariff.yml", without_block("learnt:"), "title: "),
    (
        "button_not_there",
        "walkthroughs/register-by-phone.yml",
        replaced("    hint: Введите номер", "    hint: Нажмите «Дальше». Введите номер"),
        "  - id: enter-number",
    ),
]
ELSEWHERE = {
    "link_unused",
    "link_outdated",
    "checked_ahead",
    "refusal_names_no_button",
    "too_many_only_pressed",
    "passed_by_enter",
}
ELSEWHERE |= {"schema_outdated", "no_spelling"}
"""Told in tests of their own."""


def test_every_kind_has_an_example() -> None:
    assert {kind for kind, *_ in TOLD} | ELSEWHERE == OF_LANGUAGE


def line_of(tree: Path, file: str, text: str) -> int:
    lines = (tree / file).read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_each_is_told_at_its_line_whatever_else_is_wrong(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path)
    for _, file, make, _ in TOLD:
        make(tree / file)
    told = {(error.kind, error.path, error.line) for error in check_project(tree)}
    expected = {(kind, file, line_of(tree, file, text)) for kind, file, _, text in TOLD}
    assert expected - told == set()
    more = {(kind, path) for kind, path, _ in told} - {(kind, path) for kind, path, _ in expected}
    assert {kind for kind, _ in more} <= {"claim_missing", "hard_to_read"}, more


def test_what_concerns_the_whole_site_is_told(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path)
    links = tree / "docs" / LINKS
    links.write_text(links.read_text(encoding="utf-8") + "https://gone.example/: 2026-11-26\n", encoding="utf-8")
    told = {(error.kind, error.path, error.line) for error in check_project(tree)}
    assert ("link_unused", f"docs/{LINKS}", line_of(tree, f"docs/{LINKS}", "gone.example")) in told
    links.write_text("tel:0890: вчера\n", encoding="utf-8")
    with pytest.raises(ContentErrors, match=r"links\.yml:1"):
        load_links(tree / "docs")


def test_an_address_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    tree = copy_tree(tmp_path)
    wrong = ("mailto:", "https://[x", "htps://login.mts.ru")
    inserted("".join(f"[Сюда]({address})\n\n" for address in wrong) + "![Экран](https://a.example/a.png)")(tree / PAGE)
    told = [error.kind for error in check_project(tree) if "://" in error.message or "mailto" in error.message]
    assert told == ["bad_mail", "bad_address", "unknown_scheme", "foreign_picture"]


def test_a_link_that_nobody_has_confirmed_for_a_year_is_a_warning() -> None:
    newest = max(each.day for each in load_links(ROOT / "docs").values())
    assert not [each for each in warnings(ROOT, date(2026, 11, 26)) if each.kind == "link_outdated"]
    later = [each for each in warnings(ROOT, newest.replace(year=newest.year + 2)) if each.kind == "link_outdated"]
    assert len(later) == len(load_links(ROOT / "docs"))


def test_a_day_of_a_check_that_has_not_come_is_a_warning(tmp_path: Path) -> None:
    """Else the reminder would never come. Tomorrow may be today elsewhere."""
    tree, today = copy_tree(tmp_path), date(2027, 11, 26)
    places = []
    for file, text in (
        ("docs/_data/claims.yml", "checked: 2026"),
        ("docs/_data/links.yml", "tel:0890: 2026"),
        ("walkthroughs/register-by-phone.yml", "checked: 2026"),
    ):
        replaced(text, text.replace("2026", "2062"))(tree / file)
        places.append((file, line_of(tree, file, "2062")))
    replaced("checked: 2026-11-26", "checked: 2027-11-27")(tree / "docs/_data/claims.yml")
    told = [each for each in warnings(tree, today) if each.kind == "checked_ahead"]
    assert [(each.path, each.line) for each in told] == places


def test_the_project_has_none_of_these_mistakes() -> None:
    assert [str(error) for error in check_project(ROOT)] == []
