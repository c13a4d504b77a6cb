"""A preview in this process, edits at random that are right, and the whole build that it must come to."""

import random
import subprocess
import sys
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.livereload import LiveReloadServer

from macros.preview.live import LivePreview
from tests.support.broken_edits import EDITS
from tests.support.project import environment

ADDRESS = "http://127.0.0.1:1/"

WHOLE = """
import sys
from tests.support.preview_edits import build_as_preview
build_as_preview(sys.argv[1], sys.argv[2])[1].server_close()
"""


def build_as_preview(root: str, folder: str) -> tuple[LivePreview, LiveReloadServer]:
    """What ``mkdocs serve`` does before it serves."""
    config = load_config(f"{root}/mkdocs.yml", site_dir=folder)
    config.plugins.on_startup(command="serve", dirty=False)
    config.site_url = ADDRESS
    build(config, serve_url=ADDRESS)
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=folder)
    plugin = config.plugins["guide"]
    return LivePreview(server, config, lambda: plugin.build), server  # type: ignore[attr-defined]


def whole_build(root: Path, folder: Path) -> None:
    """The same tree as a preview begins with it, in a process of its own."""
    command = [sys.executable, "-c", WHOLE, str(root), str(folder)]
    subprocess.run(command, check=True, capture_output=True, env=environment(Path.cwd()))


def files_of(folder: Path) -> dict[str, bytes]:
    """All of a site but its compressed map, whose bytes hold the second at which it was made."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".gz"
    }


def edit_at_random(tree: Path, chance: random.Random) -> Path:
    """Make one right edit: of a page, a walkthrough, a wording or a template. Returns the file."""
    kind = chance.choice(("page", "page", "page", "walkthrough", "wording", "template"))
    number = chance.randrange(2, 9)
    if kind == "page":
        path = chance.choice(sorted((tree / "docs").rglob("*.md")))
        text = path.read_text(encoding="utf-8").rstrip("\n")
        path.write_text(f"{text}\n\n{'Слово ' * number}конец.\n", encoding="utf-8")
        return path
    folder, old, new = {
        "walkthrough": ("walkthroughs/*.yml", "\nfinish: ", f"\nfinish: {'Вот ' * number}"),
        "wording": ("walkthroughs/wording/guide.yml", "\n  trainer.badge: ", f"\n  trainer.badge: {'Да ' * number}"),
        "template": ("macros/theme/foot.html", "", f"<p>{number}</p>\n"),
    }[kind]
    path = chance.choice(sorted(tree.glob(folder)))
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def break_at_random(tree: Path, chance: random.Random) -> set[Path]:
    """Make one of the broken edits in the tree. Returns the files that changed."""
    edit = chance.choice([edit for edit in EDITS if edit.told != "file_is_folder"])
    path = tree / edit.file
    edit.make(path)
    return {path}


def mend(tree: Path, paths: set[Path], right: Path) -> None:
    """Put the files back as they are in the tree ``right``."""
    for path in paths:
        path.write_bytes((right / path.relative_to(tree)).read_bytes())
