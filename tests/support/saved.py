"""How long an edit takes from being saved to being served, beside the theme's own preview of the same pages."""

import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median

from tests.support.processes import free_port, running
from tests.support.project import copy_tree
from tests.support.stock import stock_tree

EDITS = 7
PAGE = "security/index.md"


def times_stock_saved(folder: Path, more: int = 0) -> float:
    """Ours as a multiple of theirs, in the median of edits made in turn. ``more`` pages are added to both."""
    ours = folder / "ours"
    ours.mkdir(parents=True)
    copy_tree(ours)
    stock = stock_tree(folder)
    for tree in (ours, stock):
        _add_pages(tree, more)
    with ExitStack() as stack:
        previews = {tree: stack.enter_context(_preview(tree)) for tree in (ours, stock)}
        seconds: dict[Path, list[float]] = {ours: [], stock: []}
        for number in range(EDITS):
            for tree, address in previews.items():
                seconds[tree].append(_seconds_until_served(tree, address, f"Правка {number}."))
    return median(seconds[ours]) / median(seconds[stock])


def _add_pages(tree: Path, more: int) -> None:
    text = (tree / "docs/about/load.md").read_text(encoding="utf-8").split("\n---\n", 1)[1]
    menu = []
    for number in range(more):
        page = f"about/more-{number}.md"
        described = f"Страница {number}, которая нужна только для того, чтобы измерить, как быстро видна правка."
        header = f"---\ntitle: Страница {number}\ndescription: {described}\n---\n"
        (tree / "docs" / page).write_text(header + text, encoding="utf-8")
        menu.append(f"      - Страница {number}: {page}\n")
    settings = tree / "mkdocs.yml"
    last = "      - Нагрузка и сбои: about/load.md\n"
    written = settings.read_text(encoding="utf-8")
    assert last in written
    settings.write_text(written.replace(last, last + "".join(menu)), encoding="utf-8")


@contextmanager
def _preview(tree: Path) -> Iterator[str]:
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", address]
    settings = {"SANDBOX_STORE": f"sqlite:///{tree / 'learners.sqlite3'}"}
    with running(command, tree, settings, f"http://{address}"):
        yield f"http://{address}"


def _seconds_until_served(tree: Path, address: str, text: str) -> float:
    page = tree / "docs" / PAGE
    page.write_text(f"{page.read_text(encoding='utf-8').rstrip()}\n\n{text}\n", encoding="utf-8")
    begin = time.perf_counter()
    while True:
        with urllib.request.urlopen(f"{address}/security/", timeout=120) as answer:
            if text in answer.read().decode():
                return time.perf_counter() - begin
        time.sleep(0.005)  # this is no test: it measures, and must not take the processor from what it measures
