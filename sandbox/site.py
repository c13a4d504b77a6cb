"""The built site, as far as the sandbox needs it: the page it fills, and which page holds which walkthrough."""

import re
from html import escape
from pathlib import Path

_WIDGET = re.compile(r'<section class="walkthrough"[^>]*data-walkthrough="([a-z0-9-]+)"')

TITLE, ADDRESS, WIDGET = "[[title]]", "[[address]]", "<!-- widget -->"
"""What ``macros/theme/trainer.html`` leaves for the sandbox to fill."""


class SiteNotBuiltError(Exception):
    """There is no built site in the folder."""


class Site:
    """A folder that MkDocs has built. It is read again whenever it was built again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._shell_path = folder / "trainer.html"
        self._built_at = -1
        self._shell = ""
        self._addresses: dict[str, str] = {}
        self._pages: frozenset[str] = frozenset()
        self._refresh()

    def page(self, title: str, widget: str, walkthrough: str = "", address: str = "") -> str:
        """A whole page in the site's look, with the widget (HTML) and a link to the page it belongs to.

        That page is named by its walkthrough or by its own address.
        """
        self._refresh()
        address = self._addresses.get(walkthrough, address)
        return self._shell.replace(TITLE, escape(title)).replace(ADDRESS, address).replace(WIDGET, widget)

    def has_page(self, address: str) -> bool:
        """Whether there is such a page to read; ``address`` is relative to the site, the first page's is empty."""
        self._refresh()
        return address in self._pages

    def _refresh(self) -> None:
        try:
            built_at = self._shell_path.stat().st_mtime_ns
            if built_at == self._built_at:
                return
            self._shell = self._shell_path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise SiteNotBuiltError(str(self.folder)) from error
        found = {
            path.relative_to(self.folder).as_posix().removesuffix("index.html"): path
            for path in self.folder.rglob("index.html")
        }
        self._pages = frozenset(found)
        self._addresses = {
            slug: address
            for address, path in found.items()
            for slug in _WIDGET.findall(path.read_text(encoding="utf-8"))
        }
        self._built_at = built_at
