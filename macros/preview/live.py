"""The preview of one ``mkdocs serve``: it builds aside what has changed, and never stops at a mistake."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from filecmp import cmp
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from macros.editors.build_errors import MISTAKES, MistakesError
from macros.guide import mistakes_of
from macros.preview.changes import Changes
from macros.preview.notice import shown_mistakes, with_notice
from sandbox.content.errors import ContentError, ContentErrors, ErrorList

DELAY = 0.03
"""Seconds without a further change before a build begins: a program may write a file in several parts."""


class LivePreview:
    """``render`` makes HTML of the mistakes; it uses the last good templates and texts."""

    def __init__(self, server: LiveReloadServer, config: MkDocsConfig, render: Callable[..., str]) -> None:
        self._server, self._render = server, render
        self._settings = Path(config.config_file_path)
        self._site = Path(config.site_dir)
        self._address, self._strict = config.site_url, config.strict
        self._mistakes: list[ContentError] = []
        self._notice = ""
        self._changes = Changes(self._wake)

    def take_over(self, config: MkDocsConfig) -> None:
        """Watch and build in the place of MkDocs, whose own server would stop answering after a mistake."""
        server: Any = self._server
        watched = list(server._watched_paths)
        server.observer = self._changes.observer
        server.watch = self._watch
        server._watched_paths.clear()
        server.builder = self.rebuild
        server.build_delay = DELAY
        for path in watched:
            self._watch(path)
        for folder in config.theme.dirs:
            if self._settings.parent in Path(folder).parents:
                self._watch(folder)

    def pages(self, pages: Any) -> Any:
        """The WSGI application of the pages, with what is wrong at their top."""
        return with_notice(pages, lambda: self._notice)

    def rebuild(self) -> None:
        """Build what has changed, and show either that or what is wrong with it."""
        self._changes.take()
        try:
            self._build_aside()
            self._tell([])
        except (Exception, SystemExit) as error:  # whatever it is, the next edit may mend it
            mistakes = self._mistakes_behind(error)
            if not isinstance(error, Abort):  # else MkDocs has printed them already
                print(f"{MISTAKES}\n{ContentErrors(mistakes)}", file=sys.stderr)
            self._tell(mistakes)

    def _build_aside(self) -> None:
        """Build into a folder of its own; only a build without a mistake comes to the served one."""
        with tempfile.TemporaryDirectory(prefix="mkdocs_") as aside:
            config = load_config(str(self._settings), site_dir=aside, strict=self._strict)
            config.site_url = self._address
            build(config, serve_url=self._address)
            mirror(Path(aside), self._site)

    def _mistakes_behind(self, error: BaseException) -> list[ContentError]:
        cause: BaseException | None = error
        while cause:
            if isinstance(cause, MistakesError):
                return cause.errors
            cause = cause.__cause__ or cause.__context__
        if found := mistakes_of(self._settings.parent, self._settings.name):
            return found
        unknown = ErrorList(self._settings.name)
        unknown.add(1, "build_failed", name=f"{type(error).__name__}: {error}".splitlines()[0])
        return unknown.errors

    def _tell(self, mistakes: list[ContentError]) -> None:
        if mistakes:
            self._notice = self._render("mistakes.html", mistakes=shown_mistakes(self._settings.parent, mistakes))
        else:
            self._notice = ""
        self._mistakes = mistakes

    def _watch(self, path: str, *_: object, **__: object) -> None:
        server: Any = self._server
        if path not in server._watched_paths:
            server._watched_paths[path] = 1
            self._changes.watch(path)

    def _wake(self) -> None:
        server: Any = self._server
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()


def mirror(built: Path, served: Path) -> None:
    """Make the served folder like the built one: each file is replaced at once, and only if it is another."""
    kept = {path.relative_to(built) for path in built.rglob("*") if path.is_file()}
    for name in sorted(kept, key=lambda name: name.name.startswith(".")):  # the manifest last: it begins the new site
        target = served / name
        if target.is_file() and cmp(built / name, target, shallow=False):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        new = target.with_name(f"{target.name}.new")
        shutil.copyfile(built / name, new)
        new.replace(target)
    for path in [path for path in served.rglob("*") if path.is_file() and path.relative_to(served) not in kept]:
        path.unlink()
