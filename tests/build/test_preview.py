"""The preview makes again only what depends on an edit, and comes to what a whole build would make, to the byte."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from macros.preview.live import LivePreview
from tests.support.preview_edits import break_at_random, build_as_preview, edit_at_random, files_of, mend, whole_build
from tests.support.project import ROOT, copy_tree
from tests.support.random_seed import SEED


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    return copy_tree(tmp_path)


@pytest.fixture
def preview(tree: Path) -> Iterator[LivePreview]:
    live, server = build_as_preview(str(tree), str(tree / "served"))
    yield live
    server.server_close()


def compare(tree: Path, served: Path) -> None:
    whole_build(tree, tree / "whole")
    expected, found = files_of(tree / "whole"), files_of(served)
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []


def edit_and_compare(tree: Path, preview: LivePreview, edits: int) -> None:
    chance = random.Random(SEED)
    for _ in range(edits):
        preview.show({edit_at_random(tree, chance)})
        assert preview.mistakes == []
    preview.finish()
    compare(tree, tree / "served")


def test_edits_come_to_what_a_whole_build_makes(tree: Path, preview: LivePreview) -> None:
    edit_and_compare(tree, preview, 12)
    page = tree / "docs/features/tariff.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("\ntitle: Как сменить", "\ntitle: Как поменять"), encoding="utf-8"
    )
    settings = tree / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("- Забыли пароль:", "- Пароль забыт:"), encoding="utf-8")
    preview.show({page, settings})
    preview.finish()
    shutil.rmtree(tree / "whole")
    compare(tree, tree / "served")


@pytest.mark.soak
def test_two_hundred_edits_come_to_what_a_whole_build_makes(tree: Path, preview: LivePreview) -> None:
    edit_and_compare(tree, preview, 200)


def break_and_mend(tree: Path, preview: LivePreview, times: int) -> None:
    chance = random.Random(SEED)
    before = files_of(tree / "served")
    for _ in range(times):
        broken = break_at_random(tree, chance)
        preview.show(broken)
        assert preview.mistakes
        mend(tree, broken, ROOT)
        preview.show(broken)
        assert preview.mistakes == []
    preview.finish()
    assert files_of(tree / "served") == before


def test_a_mistake_that_is_mended_leaves_the_site_as_it_was(tree: Path, preview: LivePreview) -> None:
    break_and_mend(tree, preview, 6)


@pytest.mark.soak
def test_any_number_of_mistakes_leaves_the_site_as_it_was(tree: Path, preview: LivePreview) -> None:
    break_and_mend(tree, preview, 240)
