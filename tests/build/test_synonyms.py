"""The words that readers type for those of the pages are read from one file, and its mistakes are named."""

from pathlib import Path

import pytest

from macros.search.synonyms import SYNONYMS, Synonym, load_synonyms
from sandbox.content.errors import ContentErrors
from tests.support.project import ROOT


def file_with(place: Path, text: bytes) -> Path:
    path = place / "docs" / SYNONYMS
    path.parent.mkdir(parents=True)
    path.write_bytes(text)
    return path


def test_each_line_says_what_the_typed_words_mean(tmp_path: Path) -> None:
    path = file_with(tmp_path, "личный кабинет: [лк, личка]\nSIM-карта:\n  - симка\n".encode())
    assert load_synonyms(path) == [Synonym("личный кабинет", ("лк", "личка")), Synonym("SIM-карта", ("симка",))]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", ["file_empty"]),
        ("- лк", ["not_a_block"]),
        ("кабинет: лк", ["not_a_list"]),
        ("кабинет: [лк, '']", ["text_empty"]),
        ("кабинет: [[лк]]", ["not_a_text"]),
        ("счёт: [учёт]\nотчёт: [учет]", ["duplicate_synonym"]),
        ("счёт: [а]\nсчёт: [б]\nкод: в", ["duplicate_key", "not_a_list"]),
    ],
)
def test_every_mistake_is_named(text: str, kinds: list[str], tmp_path: Path) -> None:
    with pytest.raises(ContentErrors) as caught:
        load_synonyms(file_with(tmp_path, text.encode()))
    assert [error.kind for error in caught.value.errors] == kinds
    assert {error.path for error in caught.value.errors} == {"docs/_data/synonyms.yml"}


def test_a_file_in_another_encoding_or_none_is_a_mistake_too(tmp_path: Path) -> None:
    path = file_with(tmp_path, "кабинет: [лк]".encode("cp1251"))
    with pytest.raises(ContentErrors, match="в кодировке Windows-1251"):
        load_synonyms(path)
    path.unlink()
    with pytest.raises(ContentErrors, match="файла нет"):
        load_synonyms(path)


def test_the_real_file_is_right() -> None:
    assert load_synonyms(ROOT / "docs" / SYNONYMS)
