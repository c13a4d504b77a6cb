"""``make breaks``: break the project on purpose, one place after another, and see whether its tests notice.

Each break is made in a copy of the tree. What no test notices is named, and the command fails. With ``--pairs`` two
are made at a time: none may hide another.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

from tests.breaks.deliberate import BREAKS, Break
from tests.support.build_once import SHARED_FOLDER
from tests.support.project import ROOT, environment

JOBS = 2
MOST_SECONDS = 900
"""For the tests of one break: a break may make a server hang."""

_BUILT_FROM = ("docs/", "macros/", "walkthroughs/", "mkdocs.yml")
"""A break elsewhere leaves the built site as it is, but for templates: pages are made of them too."""

PASSED, FAILED, INTERRUPTED = 0, 1, 2
"""What pytest returns; it is interrupted by a test module that can't be read."""


class PlaceError(LookupError):
    """The text of a break stands nowhere, or in several places."""


@dataclass(frozen=True)
class Workshop:
    """A copy of the tree, and the site that was built from it before anything was broken."""

    tree: Path
    shared: Path

    def test(self, tests: str, *, rebuild: bool) -> subprocess.CompletedProcess[str]:
        """Run tests in the copy, until the first fails. With ``rebuild`` they build the site of what is broken."""
        environ = environment(self.tree) | ({} if rebuild else {SHARED_FOLDER: str(self.shared)})
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", "--tb=line"]
        place = tempfile.mkdtemp(dir=self.shared.parent)
        try:
            return subprocess.run(
                [*command, f"--basetemp={place}/tests", *tests.split()],
                cwd=self.tree,
                env=environ,
                capture_output=True,
                text=True,
                timeout=MOST_SECONDS,
            )
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(command, FAILED, "it took too long")
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def unnoticed(self, broken: Sequence[Break]) -> list[str]:
        """Break all of these at once, and name those whose tests all pass; whole again afterwards."""
        changed: dict[Path, str] = {}
        try:
            for each in broken:
                path = find(self.tree, each)
                text = path.read_text(encoding="utf-8")
                changed.setdefault(path, text)
                path.write_text(text.replace(each.old, each.new), encoding="utf-8")
            rebuild = any(is_built_from(path.relative_to(self.tree)) for path in changed)
            return [complaint for each in broken if (complaint := self._judge(each, rebuild))]
        except PlaceError as error:
            return [str(error)]
        finally:
            for path, text in changed.items():
                path.write_text(text, encoding="utf-8")

    def _judge(self, each: Break, rebuild: bool) -> str:
        run = self.test(each.tests, rebuild=rebuild)
        if run.returncode in (FAILED, INTERRUPTED):
            return ""
        if run.returncode == PASSED:
            return f"{each.name}: no test notices ({each.tests})"
        return f"{each.name}: its tests are gone ({each.tests})\n{run.stdout[-500:]}{run.stderr[-500:]}"


def find(tree: Path, each: Break) -> Path:
    """The only file in which the text stands, once. Raises `PlaceError`."""
    files = sorted({path for pattern in each.within.split() for path in tree.glob(pattern)})
    found = [path for path in files if each.old in path.read_text(encoding="utf-8")]
    if len(found) != 1 or found[0].read_text(encoding="utf-8").count(each.old) != 1:
        places = ", ".join(str(path.relative_to(tree)) for path in found) or "nowhere"
        raise PlaceError(f"{each.name}: {each.old!r} must stand in one place, and stands in: {places}")
    return found[0]


def is_built_from(path: Path) -> bool:
    return path.as_posix().startswith(_BUILT_FROM) or path.suffix == ".html"


def copy_tree(target: Path) -> None:
    """What git knows or would know, and the installed programs beside it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    (target / ".venv").symlink_to(ROOT / ".venv")


def open_workshop(folder: Path) -> Workshop:
    """Copy the tree and build its site, before anything is broken."""
    workshop = Workshop(folder / "tree", folder / "shared")
    workshop.shared.mkdir(parents=True)
    copy_tree(workshop.tree)
    workshop.test(_NEEDS_THE_SITE, rebuild=False)
    return workshop


_NEEDS_THE_SITE = "tests/build/test_site.py"


def tests_of(breaks: Sequence[Break]) -> list[str]:
    """What is run, without what is run with a whole file anyway."""
    named = {test for each in breaks for test in each.tests.split()}
    return sorted(test for test in named if "::" not in test or test.partition("::")[0] not in named)


T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[Workshop, T], R], items: Sequence[T], workshops: Sequence[Workshop]) -> Iterator[R]:
    """Do the work in all workshops at a time. The results come in the order of the items."""
    free: SimpleQueue[Workshop] = SimpleQueue()
    for workshop in workshops:
        free.put(workshop)

    def do(item: T) -> R:
        workshop = free.get()
        try:
            return work(workshop, item)
        finally:
            free.put(workshop)

    with ThreadPoolExecutor(len(workshops)) as threads:
        yield from threads.map(do, items)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make breaks")
    parser.add_argument("--pairs", action="store_true", help="make two breaks at a time")
    parser.add_argument("names", nargs="*", help="parts of the names of breaks; all if none is given")
    asked = parser.parse_args()
    chosen = [each for each in BREAKS if not asked.names or any(name in each.name for name in asked.names)]
    # Neighbours are of one kind, and often of one file: those of two kinds are paired.
    half = (len(chosen) + 1) // 2
    pairs = [chosen[at::half] for at in range(half)]
    with tempfile.TemporaryDirectory() as place:
        folders = [Path(place) / str(job) for job in range(JOBS)]
        with ThreadPoolExecutor(JOBS) as threads:
            workshops = list(threads.map(open_workshop, folders))
        shares = [" ".join(tests_of(chosen)[job::JOBS]) for job in range(JOBS)]
        for run in spread(lambda shop, tests: shop.test(tests, rebuild=False), list(filter(None, shares)), workshops):
            if run.returncode != PASSED:
                print(f"A test fails though nothing is broken:\n{run.stdout}{run.stderr}", file=sys.stderr)
                return 1
        missed = 0
        groups = pairs if asked.pairs else [[each] for each in chosen]
        for group, complaints in zip(groups, spread(Workshop.unnoticed, groups, workshops), strict=True):
            print("\n".join(complaints) or f"noticed: {' + '.join(each.name for each in group)}", flush=True)
            missed += len(complaints)
    print(f"{len(chosen)} breaks, {missed} not noticed")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
