"""The built site, as far as the sandbox needs it: the page it fills, which page holds which walkthrough, what runs."""

import re
from html import escape
from pathlib import Path

from sandbox.policy import inline_scripts

_WIDGET = re.compile(r'<section class="walkthrough"[^>]*data-walkthrough="([a-z0-9-]+)"')

TITLE, ADDRESS, WIDGET = "[[title]]", "[[address]]", "<!-- widget -->"
"""What ``macros/theme/trainer.html`` leaves for the sandbox to fill."""


class SiteNotBuiltError(Exception):
    """There is no built site in the folder."""


class Site:
    """A folder that MkDocs has built. It is read again whenever it was built again.

    ``scripts`` are the hashes of the inline scripts of all its pages.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shell_path = folder / "trainer.html"
        self._built_at = -1
        self._shell = ""
        self._addresses: dict[str, str] = {}
        self.scripts: tuple[str, ...] = ()
        self._refresh()

    def page(self, title: str, widget: str, walkthrough: str = "") -> str:
        """A whole page in the site's look, with the widget (HTML) and a link to the page it belongs to."""
        self._refresh()
        address = self._addresses.get(walkthrough, "")
        return self._shell.replace(TITLE, escape(title)).replace(ADDRESS, address).replace(WIDGET, widget)

    def _refresh(self) -> None:
        try:
            built_at = self._shell_path.stat().st_mtime_ns
            if built_at == self._built_at:
                return
            self._shell = self._shell_path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise SiteNotBuiltError(str(self.folder)) from error
        pages = {path: path.read_text(encoding="utf-8") for path in self.folder.rglob("*.html")}
        self.scripts = tuple(sorted(set().union(*map(inline_scripts, pages.values()))))
        self._addresses = {
            slug: path.parent.relative_to(self.folder).as_posix() + "/"
            for path, html in pages.items()
            if path.name == "index.html"
            for slug in _WIDGET.findall(html)
        }
        self._built_at = built_at
