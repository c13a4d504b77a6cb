"""The preview of one ``mkdocs serve``: it builds aside what has changed, and never stops at a mistake."""

import contextlib
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from filecmp import cmp
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer

from macros.build import Build
from macros.editors.build_errors import MISTAKES, MistakesError
from macros.guide import mistakes_of
from macros.preview.changes import Changes
from macros.preview.incremental import Incremental
from macros.preview.menu import read_menu
from macros.preview.notice import shown_mistakes, with_notice
from sandbox.content import Content
from sandbox.content.errors import ContentError, ContentErrors, ErrorList

DELAY = 0.03
"""Seconds without a further change before a build begins: a program may write a file in several parts."""


class LivePreview:
    """``last`` is what the last build has made; ``mistakes`` are what is wrong now."""

    def __init__(self, server: LiveReloadServer, config: MkDocsConfig, last: Callable[[], Build]) -> None:
        self._server, self._last = server, last
        self._settings = Path(config.config_file_path)
        self._site = Path(config.site_dir)
        self._address, self._strict = config.site_url, config.strict
        self._base = urlsplit(config.site_url or "/").path or "/"
        self._incremental = Incremental(last(), self._site, read_menu(self._settings.read_bytes()))
        self.mistakes: list[ContentError] = []
        self._notice = ""
        self._pending: set[Path] = set()
        self._whole = False
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
        """The WSGI application of the pages: the one that is asked for is made first, with what is wrong at its top."""

        def made(environ: dict[str, Any], start_response: Any) -> Any:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            if path.startswith(self._base) and not self.mistakes:
                with self._showing_mistakes():
                    self._incremental.ensure(path.removeprefix(self._base))
            return pages(environ, start_response)

        return with_notice(made, lambda: self._notice)

    def content(self) -> Content:
        """The editors' files as they were when they were last right."""
        return self._incremental.build.guide.materials.content

    def rebuild(self) -> None:
        """Take in what has changed since the last time; MkDocs calls it.

        It would let every request wait for the end. Here the former pages are served meanwhile.
        """
        server: Any = self._server
        with server._epoch_cond:
            begun, server._wanted_epoch = server._wanted_epoch, server._visible_epoch
            server._epoch_cond.notify_all()
        self.show(self._changes.take())
        server._wanted_epoch = begun
        threading.Thread(target=self.finish, daemon=True).start()

    def show(self, changed: set[Path]) -> None:
        """Show either what has changed or what is wrong with it."""
        try:
            self._take_in(changed)
            self._tell([])
        except (Exception, SystemExit) as error:  # whatever it is, the next edit may mend it
            mistakes = self._mistakes_behind(error)
            if not isinstance(error, Abort):  # else MkDocs has printed them already
                print(f"{MISTAKES}\n{ContentErrors(mistakes)}", file=sys.stderr)
            self._tell(mistakes)

    def _take_in(self, changed: set[Path]) -> None:
        self._pending |= changed
        if self._whole or not self._incremental.update(self._pending):
            self._whole = True  # until it succeeds
            self._incremental.close()
            self._build_aside()
            self._whole = False
        self._pending = set()

    def _build_aside(self) -> None:
        """Build into a folder of its own; only a build without a mistake comes to the served one."""
        with tempfile.TemporaryDirectory(prefix="mkdocs_") as aside:
            settings = self._settings.read_bytes()  # before MkDocs does: an edit meanwhile is then another one
            config = load_config(str(self._settings), site_dir=aside, strict=self._strict)
            config.site_url = self._address
            build(config, serve_url=self._address)
            mirror(Path(aside), self._site)
        self._incremental = Incremental(self._last(), self._site, read_menu(settings))

    def finish(self) -> None:
        """Make what nobody has asked for yet."""
        with self._showing_mistakes():
            self._incremental.finish()

    @contextlib.contextmanager
    def _showing_mistakes(self) -> Iterator[None]:
        """What goes wrong when a page is made is shown on it."""
        try:
            yield
        except (Exception, SystemExit) as error:
            self._tell(self._mistakes_behind(error))

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
            guide = self._incremental.build.guide
            shown = shown_mistakes(self._settings.parent, mistakes)
            wording = guide.materials.content.wording
            self._notice = guide.renderer.render("mistakes.html", wording=wording, mistakes=shown)
        else:
            self._notice = ""
        self.mistakes = mistakes

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
