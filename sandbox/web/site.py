"""The built site as the sandbox needs it: its manifest, and the two pages that the sandbox sends itself."""

import logging
import os
from collections.abc import Mapping
from functools import cached_property
from html import escape
from pathlib import Path

from sandbox.content import Content
from sandbox.engine.progress import MenuSection
from sandbox.frozen import dataclass
from sandbox.rendering.addresses import memo_of
from sandbox.web.manifest import MANIFEST, Manifest, ManifestError, read_manifest

TITLE, ADDRESS, WIDGET = "[[title]]", "[[address]]", "<!-- widget -->"
"""The places in ``macros/theme/trainer.html`` that the sandbox fills."""


def fill(shell: str, title: str, widget: str, address: str = "") -> str:
    """``macros/theme/trainer.html`` as built, with a title (text), a widget (HTML) and the address of the link back."""
    return shell.replace(TITLE, escape(title)).replace(ADDRESS, address).replace(WIDGET, widget)


SHELL, NOT_FOUND_PAGE = "trainer.html", "404.html"
"""The page to be filled, as built, and the one for a missing file."""

log = logging.getLogger("sandbox")


class SiteNotBuiltError(Exception):
    """There is no built site in the folder, or another edition of the project built it."""


class _UnusableError(Exception):
    """A file of the site, by its name, can't be read, or isn't whole."""


@dataclass(frozen=True)
class _Built:
    """One build. ``root`` is the path of the site's first page, as the links of ``shell`` begin."""

    manifest: Manifest
    pages: frozenset[str]
    shell: str
    root: str

    @cached_property
    def trainers(self) -> dict[str, str]:
        """Where each walkthrough can be practised: slug → address for a link."""
        return {slug: f"{self.root}{address}#{slug}" for slug, address in self.manifest.trainers.items()}


class Site:
    """A folder that the project has built, as it was at the last `look`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._manifest = os.fspath(folder / MANIFEST)
        self._read_at: tuple[int, int] | None = None
        self._refused: tuple[int, int] | None = None
        self._built: _Built
        self.look()

    @property
    def path(self) -> str:
        """The path of the sandbox, and of the site beside it, in their address: ``/guide``, or empty."""
        return self._built.manifest.path

    @property
    def content(self) -> Content:
        """The editors' files as they were when the site was built."""
        return self._built.manifest.content

    @property
    def scripts(self) -> tuple[str, ...]:
        """The hashes of the inline scripts of all its pages."""
        return self._built.manifest.scripts

    def page(self, title: str, widget: str, walkthrough: str = "", address: str = "") -> str:
        """A whole page in the site's look, with the widget (HTML) and a link to the page that it belongs to.

        That page is named by its walkthrough or by its own address.
        """
        built = self._built
        return fill(built.shell, title, widget, built.manifest.trainers.get(walkthrough, address))

    def not_found(self) -> str:
        """The page for an address outside the sandbox that no file can have; empty if there is none now."""
        try:
            return (self.folder / NOT_FOUND_PAGE).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return ""

    def overview_page(self, title: str, widget: str) -> str:
        """A whole page for the overview of all walkthroughs."""
        built = self._built
        return fill(built.shell, title, widget, built.manifest.overview)

    def menu(self) -> tuple[MenuSection, ...]:
        """The sections of the site's menu that have walkthroughs."""
        return self._built.manifest.subjects

    def trainers(self) -> dict[str, str]:
        """Where each walkthrough can be practised: slug → address for a link. The same object until the next build."""
        return self._built.trainers

    def trainer_pages(self) -> Mapping[str, str]:
        """The address of each walkthrough's page, from the root of the site."""
        return self._built.manifest.trainers

    def cabinet(self) -> str:
        """The address of the page with the cabinet, from the root of the site; empty if there is none."""
        return self._built.manifest.cabinet

    def tasks(self) -> Mapping[str, str]:
        """The address of each task's page, from the root of the site."""
        return self._built.manifest.tasks

    def memo_link(self, slug: str) -> str:
        """The address of a walkthrough's card to print, for a link."""
        return self._built.root + memo_of(slug)

    def overview_link(self) -> str:
        """The address of the page with all walkthroughs, for a link."""
        built = self._built
        return built.root + built.manifest.overview

    def privacy_link(self) -> str:
        """The address of what the site keeps of a learner, for a link; empty if no page says it."""
        built = self._built
        return built.manifest.privacy and built.root + built.manifest.privacy

    def root(self) -> str:
        """The path of the site's first page, as the links of the page to be filled begin."""
        return self._built.root

    def has_page(self, address: str) -> bool:
        """Whether the site has the page; ``address`` is relative to the site, the first page's is empty."""
        return address in self._built.pages

    def has_trainer(self, address: str) -> bool:
        """Whether a walkthrough can be practised on the page."""
        return address in self._built.manifest.trainers.values()

    def look(self) -> None:
        """Read it again if it was built anew. During a new build it is the former one: its manifest is written last."""
        found = self._state()
        if self._read_at and found in (None, self._read_at):
            return
        try:
            self._built = _built(self.folder)
        except _UnusableError as error:
            if self._read_at is None:
                raise SiteNotBuiltError(str(self.folder)) from error
            if found != self._refused:
                log.error("%s of the new site can't be used: the former one is shown", error)
            self._refused = found
            return
        self._read_at = found

    def _state(self) -> tuple[int, int] | None:
        """What tells one manifest from another; None if there is none now."""
        try:
            found = os.stat(self._manifest)  # noqa: PTH116 - at every request, and a path is made slowly
        except OSError:
            return None
        return found.st_mtime_ns, found.st_ino


def _built(folder: Path) -> _Built:
    """What is in the folder. Raises `_UnusableError`."""
    try:
        manifest = read_manifest(folder)
    except ManifestError as error:
        raise _UnusableError(MANIFEST) from error
    try:
        shell = (folder / SHELL).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _UnusableError(SHELL) from error
    if WIDGET not in shell or not shell.rstrip().endswith("/html>"):  # emptied, or cut
        raise _UnusableError(SHELL)
    root = shell.split(ADDRESS)[0].rpartition('"')[2]
    return _Built(manifest, frozenset(manifest.pages), shell, root)
