"""The built site, as far as the sandbox needs it: the page it fills, and which page holds which walkthrough."""

import re
from html import escape
from pathlib import Path

_WIDGET = re.compile(r'<section class="walkthrough"[^>]*data-walkthrough="([a-z0-9-]+)"')

TITLE, ADDRESS, WIDGET = "[[title]]", "[[address]]", "<!-- widget -->"
"""What ``macros/theme/trainer.html`` leaves for the sandbox to fill."""


def fill(shell: str, title: str, widget: str, address: str = "") -> str:
    """``macros/theme/trainer.html`` as built, with a title (text), a widget (HTML) and the address to go back to."""
    return shell.replace(TITLE, escape(title)).replace(ADDRESS, address).replace(WIDGET, widget)


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
        self._refresh()

    def page(self, title: str, widget: str, walkthrough: str = "") -> str:
        """A whole page in the site's look, with the widget (HTML) and a link to the page it belongs to."""
        self._refresh()
        return fill(self._shell, title, widget, self._addresses.get(walkthrough, ""))

    def not_found(self) -> str:
        """The page for an address that isn't of the sandbox and that no file can have."""
        return (self.folder / "404.html").read_text(encoding="utf-8")

    def _refresh(self) -> None:
        try:
            built_at = self._shell_path.stat().st_mtime_ns
            if built_at == self._built_at:
                return
            self._shell = self._shell_path.read_text(encoding="utf-8")
        except FileNotFoundError as error:
            raise SiteNotBuiltError(str(self.folder)) from error
        self._addresses = {
            slug: path.parent.relative_to(self.folder).as_posix() + "/"
            for path in self.folder.rglob("index.html")
            for slug in _WIDGET.findall(path.read_text(encoding="utf-8"))
        }
        self._built_at = built_at
