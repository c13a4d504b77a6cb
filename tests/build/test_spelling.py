"""Every Russian word of the site is spelled right.

A right word that hunspell doesn't know stands in ``docs/_data/words.txt``, which the editors' guide explains.
"""

from pathlib import Path

import pytest

from macros.language.spelling import check_spelling, words_in
from tests.support.project import ROOT


def test_every_word_is_spelled_right() -> None:
    assert len(words_in(ROOT)) > 2_000
    assert [str(error) for error in check_spelling(ROOT, ROOT / "docs")] == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Введите пароль.\nВведите пороль, дополнител…\n", ["docs/page.md:2: слово «пороль» незнакомо"]),
        ("Настройка автоплатежа в соцсетях через Госуслуги\n", []),
        ("Счёт пуст.\nПополните счет.\n", ["docs/page.md:2: здесь «счет», а в других местах «счёт»"]),
        ("Всё это\nи все они\n", []),
    ],
)
def test_what_is_wrong_is_named_with_its_place(tmp_path: Path, text: str, told: list[str]) -> None:
    (tmp_path / "docs/_data").mkdir(parents=True)
    (tmp_path / "docs/_data/words.txt").write_bytes((ROOT / "docs/_data/words.txt").read_bytes())
    (tmp_path / "docs/page.md").write_text(text, encoding="utf-8")
    assert [str(error).partition(";")[0] for error in check_spelling(tmp_path, tmp_path / "docs")] == told
