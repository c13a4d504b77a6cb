"""The editors' files in `docs/_data`: whatever is wrong with one of them, an editor reads which and why."""

from collections.abc import Callable
from pathlib import Path

import pytest

from macros.pages.article import load_instructions, load_teasers
from macros.pages.subjects import load_subjects
from macros.search.synonyms import load_synonyms
from sandbox.content.errors import ContentErrors

LOADERS: dict[str, Callable[[Path], object]] = {
    "related.yml": load_teasers,
    "subjects.yml": lambda path: load_subjects(path.parent.parent),
    "synonyms.yml": load_synonyms,
    "article.yml": lambda path: load_instructions(path, {}),
}


@pytest.mark.parametrize("name", LOADERS)
@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(None, "file_missing", id="missing"),
        pytest.param("счёт".encode("cp1251"), "file_is_cp1251", id="not UTF-8"),
        pytest.param(b"a: [", "not_yaml", id="not YAML"),
        pytest.param(b"", "file_empty", id="empty"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(name: str, content: bytes | None, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "docs/_data" / name
    path.parent.mkdir(parents=True)
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ContentErrors) as caught:
        LOADERS[name](path)
    assert [(error.path, error.kind) for error in caught.value.errors] == [(f"docs/_data/{name}", kind)]


@pytest.mark.parametrize("name", ["related.yml", "subjects.yml", "article.yml"])
def test_a_file_that_is_no_list_says_so(name: str, tmp_path: Path) -> None:
    path = tmp_path / "docs/_data" / name
    path.parent.mkdir(parents=True)
    path.write_text("a: b", encoding="utf-8")
    with pytest.raises(ContentErrors) as caught:
        LOADERS[name](path)
    assert [(error.line, error.kind) for error in caught.value.errors] == [(1, "not_a_list")]
