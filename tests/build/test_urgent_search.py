"""Which words of a search ask for help at once is read from one file, and its mistakes are named."""

from pathlib import Path

import pytest

from macros.search.urgent import URGENT, Urgent, load_urgent
from sandbox.content.errors import ContentErrors
from tests.support.project import ROOT


def folder_with(place: Path, text: str) -> Path:
    docs = place / "docs"
    (docs / "_data").mkdir(parents=True)
    (docs / "deceived.md").touch()
    (docs / URGENT).write_text(text, encoding="utf-8")
    return docs


def test_each_rule_has_a_page_and_groups_of_words(tmp_path: Path) -> None:
    docs = folder_with(tmp_path, "- page: deceived.md\n  words:\n    - [сказал, назвал]\n    - [код]\n")
    assert load_urgent(docs) == [Urgent("deceived/", (("сказал", "назвал"), ("код",)))]


def test_a_rule_may_call_the_page_by_what_it_says_to_do(tmp_path: Path) -> None:
    (rule,) = load_urgent(folder_with(tmp_path, "- page: deceived.md\n  title: Звоните\n  words: [[код]]\n"))
    assert rule == Urgent("deceived/", (("код",),), title="Звоните")


def test_a_guide_without_the_file_helps_nobody_at_once(tmp_path: Path) -> None:
    assert load_urgent(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("page: deceived.md", ["not_a_list"]),
        ("- page: deceived.md", ["missing_key"]),
        ("- page: decieved.md\n  words: [[код]]", ["unknown_page"]),
        ("- page: deceived.md\n  words: [код]", ["not_a_list"]),
        ("- page: deceived.md\n  words: [[код, '']]", ["text_empty"]),
    ],
)
def test_every_mistake_is_named(text: str, kinds: list[str], tmp_path: Path) -> None:
    with pytest.raises(ContentErrors) as caught:
        load_urgent(folder_with(tmp_path, text))
    assert [error.kind for error in caught.value.errors] == kinds
    assert {error.path for error in caught.value.errors} == {"docs/_data/urgent.yml"}


def test_the_real_file_is_right() -> None:
    assert {each.url for each in load_urgent(ROOT / "docs")} == {"deceived/", "security/lost-sim/", "security/no-code/"}
