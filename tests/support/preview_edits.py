"""A preview in this process, edits at random that are right, and the whole build that it must come to."""

import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from macros.preview.live import LivePreview
from tests.support.broken_edits import Edit
from tests.support.processes import free_port, running
from tests.support.project import environment
from tests.support.right_edits import RIGHT_EDITS

ADDRESS = "http://127.0.0.1:1/"

WHOLE = """
import sys
from tests.support.preview_edits import build_as_preview
build_as_preview(*sys.argv[1:])[1].server_close()
"""


def build_as_preview(root: str, folder: str, address: str = ADDRESS) -> tuple[LivePreview, LiveReloadServer]:
    """What ``mkdocs serve`` does before it serves."""
    config = load_config(f"{root}/mkdocs.yml", site_dir=folder)
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = address
    build(config, serve_url=address)
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=folder)
    plugin = config.plugins["guide"]
    return LivePreview(server, config, lambda: plugin.build), server  # type: ignore[attr-defined]


@contextmanager
def previewing(tree: Path, *mkdocs: str) -> Iterator[str]:
    """``mkdocs serve`` in that tree, by ours or by the given ``mkdocs``; its address."""
    address = f"127.0.0.1:{free_port()}"
    command = [*(mkdocs or (sys.executable, "-m", "mkdocs", "--quiet")), "serve", "-a", address]
    settings = {"SANDBOX_STORE": f"sqlite:///{tree / 'learners.sqlite3'}"}
    with running(command, tree, settings, f"http://{address}"):
        yield f"http://{address}"


def whole_build(root: Path, folder: Path, address: str = ADDRESS) -> None:
    """The same tree as a preview at this address begins with it, in a process of its own."""
    command = [sys.executable, "-c", WHOLE, str(root), str(folder), address]
    subprocess.run(command, check=True, capture_output=True, env=environment(Path.cwd()))


def files_of(folder: Path) -> dict[str, bytes]:
    """All of a site but its compressed map, whose bytes hold the second at which it was made."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


def edit_at_random(tree: Path, chance: random.Random, number: int) -> set[Path]:
    """Make one right edit, the only one with this number. Returns the files that changed."""
    word = "".join("абвгдежзик"[int(digit)] for digit in f"{number:03}")
    edit = chance.choice(RIGHT_EDITS)
    print(edit.__name__, word)
    return edit(tree, f"правка{word}").files


@dataclass(frozen=True)
class Broken:
    """The files that a broken edit has changed, and its name."""

    name: str
    files: set[Path]


def break_tree(tree: Path, edit: Edit) -> Broken:
    """Make the broken edit in the tree. Some put a file beside theirs."""
    before = _files_of_editors(tree)
    edit.make(tree / edit.file)
    return Broken(edit.name, {tree / edit.file} | (_files_of_editors(tree) - before))


def _files_of_editors(tree: Path) -> set[Path]:
    return {path for folder in ("docs", "walkthroughs") for path in (tree / folder).rglob("*") if path.is_file()}


def mend(tree: Path, paths: set[Path], right: Path) -> None:
    """Put the files back as they are in the tree ``right``."""
    for path in paths:
        as_it_was = right / path.relative_to(tree)
        if path.is_dir():
            path.rmdir()
        elif as_it_was.exists():
            path.write_bytes(as_it_was.read_bytes())
        else:
            path.unlink()
            if not as_it_was.parent.exists():
                path.parent.rmdir()
