"""The preview makes again only what depends on an edit, and comes to what a whole build would make, to the byte."""

import logging
import os
import random
import re
import shutil
import threading
import time
import urllib.request
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from macros.preview.live import LivePreview
from macros.preview.notice import with_notice
from tests.support.broken_edits import EDITS, Edit
from tests.support.preview_edits import (
    break_tree,
    build_as_preview,
    edit_at_random,
    files_of,
    mend,
    previewing,
    whole_build,
)
from tests.support.processes import look_again
from tests.support.project import ROOT, copy_tree
from tests.support.random_seed import SEED
from tests.support.right_edits import RIGHT_EDITS, replace

WHOLE = "Cleaning site directory"
"""What MkDocs says when it begins to build all of a site."""

MINUTES = min(float(os.environ.get("SOAK_MINUTES", "10")), 2)
HALF_OF_AN_EDIT = 0.25
"""Seconds that a file stays broken, and whole."""


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, which is previewed while it is edited. Mistakes come first: they are mended to ours."""
    return copy_tree(tmp_path_factory.mktemp("preview"))


@pytest.fixture(scope="module")
def preview(tree: Path) -> Iterator[LivePreview]:
    """One for all tests, as one is for all edits of a day; what is shown is compared with what the tree then holds."""
    live, server = build_as_preview(str(tree), str(tree / "served"))
    yield live
    server.server_close()


def break_and_mend(tree: Path, preview: LivePreview, edits: Iterable[Edit]) -> None:
    before = files_of(tree / "served")
    for edit in edits:
        broken = break_tree(tree, edit)
        preview.show(broken.files)
        assert preview.mistakes, edit.name
        mend(tree, broken.files, ROOT)
        preview.show(broken.files)
        assert preview.mistakes == [], edit.name
    preview.finish()
    assert files_of(tree / "served") == before


def test_a_mistake_that_is_mended_leaves_the_site_as_it_was(tree: Path, preview: LivePreview) -> None:
    folders = [edit for edit in EDITS if edit.told == "file_is_folder"]
    break_and_mend(tree, preview, [*folders, *random.Random(SEED).choices(EDITS, k=4)])


@pytest.mark.soak
def test_any_number_of_mistakes_leaves_the_site_as_it_was(tree: Path, preview: LivePreview) -> None:
    break_and_mend(tree, preview, random.Random(SEED).choices(EDITS, k=240))


def test_a_page_shows_an_edit_when_it_is_asked_for_before_all_others_do(tree: Path, preview: LivePreview) -> None:
    for edit in RIGHT_EDITS:
        edited = edit(tree, f"слово{edit.__name__}")
        preview.show(edited.files)
        assert preview.mistakes == []
        if edited.page:
            page = preview.pages(lambda *_, file=tree / "served" / edited.page / "index.html": [file.read_bytes()])
            answer = b"".join(page({"PATH_INFO": f"/{edited.page}".encode().decode("latin-1")}, None))
            assert f"слово{edit.__name__}" in answer.decode(), edit.__name__


def compare(tree: Path, served: Path) -> None:
    whole_build(tree, tree / "whole")
    expected, found = files_of(tree / "whole"), files_of(served)
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
    shutil.rmtree(tree / "whole")


def edit_and_compare(tree: Path, preview: LivePreview, edits: Iterable[set[Path]]) -> None:
    for files in edits:
        preview.show(files)
        assert preview.mistakes == []
    preview.finish()
    compare(tree, tree / "served")


def test_edits_of_every_kind_come_to_what_a_whole_build_makes(
    tree: Path, preview: LivePreview, caplog: pytest.LogCaptureFixture
) -> None:
    """Without one, but for a setting other than the menu."""
    edits = [*RIGHT_EDITS]
    random.Random(SEED).shuffle(edits)
    with caplog.at_level(logging.INFO):
        preview.show({replace(tree / "mkdocs.yml", "^site_name: .*", "site_name: Кабинет")})
        assert WHOLE in caplog.text
        caplog.clear()
        edit_and_compare(tree, preview, (edit(tree, f"снова{edit.__name__}").files for edit in edits))
    assert WHOLE not in caplog.text


def test_a_page_that_waits_for_a_build_has_what_that_found_to_be_wrong() -> None:
    """It counts as made by that build, so the browser would not ask for it again."""
    told = [""]

    def waiting(_: object, start_response: Any) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/html"), ("Content-Length", "13")])
        told[0] = "<p>mkdocs.yml:11</p>"
        return [b"<body></body>"]

    begun: list[Any] = []
    answer = with_notice(waiting, lambda: told[0])({}, lambda *given: begun.append(given))
    assert b"".join(answer) == b"<body><p>mkdocs.yml:11</p></body>"
    assert begun == [("200 OK", [("Content-Type", "text/html"), ("Content-Length", "33")])]


@pytest.mark.soak
def test_two_hundred_edits_come_to_what_a_whole_build_makes(tree: Path, preview: LivePreview) -> None:
    chance = random.Random(SEED)
    edit_and_compare(tree, preview, (edit_at_random(tree, chance, number) for number in range(200)))


@pytest.mark.soak
def test_a_mistake_every_half_second_leaves_a_preview_that_serves_the_mended_tree(tmp_path: Path) -> None:
    """In ``mkdocs serve`` itself, and no page is refused meanwhile."""
    tree = copy_tree(tmp_path)
    chance, clock, made = random.Random(SEED), threading.Event(), dict[str, int]()
    pages = sorted(path.parent.name for path in (tree / "docs").glob("*/index.md"))
    with previewing(tree) as address:
        until = time.monotonic() + MINUTES * 60
        while time.monotonic() < until:
            edit = break_tree(tree, chance.choice(EDITS))
            made[edit.name] = made.get(edit.name, 0) + 1
            clock.wait(HALF_OF_AN_EDIT)
            assert served(f"{address}/{chance.choice(pages)}/")
            mend(tree, edit.files, ROOT)
            clock.wait(HALF_OF_AN_EDIT)
        whole_build(tree, tree / "whole", f"{address}/")
        expected = {name: text for name, text in files_of(tree / "whole").items() if name.endswith("index.html")}

        def other() -> list[str]:
            return [name for name in expected if served(f"{address}/{name}") != expected[name]]

        look_again(other, "the preview doesn't serve the mended tree")
    print(f"{sum(made.values())} mistakes of {len(made)} kinds, seed {SEED}")


def served(address: str) -> bytes:
    """The page as it was written, without what the preview adds to it."""
    with urllib.request.urlopen(address, timeout=60) as answer:
        return re.sub(rb"<script>\s*var livereload.*?</script>", b"", answer.read(), flags=re.DOTALL)
