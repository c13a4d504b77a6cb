"""How long an edit takes from being saved to being served, beside the theme's own preview of the same pages."""

import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from tests.support.preview_edits import previewing
from tests.support.project import copy_tree
from tests.support.right_edits import MEASURED, RightEdit, add_page
from tests.support.stock import stock_tree

ROUNDS = 5
"""Each kind of edit is made so often in both trees, in turn; the median counts."""

ONLY_OURS = ("wording", "walkthrough", "template")


def times_stock_saved(folder: Path, more: int = 0) -> dict[str, float]:
    """Ours as a multiple of theirs for each kind of edit. ``more`` pages are added to both.

    The theme builds all of its site after any edit. It has no wording, walkthroughs and templates of ours: these are
    compared with its edit of a page.
    """
    ours = folder / "ours"
    ours.mkdir(parents=True)
    copy_tree(ours)
    stock = stock_tree(folder)
    for tree in (ours, stock):
        _add_pages(tree, more)
    seconds: dict[Path, dict[str, list[float]]] = {ours: {}, stock: {}}
    with ExitStack() as stack:
        previews = {tree: stack.enter_context(previewing(tree)) for tree in (ours, stock)}
        for number in range(ROUNDS):
            for kind, edit in MEASURED.items():
                for tree, address in previews.items():
                    if tree == ours or kind not in ONLY_OURS:
                        taken = _seconds_until_served(tree, address, edit, f"правка{number}{kind}".replace(" ", ""))
                        seconds[tree].setdefault(kind, []).append(taken)
    theirs = {kind: median(each) for kind, each in seconds[stock].items()}
    return {kind: median(each) / theirs.get(kind, theirs["page"]) for kind, each in seconds[ours].items()}


def _add_pages(tree: Path, more: int) -> None:
    for number in range(more):
        add_page(tree, f"more-{number}", f"Страница {number}")


def _seconds_until_served(tree: Path, address: str, edit: RightEdit, word: str) -> float:
    begin = time.perf_counter()
    page = edit(tree, word).page
    while True:
        with ExitStack() as stack:
            try:
                answer = stack.enter_context(urllib.request.urlopen(f"{address}/{page}", timeout=120))
            except urllib.error.HTTPError as error:
                answer = stack.enter_context(error)  # a new page isn't there yet
            if word in answer.read().decode():
                return time.perf_counter() - begin
        time.sleep(0.005)  # this is no test: it measures, and must not take the processor from what it measures
